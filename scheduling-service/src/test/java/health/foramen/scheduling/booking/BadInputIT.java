package health.foramen.scheduling.booking;

import static health.foramen.scheduling.Cast.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.outbox.PoisonEvent;
import health.foramen.safeguard.Role;
import health.foramen.safeguard.testing.TestTokens;
import health.foramen.scheduling.Desk.Answer;
import health.foramen.scheduling.ServiceIT;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Whatever is sent, the answer is a no with a name, and nothing is half stored. */
class BadInputIT extends ServiceIT {

    @Test
    void bodiesThatAreNoneAreRefusedByName() {
        String key = UUID.randomUUID().toString();
        desk.post("/api/appointments", Map.of("permitId", "p", "openingId", "o")).refusing(400, "missing-header");
        desk.post("/api/appointments", Map.of("permitId", "p"), key).refusing(400, "invalid-fields");
        desk.post("/api/appointments", List.of(), key).refusing(400, "malformed-body");
        desk.post("/api/appointments", Map.of("permitId", "p", "openingId", "o"), "k".repeat(300)).refusing(400, "invalid-idempotency-key");
        desk.post("/api/appointments", Map.of("permitId", "x".repeat(500), "openingId", "o"), key).refusing(400, "invalid-fields");
        desk.post("/api/appointments/unknown/arrive", "{\"revision\":1}").refusing(404, "unknown-appointment");
        desk.post("/api/appointments/unknown/arrive", "{\"revision\":\"one\"}").refusing(400, "malformed-body");
        desk.post("/api/appointments/unknown/arrive", "{\"revision\":").refusing(400, "malformed-body");
        desk.post("/api/appointments/unknown/cancel", "{\"revision\":1}").refusing(400, "invalid-fields");
        desk.post("/api/appointments/unknown/discharge", "{\"revision\":1,\"followUp\":{\"date\":\"tomorrow\"}}").refusing(400, "malformed-body");
        desk.post("/api/appointments/unknown/discharge", "{\"revision\":1,\"followUp\":{\"date\":\"2026-12-17\",\"noneBecause\":\"x-y\"}}").refusing(422, "follow-up-invalid");
        desk.post("/api/holds/unknown/confirm", "{}").refusing(404, "unknown-appointment");
        desk.delete("/api/holds/unknown").refusing(404, "unknown-appointment");
        desk.get("/api/appointments/unknown").refusing(404, "unknown-appointment");
        desk.get("/api/appointments").expecting(400);
        desk.get("/api/openings?permitId=unknown").refusing(404, "unknown-permit");
        desk.get("/api/openings").expecting(400);
        String permit = desk.aPermit();
        desk.get("/api/openings?permitId=" + permit + "&limit=0").refusing(400, "invalid-fields");
        desk.get("/api/openings?permitId=" + permit + "&limit=ten").expecting(400);
        desk.get("/api/openings?permitId=" + permit + "&setting=spaceship").expecting(400);
        desk.get("/api/openings?permitId=" + permit + "&cursor=%00").refusing(400, "invalid-fields");
        desk.get("/api/openings?permitId=" + permit + "&from=2026-13-45").expecting(400);
        desk.get("/api/days/nowhere/2026-12-03").refusing(404, "unknown-site");
        desk.get("/api/days/lakeside/never").expecting(400);
        desk.post("/api/worklist/nothing/claim", "{}").refusing(404, "unknown-item");
        desk.post("/api/worklist/permit:" + permit + "/done", "{}").refusing(409, "not-by-hand");
        desk.get("/api/nothing").expecting(403);
    }

    /** Java knows dates after which there is no tomorrow; a clinic does not. */
    @Test
    void datesOfNoYearOfAnyClinicAreRefusedAndTheFirstAndTheLastAreAnswered() {
        String site = desk.aSite("dates", 2);
        String permit = desk.aPermit();
        List<String> addresses = List.of("/api/blocks/templates/preview?site=" + site + "&from=%1$s&to=%1$s", "/api/blocks/templates/preview?site=" + site + "&from=2026-12-01&to=%1$s",
                "/api/openings?permitId=" + permit + "&from=%1$s&to=%1$s", "/api/openings?permitId=" + permit + "&from=2026-12-01&to=%1$s", "/api/blocks?site=" + site + "&from=%1$s&to=%1$s",
                "/api/blocks?site=" + site + "&from=2026-12-01&to=%1$s", "/api/days/" + site + "/%1$s", "/api/blocks/disruption?site=" + site + "&from=%1$s&to=%1$s",
                "/api/blocks/disruption?site=" + site + "&from=2026-12-01&to=%1$s");
        List<String> pages = List.of("/board/" + site + "/%1$s", "/blocks/templates/" + site + "?week=%1$s", "/blocks/templates/" + site + "/publish?from=%1$s", "/worklist/done?on=%1$s",
                "/blocks/disruption?site=" + site + "&from=%1$s&to=%1$s", "/openings?permit=" + permit + "&from=%1$s");
        for (String strange : List.of("%2B999999999-12-31", "-999999999-01-01", "0001-01-01", "9999-12-31")) {
            addresses.forEach(address -> desk.get(address.formatted(strange)).expecting(400));
            pages.forEach(page -> assertThat(desk.page(page.formatted(strange)).statusCode()).as(page + strange).isEqualTo(400));
        }
        for (String edge : List.of("1900-01-01", "2199-12-31")) {
            addresses.forEach(address -> assertThat(desk.get(address.formatted(edge)).status()).as(address + edge).isIn(200, 400, 422));
            pages.forEach(page -> assertThat(desk.page(page.formatted(edge)).statusCode()).as(page + edge).isIn(200, 400, 404, 422));
        }
        for (String strange : List.of("+999999999-12-31", "9999-12-31", "soon")) {
            desk.post("/api/blocks/leave", Map.of("clinician", "dr.haddad-" + site, "from", "2026-12-01", "to", strange, "because", "holiday"), UUID.randomUUID().toString())
                    .refusing(400, "malformed-body");
            desk.post("/api/blocks/templates/publish", Map.of("site", site, "from", strange, "to", strange), UUID.randomUUID().toString()).refusing(400, "malformed-body");
        }
        desk.post("/api/blocks/leave", Map.of("clinician", "dr.haddad-" + site, "from", "2026-12-01", "to", "2199-12-31", "because", "holiday"), UUID.randomUUID().toString())
                .refusing(422, "invalid-leave");
    }

