package health.foramen.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.journeys.suite.Keyboard;
import health.foramen.journeys.suite.Person;
import health.foramen.journeys.suite.Visitor;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** From sign-in to a referral that is received, and to its acceptance, without a mouse. Skipped as the other browser story is. */
@EnabledIf("canBeTold")
class IntakeByKeyboardJourney extends BrowserJourney {

    private static final Pattern A_REFERRAL = Pattern.compile(".*/referrals/[0-9a-f-]{36}");
    /** As a date field of an American browser is typed into. */
    private static final DateTimeFormatter TYPED = DateTimeFormatter.ofPattern("MMddyyyy");

    /** A practised typist makes five strokes a second: what a physician needs for the usual referral in two minutes, with half of it left to think. */
    private static final int MOST_STROKES = 300;

    @Test
    void aPhysicianRefersByKeyboardAndAClinicianAccepts() {
        var miriam = Patient.miriamStone();
        String referral = thePhysicianRefers(miriam);
        theClinicianAccepts(referral, miriam);
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void theDeskEntersAFaxByKeyboardAndCorrectsWhatIsRefused() {
        var lucia = Patient.luciaFerrer();
        try (Visitor desk = chromium.atADesk("fax-by-keyboard", suite.address())) {
            var hands = signedIn(desk, Person.DANA, "/worklist");
            hands.to("a[href='/referrals/new']").press("Enter");
            desk.page().waitForURL("**/referrals/new");
            hands.toField("origin.way").press("Space");
            hands.to("#physicianSought").type("brooks").press("Enter");
            assertThat(desk.page().locator("[name='origin.physician']").first()).isVisible();
            hands.toField("origin.physician").press("Space");
            fillIn(hands, lucia, "312 555 0101 ext. 22");
            hands.press("Enter");

            assertThat(desk.page().locator(".error-summary")).isFocused();
            desk.look("fax-refused");
            hands.to(".error-summary a").press("Enter");
            assertThat(desk.page().locator("[id='patient.phone']")).isFocused();
            hands.press("ControlOrMeta+a").type(lucia.phone()).press("Enter");
            desk.page().waitForURL(url -> !url.endsWith("/referrals/new"));
            assertThat(desk.page().locator("main")).containsText(lucia.familyName());
            desk.look("fax-received");
        }
        assertThat(chromium.complaints()).isEmpty();
    }

    private static String thePhysicianRefers(Patient patient) {
        try (Visitor physician = chromium.atADesk("physician-by-keyboard", suite.address())) {
            var hands = signedIn(physician, Person.DR_AMIN, "/referrals");
            hands.to("a[href='/referrals/new']").press("Enter");
            physician.page().waitForURL("**/referrals/new");
            fillIn(hands, patient, patient.phone());
            physician.look("by-keyboard");
            hands.press("Enter");
            physician.page().waitForURL(A_REFERRAL);
            assertThat(physician.page().locator("h1")).containsText(patient.familyName());
            assertThat(hands.strokes()).as("strokes, of which tabs: " + hands.tabs()).isLessThan(MOST_STROKES);
            return physician.lastOfPath();
        }
    }

    /** The usual referral, to the button that sends it. */
    private static void fillIn(Keyboard hands, Patient patient, String phone) {
        LocalDate today = LocalDate.ofInstant(suite.sandbox().now(), Passage.HOME);
        hands.toField("patient.givenName").type(patient.givenName());
        hands.toField("patient.familyName").type(patient.familyName());
        hands.toField("patient.birthDate").type(patient.birthDate().format(TYPED));
        hands.toField("patient.phone").type(phone);
        hands.toField("patient.consent.text").press("Space");
        hands.toField("symptom.site").type("left leg");
        hands.toField("symptom.side").press("Space");
        hands.to(".ago [data-days='91']").press("Enter");
        hands.toField("symptom.pain").press("ArrowRight", 7);
        hands.to(".spot").press("Space");
        hands.toField("requestedProcedure").type("transforaminal l");
        hands.to("[name^='conservativeCare'][value='physical-therapy']").press("Space").press("Tab").type(today.minusWeeks(10).format(TYPED));
        hands.to("[name^='conservativeCare'][name$='.to']").type(today.minusWeeks(2).format(TYPED));
        hands.toField("imaging.modality").type("MRI").press("Tab").type(today.minusWeeks(4).format(TYPED));
        hands.toField("safety.pregnancy").press("Space");
        hands.toField("coverage.payer").type("self");
        hands.to("button.primary");
    }

    private static void theClinicianAccepts(String referral, Patient patient) {
        try (Visitor clinician = chromium.atADesk("triage-by-keyboard", suite.address())) {
            var hands = signedIn(clinician, Person.DR_HADDAD, "/triage");
            var row = "a[href='/triage/" + referral + "']";
            int rows = clinician.page().locator("ul.list > li").count();
            for (int i = 0; i < rows && !hands.isAt(row); i++) {
                hands.press("j");
            }
            hands.press("Enter");
            clinician.page().waitForURL("**/triage/" + referral);
            assertThat(clinician.page().locator("#reader")).containsText("You are reading this");
            hands.press("a");
            assertThat(clinician.page().locator("#accept")).isFocused();
            hands.press("Enter");
            clinician.page().waitForURL("**/referrals/" + referral);
            assertThat(clinician.page().locator("h1")).containsText(patient.familyName());
        }
    }

    private static Keyboard signedIn(Visitor visitor, Person person, String path) {
        var hands = new Keyboard(visitor);
        visitor.open(path);
        assertThat(visitor.page().locator("#username")).isFocused();
        hands.type(person.id()).press("Tab").type(person.password()).press("Enter");
        visitor.page().waitForURL("**" + path);
        return hands;
    }
}
