package health.foramen.scheduling;

import static health.foramen.scheduling.Cast.DAY;
import static health.foramen.scheduling.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.foramen.safeguard.Role;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The desk's day on pages alone, with links and forms and no script. */
class PagesIT extends ServiceIT {

    @AfterEach
    void backToNow() {
        time.set(NOW);
    }

    private String ok(String path) {
        HttpResponse<String> page = desk.page(path);
        assertThat(page.statusCode()).as(path + "\n" + page.body()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("th:").doesNotContain("style=").doesNotContain("onclick");
        return page.body();
    }

    private String follow(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(302, 303);
        return answer.headers().firstValue("location").orElseThrow();
    }

    private static String field(String page, String name) {
        Matcher matcher = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        assertThat(matcher.find()).as(name + " in\n" + page).isTrue();
        return matcher.group(1);
    }

    @Test
    void theDeskBooksAndThePatientGoesThroughTheDay() {
        String site = desk.aSite("pages", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY.plusDays(6)).expecting(200);
        String permit = desk.aSedatedPermit();

        assertThat(ok("/worklist")).contains("Needs booking", "/openings?permit=" + permit);
        String openings = ok("/openings?permit=" + permit + "&site=" + site);
        assertThat(openings).contains("What the plan needs", "Minimal sedation, nurse", "heart and breathing watched, in the room and in the bay", "Thu 3 Dec", "Book");
        String appointment = follow(desk.form("/openings/book", Map.of("permit", permit, "opening", field(openings, "opening"), "key", field(openings, "key"))));
        assertThat(appointment).startsWith("/appointments/");
        // The name is fetched in the background; until then the page says so.
        await().atMost(Duration.ofSeconds(20)).until(() -> ok(appointment).contains("Miriam Stone"));
        String page = ok(appointment);
        assertThat(page).contains("Booked. The patient is told at once.", "Miriam Stone", "Thu 3 Dec, 08:00", "Dr. Leila Haddad", "What happened");
        assertThat(ok("/openings?permit=" + permit)).contains("There is an appointment on this permit already.");

        String id = appointment.replaceAll("/appointments/([^?]+).*", "$1");
        String moveTo = ok("/openings?permit=" + permit + "&moving=" + id + "&site=" + site + "&from=" + DAY.plusDays(1));
        assertThat(follow(desk.form("/appointments/" + id + "/move", Map.of("revision", "1", "opening", field(moveTo, "opening"))))).contains("said=moved");

        time.set(Instant.parse("2026-12-04T13:30:00Z"));
        String board = ok("/board/" + site + "/2026-12-04");
        assertThat(board).contains("M. S. · L5 left", "ride open", "data-key=\"a\"", "now-line", "Bay 1");
        assertThat(follow(desk.form("/appointments/" + id + "/arrive", Map.of("revision", "2", "back", "/board/" + site + "/2026-12-04"))))
                .isEqualTo("/board/" + site + "/2026-12-04#row-" + id);
        HttpResponse<String> half = desk.form("/appointments/" + id + "/start", Map.of("revision", "3", "patient", "true", "by", "Dr. Leila Haddad"));
        assertThat(half.statusCode()).isEqualTo(422);
        assertThat(half.body()).contains("error-summary", "before it starts");
        follow(desk.form("/appointments/" + id + "/start", Map.of("revision", "3", "patient", "true", "side", "true", "level", "true", "clearances", "true",
                "by", "Dr. Leila Haddad")));
        follow(desk.form("/appointments/" + id + "/recover", Map.of("revision", "4")));
        HttpResponse<String> early = desk.form("/appointments/" + id + "/discharge", Map.of("revision", "5", "date", "", "noneBecause", ""));
        assertThat(early.statusCode()).isEqualTo(422);
        assertThat(early.body()).contains("Say when the patient is seen back, or why not.");
        follow(desk.form("/appointments/" + id + "/discharge", Map.of("revision", "5", "date", "2026-12-18", "noneBecause", "")));
        assertThat(ok("/appointments/" + id)).contains("Completed", "Fri 18 Dec 2026");
    }

    @Test
    void aHeldOpeningIsBookedFromItsPage() {
        String site = desk.aSite("pages", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).expecting(200);
        String permit = desk.aPermit();
        String openings = ok("/openings?permit=" + permit + "&site=" + site);
        String held = follow(desk.form("/openings/hold", Map.of("permit", permit, "opening", field(openings, "opening"), "key", field(openings, "key"))));
        assertThat(ok(held)).contains("Book it", "Let it go");
        assertThat(ok("/worklist")).contains("On hold");
        String id = held.replaceAll("/appointments/([^?]+).*", "$1");
        assertThat(follow(desk.form("/appointments/" + id + "/confirm", Map.of()))).contains("said=booked");
    }

    @Test
    void aTimeWhoseHourToComeHasPassedIsMarked() {
        String site = desk.aSite("pages", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).expecting(200);
        String openings = "/openings?permit=" + desk.aPermit() + "&site=" + site;
        assertThat(ok(openings)).contains("arrive <span>07:15</span>").doesNotContain("only for somebody here");
        time.set(Instant.parse("2026-12-03T13:59:00Z"));
        assertThat(ok(openings)).contains("arrival was 07:30", "arrival was 07:45").doesNotContain("arrival was 08:00");
    }

    @Test
    void aLostRaceShowsTheNextOpenings() {
        String site = desk.aSite("pages", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).expecting(200);
        String permit = desk.aPermit();
        String openings = ok("/openings?permit=" + permit + "&site=" + site);
        desk.book(desk.aPermit(), field(openings, "opening")).expecting(201);
        HttpResponse<String> lost = desk.form("/openings/book", Map.of("permit", permit, "opening", field(openings, "opening"), "key", field(openings, "key"), "site", site));
        assertThat(lost.statusCode()).isEqualTo(409);
        assertThat(lost.body()).contains("Somebody else has just taken it.", "08:30");
    }

    @Test
    void whereNothingFitsThePageSaysWhy() {
        String site = desk.aSite("pages", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).expecting(200);
        String elsewhere = desk.aPermit("patient-elsewhere", "none", "[\"garden\"]");
        assertThat(ok("/openings?permit=" + elsewhere + "&site=" + site)).contains("Nothing fits", "The plan names other sites");
        assertThat(desk.page("/openings?permit=unknown").statusCode()).isEqualTo(404);
        assertThat(ok("/openings")).contains("For whom?");
    }

    @Test
    void sitesAndBlocksAreReadAndPublished() {
        String site = desk.aSite("pages", 4);
        assertThat(ok("/sites")).contains("/sites/" + site);
        assertThat(ok("/sites/" + site)).contains("Nobody has published time here", "Publish weekly time");
        Map<String, String> weekly = Map.of("site", site, "clinician", "dr.haddad-" + site, "room", site + "/room-1", "device", site + "/c-arm-a", "on", "TH",
                "from", "08:00", "to", "12:00", "first", DAY.toString(), "last", DAY.plusDays(7).toString());
        assertThat(follow(desk.form("/blocks/publish", weekly))).endsWith("said=2");
        assertThat(ok("/sites/" + site)).contains("08:00–12:00");
        var wrong = new java.util.HashMap<>(weekly);
        wrong.put("device", site + "/c-arm-b");
        HttpResponse<String> refused = desk.form("/blocks/publish", wrong);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("That room does not hold");
        assertThat(follow(desk.form("/blocks/close", Map.of("site", site, "date", DAY.toString(), "block", "dr.haddad-" + site + "@0800")))).contains("said=closed");
        assertThat(ok("/sites/" + site)).contains("closed");
    }

    @Test
    void whoeverHasNoBusinessHereIsTurnedAway() {
        var referrer = desk.as("dr.amin", Role.REFERRER);
        assertThat(referrer.page("/worklist").statusCode()).isEqualTo(403);
        assertThat(referrer.page("/board").statusCode()).isEqualTo(403);
        assertThat(desk.page("/appointments/unknown").statusCode()).isEqualTo(404);
        assertThat(desk.page("/board/nowhere/2026-12-03").statusCode()).isEqualTo(404);
        assertThat(desk.page("/board/lakeside/soon").statusCode()).isEqualTo(400);
    }
}