    @Test
    void whoeverHasNoRightIsRefused() {
        for (Role role : List.of(Role.REFERRER, Role.SERVICE, Role.ADMINISTRATOR)) {
            desk.as("somebody", role).post("/api/appointments", Map.of("permitId", "p", "openingId", "o"), "k").expecting(403);
        }
        desk.as("somebody", Role.REFERRER).get("/api/worklist").expecting(403);
        desk.get("/api/check").expecting(403);
        desk.post("/api/appointments/standing", Map.of("appointments", List.of())).expecting(403);
        assertThat(TestTokens.forged("dana", Role.FRONT_DESK)).isNotBlank();
    }

    @Test
    void eventsThatDoNotFitArePoisonAndChangeNothing() {
        for (String data : List.of("{}", "[]", "{\"permitId\":\"p\"}", "{\"permitId\":7,\"plan\":{}}",
                health.foramen.scheduling.Desk.permitBody("p", "x", "asleep", "[]", 1), health.foramen.scheduling.Desk.permitBody("p", "x", "none", "{}", 1))) {
            Assertions.assertThatThrownBy(() -> desk.hear("permit.granted.v1", "p", 1, data)).as(data).isInstanceOf(PoisonEvent.class);
        }
        Assertions.assertThatThrownBy(() -> desk.hear("ride.changed.v1", "a", 1, "{\"appointmentId\":\"a\",\"status\":\"flying\",\"at\":\"2026-11-12T15:00:00Z\"}"))
                .isInstanceOf(PoisonEvent.class);
        desk.get("/api/openings?permitId=p").refusing(404, "unknown-permit");
    }

    /** Random bytes and words at every address: never a fault of ours. */
    @Test
    void noiseIsNeverAFaultOfOurs() {
        String site = desk.aSite("noise", 2);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).expecting(200);
        String permit = desk.aPermit();
        String id = desk.book(permit, desk.openings(permit, site, 1).getFirst().required("openingId").asString()).expecting(201).word("appointmentId");
        var random = new Random(20261203);
        List<String> addresses = List.of("/api/appointments", "/api/holds", "/api/appointments/" + id + "/arrive", "/api/appointments/" + id + "/start",
                "/api/appointments/" + id + "/discharge", "/api/appointments/" + id + "/cancel", "/api/appointments/" + id + "/move", "/api/blocks/publish",
                "/api/blocks/close", "/api/worklist/x/claim", "/api/worklist/x/done");
        for (int i = 0; i < 600; i++) {
            String address = addresses.get(i % addresses.size());
            Answer answer = desk.post(address, noise(random));
            assertThat(answer.status()).as(address + " " + answer.raw().body()).isBetween(400, 499);
            assertThat(answer.problem()).isNotBlank().doesNotContain("unexpected");
        }
        assertThat(desk.get("/api/appointments/" + id).expecting(200).body().required("revision").asLong()).isEqualTo(1);
    }

    private static String noise(Random random) {
        String word = switch (random.nextInt(6)) {
            case 0 -> "\u202Eمرحبا🦴".repeat(random.nextInt(40));
            case 1 -> "x".repeat(random.nextInt(12_000));
            case 2 -> "-1";
            case 3 -> "2026-02-30";
            case 4 -> "\\u0000";
            default -> "|".repeat(random.nextInt(5));
        };
        return switch (random.nextInt(5)) {
            case 0 -> "{\"permitId\":\"" + word + "\",\"openingId\":\"" + word + "\",\"reason\":\"" + word + "\"}";
            case 1 -> "{\"revision\":" + (random.nextBoolean() ? "\"" + word + "\"" : "9999999999999999999999") + ",\"timeOut\":\"" + word + "\"}";
            case 2 -> "[" + "[".repeat(random.nextInt(3_000));
            case 3 -> "{\"site\":\"" + word + "\",\"date\":\"" + word + "\",\"weekly\":{\"days\":[\"" + word + "\"]}}";
            default -> word;
        };
    }
}
