package health.foramen.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import health.foramen.journeys.suite.Chromium;
import health.foramen.journeys.suite.Person;
import health.foramen.journeys.suite.Visitor;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Without Chromium this is skipped, except where CI says that it must be there. */
@EnabledIf("canBeTold")
class FourPeopleInABrowserJourney extends BrowserJourney {

    /** The patient's page, as a text names it. */
    private static final Pattern LINK = Pattern.compile("https?://\\S+/v/\\S+");

    @Test
    void aPhysicianRefersAClinicianAcceptsTheDeskBooksAndThePatientAnswers() {
        suite.sandbox().waitForWorkingHours(Passage.HOME);
        Patient yousef = Patient.yousefMansour();

        String referral = thePhysicianRefers(yousef);
        theClinicianAccepts(referral);
        String appointment = theDeskBooksByKeyboard(yousef);
        thePatientSaysWhoDrives(yousef);
        theDeskSeesThePatientThroughTheDay(appointment);
        thePatientReadsWhatIsNormal(yousef);
        thePhysicianLooksWhereItStands(referral);
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void everyPlaceOfEveryRoleIsFitForEverybody() {
        for (Person person : List.of(Person.DR_AMIN, Person.DR_HADDAD, Person.DANA, Person.ALEX)) {
            try (Visitor visitor = chromium.atADesk("places-" + person.id(), suite.address())) {
                visitor.signIn(person, "/");
                for (String place : visitor.places()) {
                    visitor.open(place);
                    visitor.look(place.substring(1).replace('/', '-'));
                }
            }
        }
        try (Visitor passerBy = chromium.atADesk("passer-by", suite.address())) {
            passerBy.open("/sandbox").look("sandbox");
            passerBy.open("/status").look("status");
        }
        assertThat(chromium.complaints()).isEmpty();
    }

    // the physician --------------------------------------------------------------------------------------------------------

    private static String thePhysicianRefers(Patient patient) {
        LocalDate today = LocalDate.ofInstant(suite.sandbox().now(), Passage.HOME);
        try (Visitor physician = chromium.atADesk("physician", suite.address())) {
            physician.signIn(Person.DR_AMIN, "/referrals");
            physician.look("my-referrals");
            physician.follow("Refer a patient");
            physician.look("refer");

            physician.press("Send the referral");
            assertThat(physician.page().locator(".error-summary")).isVisible();
            physician.look("refer-with-mistakes");

            physician.type("patient.givenName", patient.givenName());
            physician.type("patient.familyName", patient.familyName());
            physician.type("patient.birthDate", patient.birthDate().toString());
            physician.type("patient.recordNumber", patient.recordNumber());
            physician.pick("patient.language", patient.language());
            physician.type("patient.phone", patient.phone());
            physician.type("patient.email", patient.email());
            physician.tick("patient.consent.text", "true");
            physician.tick("patient.consent.email", "true");
            physician.type("symptom.site", "left leg");
            physician.tick("symptom.side", "left");
            physician.type("symptom.description", "Burning pain from the buttock to the big toe");
            physician.type("symptom.onset", today.minusWeeks(12).toString());
            physician.tick("symptom.pain", "7");
            physician.tick("symptom.radiating", "true");
            physician.pick("target.region", "lumbar-sacral");
            physician.tick("target.levels", "L5");
            physician.tick("target.side", "left");
            physician.pick("requestedProcedure", "transforaminal-lumbar-sacral");
            physician.pick("intent", "therapeutic");
            physician.type("indications", "M51.16, M54.16");
            physician.tick("conservativeCare.0.kind", "medication");
            physician.type("conservativeCare.0.from", today.minusWeeks(11).toString());
            physician.type("conservativeCare.0.to", today.minusWeeks(3).toString());
            physician.type("conservativeCare.0.result", "little relief");
            physician.tick("conservativeCare.1.kind", "physical-therapy");
            physician.type("conservativeCare.1.from", today.minusWeeks(10).toString());
            physician.type("conservativeCare.1.to", today.minusWeeks(2).toString());
            physician.type("conservativeCare.1.result", "no relief");
            physician.type("consultation.date", today.minusWeeks(1).toString());
            physician.type("consultation.by", "Dr. Ruth Weiss");
            physician.pick("imaging.modality", "mri");
            physician.type("imaging.date", today.minusWeeks(4).toString());
            physician.pick("coverage.payer", "self-pay");
            physician.look("refer-filled-in");

            physician.press("Send the referral");
            physician.page().waitForURL(Pattern.compile(".*/referrals/[0-9a-f-]{36}"));
            assertThat(physician.page().locator("h1")).containsText(patient.familyName());
            physician.look("referral-received");
            return physician.lastOfPath();
        }
    }

    private static void thePhysicianLooksWhereItStands(String referral) {
        try (Visitor physician = chromium.atADesk("physician-later", suite.address())) {
            physician.signIn(Person.DR_AMIN, "/referrals/" + referral);
            await("word of the visit").atMost(Passage.PATIENCE).until(() ->
                    physician.open("/referrals/" + referral).page().locator(".passage .is-now").textContent().contains("relief"));
            physician.look("referral-performed");
        }
    }

    // the clinician --------------------------------------------------------------------------------------------------------

    private static void theClinicianAccepts(String referral) {
        try (Visitor clinician = chromium.atADesk("clinician", suite.address())) {
            clinician.signIn(Person.DR_HADDAD, "/triage");
            clinician.page().locator("a[href='/triage/" + referral + "']").click();
            clinician.page().waitForURL("**/triage/" + referral);
            clinician.pick("plan.sedation", "minimal");
            clinician.look("triage");
            clinician.press("Accept with this plan");
            clinician.page().waitForURL("**/referrals/" + referral);
            clinician.look("referral-accepted");
        }
    }

    // the front desk -------------------------------------------------------------------------------------------------------

    /** From the worklist to the booked appointment without a mouse. */
    private static String theDeskBooksByKeyboard(Patient patient) {
        try (Visitor desk = chromium.atADesk("desk", suite.address())) {
            desk.signIn(Person.DANA, "/worklist");
            Locator line = desk.page().getByRole(AriaRole.ROWHEADER).filter(
                    new Locator.FilterOptions().setHasText(patient.familyName())).getByRole(AriaRole.LINK).last();
            await("the permit on the worklist, by name").atMost(Passage.PATIENCE).until(() -> {
                desk.open("/worklist");
                return line.count() == 1 && line.isVisible();
            });
            desk.look("worklist");

            int rows = desk.page().locator("table.list tbody tr").count();
            for (int at = 0; at < rows && !desk.hasFocus(line); at++) {
                desk.page().keyboard().press("j");
            }
            assertThat(line).isFocused();
            desk.page().keyboard().press("Enter");
            desk.page().waitForURL("**/openings?**");
            desk.look("openings");

            // The first time of today may be one for which the patient would have to be on the way already: of that no message tells any more.
            LocalDate tomorrow = LocalDate.ofInstant(suite.sandbox().now(), Passage.HOME).plusDays(1);
            desk.type("from", tomorrow.toString());
            desk.page().locator("#from").press("Enter");
            desk.page().waitForURL("**/openings?**from=" + tomorrow + "**");

            desk.page().keyboard().press("j");
            Locator book = desk.page().locator("#found button.primary").first();
            for (int at = 0; at < 5 && !desk.hasFocus(book); at++) {
                desk.page().keyboard().press("Tab");
            }
            assertThat(book).isFocused();
            desk.page().keyboard().press("Enter");
            desk.page().waitForURL("**/appointments/**");
            assertThat(desk.page().locator("h1")).containsText(patient.familyName());
            desk.look("appointment-booked");
            return desk.lastOfPath();
        }
    }

    /** By keyboard: the card, its acts beside the board, and back to the card. */
    private static void aCardOpensBesideTheBoard(Visitor desk, String appointment) {
        Locator card = desk.page().locator(".lane:not(.narrow) a.slot[data-id='" + appointment + "']");
        card.focus();
        desk.page().keyboard().press("Enter");
        assertThat(desk.page().locator("#drawer h2").first()).isVisible();
        desk.look("day-board-drawer");
        desk.page().keyboard().press("Escape");
        assertThat(desk.page().locator("#drawer h2")).hasCount(0);
        assertThat(card).isFocused();
    }

    private static void theDeskSeesThePatientThroughTheDay(String appointment) {
        var told = suite.as(Person.FELIX).get("/api/appointments/" + appointment).expecting(200);
        LocalDate day = LocalDate.parse(told.word("localStart").substring(0, 10));
        suite.sandbox().moveClockTo(Instant.parse(told.word("arriveAt")));
        try (Visitor desk = chromium.atADesk("desk-on-the-day", suite.address())) {
            desk.signIn(Person.FELIX, "/board/" + told.word("siteId") + "/" + day);
            desk.look("day-board");
            aCardOpensBesideTheBoard(desk, appointment);
            desk.open("/appointments/" + appointment);
            await("the ride at the desk").atMost(Passage.PATIENCE).until(() ->
                    desk.open("/appointments/" + appointment).page().locator("dd .state", new Page.LocatorOptions().setHasText("arranged")).count() == 1);
            desk.press("Arrived");
            desk.look("appointment-arrived");
            for (String said : List.of("patient", "procedure", "side", "level", "clearances")) {
                desk.tick(said, "true");
            }
            desk.press("Start");
            desk.look("appointment-in-procedure");
            desk.press("To recovery");
            desk.look("appointment-recovering");

            desk.press("Discharge");
            assertThat(desk.page().locator(".error-summary")).isVisible();
            desk.look("discharge-without-follow-up");

            desk.type("date", day.plusDays(14).toString());
            desk.press("Discharge");
            assertThat(desk.page().locator("main .page-head .state")).containsText("Completed");
            desk.look("appointment-completed");
        }
    }

    // the patient ----------------------------------------------------------------------------------------------------------

    private static void thePatientSaysWhoDrives(Patient patient) {
        try (Visitor phone = chromium.onAPhone("patient", suite.address(), "ar")) {
            phone.open(linkOf(patient));
            readsFromRightToLeft(phone);
            phone.look("who-are-you");
            assertThat(phone.page().content()).as("what a stranger with the telephone sees").doesNotContain(patient.givenName(), "Lakeside");

            phone.type("year", "1901");
            phone.page().keyboard().press("Enter");
            assertThat(phone.page().locator(".error-summary")).isVisible();
            phone.look("not-that-year");

            theirYear(phone, patient);
            phone.look("before-the-visit");
            phone.type("driver", "أخي كريم");
            phone.type("phone", "+1 312 555 0188");
            phone.page().locator("form[action$='/ride'] button").click();
            assertThat(phone.page().locator("#ride ~ p.banner")).containsText("كريم");
            phone.page().locator("form[action$='/confirm'] button").click();
            assertThat(phone.page().locator("form[action$='/confirm']")).hasCount(0);
            phone.look("ride-arranged-and-confirmed");
        }
    }

    private static void thePatientReadsWhatIsNormal(Patient patient) {
        try (Visitor phone = chromium.onAPhone("patient-afterwards", suite.address(), "ar")) {
            phone.open(linkOf(patient));
            theirYear(phone, patient);
            assertThat(phone.page().locator("#normal")).isVisible();
            assertThat(phone.page().locator("#follow")).isVisible();
            readsFromRightToLeft(phone);
            phone.look("after-the-visit");
        }
    }

    private static void theirYear(Visitor phone, Patient patient) {
        phone.type("year", String.valueOf(patient.birthDate().getYear()));
        phone.page().keyboard().press("Enter");
        assertThat(phone.page().locator("#year")).hasCount(0);
    }

    private static void readsFromRightToLeft(Visitor phone) {
        assertThat(phone.page().locator("html")).hasAttribute("dir", "rtl");
        assertThat(phone.page().locator("html")).hasAttribute("lang", "ar");
    }

    private static String linkOf(Patient patient) {
        var text = suite.sandbox().text(patient.phone(), "a link", message -> LINK.matcher(message.body()).find());
        return LINK.matcher(text.body()).results().map(match -> URI.create(match.group()).getPath()).findFirst().orElseThrow();
    }
}
