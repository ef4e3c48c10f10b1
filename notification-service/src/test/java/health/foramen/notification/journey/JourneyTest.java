package health.foramen.notification.journey;

import static health.foramen.notification.journey.Cast.CHICAGO;
import static health.foramen.notification.journey.Cast.aVisit;
import static health.foramen.notification.journey.Cast.later;
import static health.foramen.notification.journey.Cast.movedTo;
import static health.foramen.notification.journey.Cast.reachable;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.notification.journey.JourneyEvent.ChangeRequested;
import health.foramen.notification.journey.JourneyEvent.MessageFailed;
import health.foramen.notification.journey.JourneyEvent.PatientConfirmed;
import health.foramen.notification.journey.JourneyEvent.RideChanged;
import health.foramen.notification.journey.Outcome.Changed;
import health.foramen.notification.journey.Outcome.Unchanged;
import health.foramen.notification.journey.StepState.Cancelled;
import health.foramen.notification.journey.StepState.Claimed;
import health.foramen.notification.journey.StepState.Delivered;
import health.foramen.notification.journey.StepState.Failed;
import health.foramen.notification.journey.StepState.Sent;
import health.foramen.notification.text.StatusReport;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JourneyTest {

    private static final Cadence CADENCE = Cast.theCadence();
    private static final Instant NOW = LocalDateTime.of(2026, 11, 12, 11, 0).atZone(CHICAGO).toInstant();
    private static final Appointment VISIT = aVisit(LocalDateTime.of(2026, 12, 3, 10, 15), NOW);

    private static Journey unborn() {
        return Journey.unborn(Cast.VISIT, Cast.ROSA);
    }

    private static Journey aBookedJourney() {
        return changed(unborn().told(VISIT, Optional.of(reachable()), CADENCE, List.of(), NOW)).journey();
    }

    private static Changed changed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Changed.class);
        return (Changed) outcome;
    }

    private static StepKey text(Journey journey, String step) {
        return new StepKey(journey.id(), journey.planned(), step, Channel.TEXT);
    }

    private static Journey claimed(Journey journey, StepKey key) {
        return changed(journey.claimed(key, new Claimed("here", NOW, NOW.plusSeconds(30), "f"))).journey();
    }

    private static Journey sent(Journey journey, StepKey key) {
        return changed(claimed(journey, key).sent(key, "SM1", "words", NOW)).journey();
    }

    @Test
    void theSameRevisionTwiceAndAnOlderOneChangeNothing() {
        Journey journey = aBookedJourney();
        assertThat(journey.told(VISIT, Optional.of(reachable()), CADENCE, List.of(), NOW)).isInstanceOf(Unchanged.class);
        Journey moved = changed(journey.told(movedTo(VISIT, VISIT.localStart().plusDays(2), NOW), Optional.of(reachable()), CADENCE, List.of(), NOW)).journey();
        assertThat(moved.told(VISIT, Optional.of(reachable()), CADENCE, List.of(), NOW)).isInstanceOf(Unchanged.class);
    }

    @Test
    void aMoveCancelsWhatWasPlannedAndPlansAnewUnderTheNewRevision() {
        Journey journey = changed(aBookedJourney().told(movedTo(VISIT, VISIT.localStart().plusDays(2), NOW), Optional.of(reachable()), CADENCE, List.of(), NOW)).journey();
        assertThat(journey.steps()).filteredOn(step -> step.revision() == 1).allMatch(step -> step.state() instanceof Cancelled(Instant _, Why why) && why.equals(Why.MOVED));
        assertThat(journey.steps()).filteredOn(step -> step.revision() == 2).extracting(Step::name).contains("moved", "confirm").doesNotContain("booked");
    }

    @Test
    void aLawThatMovesTheClocksMovesNoVisitOnlyTheHoursOfWhatIsStillToBeSaid() {
        Journey before = sent(aBookedJourney(), text(aBookedJourney(), "booked"));
        Appointment v = VISIT;
        Appointment hourOff = new Appointment(v.appointmentId(), v.revision() + 1, AppointmentStatus.BOOKED, v.referralId(), v.patientId(), v.procedure(), v.siteId(), v.zone(),
                v.localStart(), v.start().plusSeconds(3600), v.arriveAt().plusSeconds(3600), v.end().plusSeconds(3600), v.sedated(), v.escortRequired(), v.fasting(),
                v.bloodThinnerHeld(), v.movedFrom(), v.performedAt(), v.followUp(), NOW);
        Journey after = changed(before.told(hourOff, Optional.of(reachable()), CADENCE, List.of(), NOW)).journey();
        assertThat(after.steps()).extracting(Step::name).doesNotContain("moved");
        assertThat(after.steps()).allMatch(step -> step.revision() == 1).noneMatch(step -> step.state() instanceof Cancelled);
        assertThat(after.steps()).filteredOn(step -> step.name().equals("booked") && step.channel() == Channel.TEXT).hasSize(1);
        assertThat(after.appointment().orElseThrow().start()).isEqualTo(hourOff.start());
    }

    @Test
    void aPatientsConfirmationIsNoReasonToPlanAnew() {
        Journey before = aBookedJourney();
        Journey after = changed(before.told(later(VISIT, AppointmentStatus.BOOKED, NOW), Optional.of(reachable()), CADENCE, List.of(), NOW)).journey();
        assertThat(after.steps()).isEqualTo(before.steps());
        assertThat(after.appointment().orElseThrow().revision()).isEqualTo(2);
    }

    @Test
    void whoeverNeedsAnEscortAfterAllIsAskedAboutItAndToldNothingTwice() {
        Appointment alone = Cast.visit(Cast.VISIT, Cast.ROSA, 1, AppointmentStatus.BOOKED, VISIT.localStart(), CHICAGO, false, false, false, NOW);
        Journey before = changed(unborn().told(alone, Optional.of(reachable()), CADENCE, List.of(), NOW)).journey();
        before = sent(before, text(before, "booked"));
        assertThat(before.steps()).extracting(Step::name).doesNotContain("ride-check");
        Appointment sedated = Cast.visit(Cast.VISIT, Cast.ROSA, 2, AppointmentStatus.BOOKED, VISIT.localStart(), CHICAGO, true, true, false, NOW);
        Journey after = changed(before.told(sedated, Optional.of(reachable()), CADENCE, List.of(), NOW)).journey();
        assertThat(after.ride().isOpen()).isTrue();
        assertThat(after.steps()).filteredOn(Step::isPlanned).extracting(Step::name).contains("ride-check", "preparation");
        assertThat(after.steps()).filteredOn(step -> step.name().equals("booked") && step.channel() == Channel.TEXT).hasSize(1);
    }

    @Test
    void aTextThatFailsAfterItsLetterFailedIsATaskAndOneWhoseLetterArrivedIsNone() {
        Journey journey = sent(aBookedJourney(), text(aBookedJourney(), "booked"));
        StepKey text = text(journey, "booked");
        StepKey letter = new StepKey(journey.id(), 1, "booked", Channel.EMAIL);
        StatusReport failed = new StatusReport(text.word(), "SM1", StatusReport.Status.FAILED, Optional.of("30003"));
        Journey refused = changed(claimed(journey, letter).failed(letter, Why.MISSED, "", Optional.of(Channel.TEXT), NOW)).journey();
        assertThat(changed(refused.reported(text, failed, Optional.of(Channel.EMAIL), NOW)).events()).singleElement().isInstanceOf(MessageFailed.class);
        Journey posted = sent(journey, letter);
        assertThat(changed(posted.reported(text, failed, Optional.of(Channel.EMAIL), NOW)).events()).isEmpty();
    }

    @Test
    void whatAnotherInstanceFoundOutFirstIsNotSentAgain() {
        Journey journey = claimed(aBookedJourney(), text(aBookedJourney(), "booked"));
        StepKey booked = text(journey, "booked");
        StepState seen = journey.step(booked).orElseThrow().state();
        Journey again = changed(changed(journey.notSent(booked, seen, Why.MISSED, NOW, NOW)).journey().claimed(booked, new Claimed("there", NOW.plusSeconds(60), NOW.plusSeconds(90), "g"))).journey();
        assertThat(again.notSent(booked, seen, Why.MISSED, NOW, NOW)).as("the doubt of before").isInstanceOf(Unchanged.class);
    }

    @Test
    void nothingGoesOutForAVisitThatWasCancelledMeanwhile() {
        Journey journey = aBookedJourney();
        StepKey confirm = text(journey, "confirm");
        Journey cancelled = changed(journey.told(later(VISIT, AppointmentStatus.CANCELLED, NOW), Optional.of(reachable()), CADENCE, List.of(), NOW)).journey();
        assertThat(cancelled.claimed(confirm, new Claimed("here", NOW, NOW, "f"))).isInstanceOf(Unchanged.class);
        assertThat(cancelled.steps()).filteredOn(Step::isPlanned).extracting(Step::name).containsOnly("cancelled");
    }

    @Test
    void whatWasInTheAirWhenTheVisitMovedIsNotSentAgain() {
        Journey journey = aBookedJourney();
        StepKey booked = text(journey, "booked");
        Journey inTheAir = claimed(journey, booked);
        Journey moved = changed(inTheAir.told(movedTo(VISIT, VISIT.localStart().plusDays(2), NOW), Optional.of(reachable()), CADENCE, List.of(), NOW)).journey();
        assertThat(moved.step(booked).orElseThrow().isInTheAir()).isTrue();
        Journey notSent = changed(moved.notSent(booked, moved.step(booked).orElseThrow().state(), Why.MISSED, NOW, NOW)).journey();
        assertThat(notSent.step(booked).orElseThrow().state()).isInstanceOf(Cancelled.class);
    }

    @Test
    void twoCannotClaimTheSameStep() {
        Journey journey = aBookedJourney();
        StepKey booked = text(journey, "booked");
        assertThat(claimed(journey, booked).claimed(booked, new Claimed("there", NOW, NOW.plusSeconds(30), "f"))).isInstanceOf(Unchanged.class);
    }

    @Test
    void reportsComeTwiceAndInAnyOrderAndDeliveredIsTheLastWord() {
        Journey journey = aBookedJourney();
        StepKey booked = text(journey, "booked");
        StatusReport delivered = new StatusReport(booked.word(), "SM1", StatusReport.Status.DELIVERED, Optional.empty());
        StatusReport underway = new StatusReport(booked.word(), "SM1", StatusReport.Status.UNDERWAY, Optional.empty());
        StatusReport failed = new StatusReport(booked.word(), "SM1", StatusReport.Status.FAILED, Optional.of("30003"));
        // The report is quicker than the answer to our own call.
        Journey early = changed(claimed(journey, booked).reported(booked, delivered, Optional.empty(), NOW)).journey();
        assertThat(early.step(booked).orElseThrow().state()).isInstanceOf(Delivered.class);
        assertThat(early.reported(booked, underway, Optional.empty(), NOW)).isInstanceOf(Unchanged.class);
        assertThat(early.reported(booked, failed, Optional.empty(), NOW)).isInstanceOf(Unchanged.class);
        assertThat(early.sent(booked, "SM1", "words", NOW)).isInstanceOf(Unchanged.class);
        assertThat(changed(early.worded(booked, "words")).journey().step(booked).orElseThrow().state().shown()).isEqualTo("words");
    }

    @Test
    void aTextThatThePhoneRefusesGoesByEmailOrBecomesATask() {
        Journey journey = sent(aBookedJourney(), text(aBookedJourney(), "confirm"));
        StepKey confirm = text(journey, "confirm");
        StatusReport failed = new StatusReport(confirm.word(), "SM1", StatusReport.Status.FAILED, Optional.of("30005"));
        Journey byMail = changed(journey.reported(confirm, failed, Optional.of(Channel.EMAIL), NOW)).journey();
        assertThat(byMail.step(new StepKey(journey.id(), journey.planned(), "confirm", Channel.EMAIL)).orElseThrow().isPlanned()).isTrue();
        Changed task = changed(journey.reported(confirm, failed, Optional.empty(), NOW));
        assertThat(task.journey().step(confirm).orElseThrow().state()).isInstanceOf(Failed.class);
        assertThat(task.events()).singleElement().isInstanceOf(MessageFailed.class);
    }

    @Test
    void theRideIsAskedArrangedAndMissedInTurnWithRisingSequence() {
        Journey journey = aBookedJourney();
        StepKey preparation = text(journey, "preparation");
        Changed asked = changed(claimed(journey, preparation).sent(preparation, "SM2", "words", NOW));
        assertThat(asked.events()).containsExactly(new RideChanged(1, Ride.Status.ASKED, NOW));
        StepKey check = new StepKey(journey.id(), journey.planned(), "ride-check", Channel.DESK);
        Changed missing = changed(asked.journey().rideChecked(check, NOW));
        assertThat(missing.events()).containsExactly(new RideChanged(2, Ride.Status.MISSING, NOW));
        Changed arranged = changed(missing.journey().rideArranged(Optional.empty(), Optional.empty(), NOW));
        assertThat(arranged.events()).containsExactly(new RideChanged(3, Ride.Status.ARRANGED, NOW));
        Changed named = changed(arranged.journey().rideArranged(Optional.of("Luis"), Optional.of("+13125550177"), NOW));
        assertThat(named.events()).isEmpty();
        assertThat(named.journey().ride().driver()).contains("Luis");
        assertThat(named.journey().rideArranged(Optional.empty(), Optional.empty(), NOW)).isInstanceOf(Unchanged.class);
    }

    @Test
    void aKnownRideIsNoTaskForTheDesk() {
        Journey journey = changed(aBookedJourney().rideArranged(Optional.of("Luis"), Optional.empty(), NOW)).journey();
        StepKey check = new StepKey(journey.id(), journey.planned(), "ride-check", Channel.DESK);
        Changed looked = changed(journey.rideChecked(check, NOW));
        assertThat(looked.events()).isEmpty();
        assertThat(looked.journey().step(check).orElseThrow().state().reason()).contains(Why.RIDE_KNOWN);
    }

    @Test
    void aMovedVisitIsAnotherPromise() {
        Journey promised = changed(changed(aBookedJourney().rideArranged(Optional.of("Luis"), Optional.empty(), NOW)).journey().confirmed(NOW)).journey();
        Journey moved = changed(promised.told(movedTo(VISIT, VISIT.localStart().plusDays(2), NOW), Optional.of(reachable()), CADENCE, List.of(), NOW)).journey();
        assertThat(moved.ride().isOpen()).isTrue();
        assertThat(moved.confirmedAt()).isEmpty();
    }

    @Test
    void confirmingAndAskingForAChangeAreToldOnce() {
        Changed confirmed = changed(aBookedJourney().confirmed(NOW));
        assertThat(confirmed.events()).containsExactly(new PatientConfirmed(1, 1, NOW));
        assertThat(confirmed.journey().confirmed(NOW)).isInstanceOf(Unchanged.class);
        Changed change = changed(confirmed.journey().changeAsked(NOW));
        assertThat(change.events()).containsExactly(new ChangeRequested(2, NOW));
        assertThat(change.journey().changeAsked(NOW)).isInstanceOf(Unchanged.class);
    }

    @Test
    void aJourneyWithoutACardWaitsAndCatchesUpWhenItComes() {
        Journey waiting = changed(unborn().told(VISIT, Optional.empty(), CADENCE, List.of(), NOW)).journey();
        assertThat(waiting.waits()).isTrue();
        assertThat(waiting.steps()).isEmpty();
        assertThat(waiting.nextDue()).contains(NOW);
        Journey caughtUp = changed(waiting.reachable(reachable(), CADENCE, List.of(), NOW)).journey();
        assertThat(caughtUp.steps()).isEqualTo(aBookedJourney().steps());
    }

    @Test
    void anOptOutSendsTheRestByEmailAndKeepsWhatWasHandled() {
        Journey journey = sent(aBookedJourney(), text(aBookedJourney(), "booked"));
        Journey after = changed(journey.reachable(new Recipient(CHICAGO, false, true, false), CADENCE, List.of(), NOW)).journey();
        assertThat(after.step(text(journey, "booked")).orElseThrow().state()).isInstanceOf(Sent.class);
        assertThat(after.steps()).filteredOn(Step::isPlanned).allMatch(step -> step.channel() != Channel.TEXT);
        assertThat(after.reachable(new Recipient(CHICAGO, false, true, false), CADENCE, List.of(), NOW)).isInstanceOf(Unchanged.class);
    }

    @Test
    void aTextIsHeardOnce() {
        Journey journey = aBookedJourney();
        Changed heard = changed(journey.hearing("SM9", journey.confirmed(NOW)));
        assertThat(heard.events()).hasSize(1);
        assertThat(heard.journey().hearing("SM9", heard.journey().changeAsked(NOW))).isInstanceOf(Unchanged.class);
    }

    @Test
    void erasedNothingMoreIsSaidAndNothingIsRemembered() {
        Journey journey = sent(aBookedJourney(), text(aBookedJourney(), "booked"));
        Journey erased = changed(journey.erased(NOW)).journey();
        assertThat(erased.steps()).allMatch(step -> step.state().isSettled()).allMatch(step -> step.state().shown().isEmpty());
        assertThat(erased.nextDue()).isEmpty();
    }

    @Test
    void oldStepsLeaveAndOpenOnesStay() {
        Journey journey = aBookedJourney();
        for (int i = 0; i < 200; i++) {
            Step answer = Step.said("answer-" + i, Channel.TEXT, health.foramen.notification.wording.Message.ANSWER_HELP, java.util.Set.of(), "words", true, NOW, NOW.plusSeconds(60));
            StepKey key = answer.key(journey.id());
            journey = sent(changed(journey.saying(answer)).journey(), key);
        }
        assertThat(journey.steps()).hasSizeLessThanOrEqualTo(Journey.MOST_STEPS);
        assertThat(journey.steps()).extracting(Step::name).contains("confirm", "directions", "answer-199");
    }
}
