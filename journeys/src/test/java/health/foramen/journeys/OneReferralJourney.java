package health.foramen.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.journeys.suite.Person;
import health.foramen.journeys.suite.Sandbox;
import health.foramen.journeys.suite.Suite;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class OneReferralJourney {

    private static final Suite SUITE = Suite.running();

    @AfterAll
    static void everythingAgrees() {
        SUITE.check().expectingSuccess();
    }

    @Test
    void onePatientIsReferredTriagedBookedRemindedTreatedFollowedUpAndClosed() {
        Passage miriam = new Passage(SUITE, Patient.miriamStone());

        miriam.refer();
        onlyTheOwnPracticeSeesIt(miriam);

        miriam.triage();

        miriam.book();
        theDeskSeesNoClinicalNotes(miriam);

        miriam.hearOfTheBooking().comeToTheWeekBefore();
        miriam.answerThatThereIsARide();

        miriam.arrive().start().recover();
        miriam.triesToDischargeWithoutFollowUp();
        miriam.discharge();

        miriam.hearAfterCare().hearOfTheFollowUp();

        miriam.reportRelief().seeItClosed();
        miriam.everythingAcknowledgedStands();
        thePhysicianReadsTheOutcome(miriam);
        nothingWasSaidTwiceNorTooMuch(miriam);
    }

    private static void onlyTheOwnPracticeSeesIt(Passage passage) {
        SUITE.as(Person.DR_BROOKS).get("/api/referrals/" + passage.referralId()).expecting(404);
        assertThat(SUITE.as(Person.DR_BROOKS).get("/api/referrals?limit=200").expecting(200).text()).doesNotContain(passage.referralId());
        assertThat(SUITE.as(Person.DR_AMIN).get("/api/referrals?limit=200").expecting(200).text()).contains(passage.referralId());
        SUITE.asNobody().get("/api/referrals/" + passage.referralId()).expecting(401);
    }

    private static void theDeskSeesNoClinicalNotes(Passage passage) {
        for (String path : List.of("/api/worklist", "/api/appointments/" + passage.appointmentId(), "/api/referrals/" + passage.referralId())) {
            assertThat(SUITE.as(Person.DANA).get(path).text()).as("what the desk reads at " + path).doesNotContain(Referrals.CLINICAL_NOTE);
        }
    }

    private static void thePhysicianReadsTheOutcome(Passage passage) {
        assertThat(passage.referral(Person.DR_AMIN).toString()).as("the closed referral, as its physician reads it")
                .contains(passage.visitDate().toString()).contains(passage.followUpDate().toString());
    }

    private static void nothingWasSaidTwiceNorTooMuch(Passage passage) {
        List<String> texts = SUITE.sandbox().texts(passage.patient().phone()).stream().map(Sandbox.Text::body).toList();
        assertThat(texts).doesNotHaveDuplicates().allSatisfy(text ->
                assertThat(text).doesNotContain(passage.patient().familyName()).doesNotContainIgnoringCase("injection")
                        .doesNotContainIgnoringCase("CANCEL").doesNotContainIgnoringCase("reply YES"));
        assertThat(SUITE.sandbox().mails(passage.patient().email()).stream().map(Sandbox.Mail::plain)).doesNotHaveDuplicates();
    }
}
