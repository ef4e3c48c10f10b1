package health.foramen.scheduling.disruption;

import static health.foramen.scheduling.Cast.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.foramen.scheduling.Desk;
import health.foramen.scheduling.ServiceIT;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A clinician is ill, a C-arm breaks, a bay leaks, a day falls out. */
class ReschedulingIT extends ServiceIT {

    @AfterEach
    void allAgrees() {
        assertThat(desk.asAdministrator().get("/api/check").expecting(200).body().required("breaches").size()).isZero();
    }

    /** The sites of other tests are no place to go. */
    private String permit(String site) {
        return desk.aPermit("patient-" + UUID.randomUUID(), "none", "[\"" + site + "\"]");
    }

    private String book(String site, String time) {
        String permit = permit(site);
        return desk.book(permit, desk.openingAt(permit, site, DAY, time)).expecting(201).word("appointmentId");
    }

    private JsonNode preview(String site, String more) {
        return desk.get("/api/blocks/disruption?site=" + site + "&from=" + DAY + more).expecting(200).body();
    }

    /** As the page would: the first proposal of each. */
    private JsonNode move(String site, JsonNode preview, Map<String, Object> which, String because) {
        var body = new TreeMap<String, Object>(which);
        body.put("site", site);
        body.put("from", DAY.toString());
        body.put("because", because);
        body.put("moves", preview.required("appointments").values().stream().map(a -> {
            var move = new TreeMap<String, Object>(Map.of("appointmentId", a.required("appointmentId").asString(), "revision", a.required("revision").asLong()));
            if (!a.required("proposals").isEmpty()) {
                move.put("openingId", a.at("/proposals/0/openingId").asString());
            }
            return move;
        }).toList());
        return over(desk.post("/api/blocks/disruption", body, UUID.randomUUID().toString()).expecting(202).word("jobId"));
    }

    private JsonNode over(String job) {
        return await().atMost(Duration.ofSeconds(30)).until(() -> desk.get("/api/blocks/jobs/" + job).expecting(200).body(), body -> body.has("finished"));
    }

    private JsonNode appointment(String id) {
        return desk.get("/api/appointments/" + id).expecting(200).body();
    }

    @Test
    void aClinicianIsIllAndEverybodyFindsAPlaceThatNobodyElseWasGiven() {
        String site = desk.aSite("ill", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "10:00", DAY, DAY).expecting(200);
        List<String> booked = List.of(book(site, "08:00"), book(site, "08:30"), book(site, "09:00"), book(site, "09:30"));
        desk.publish(site, "dr.lindqvist", "room-2", "c-arm-b", "08:00", "09:00", DAY, DAY).expecting(200);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "09:00", DAY.plusDays(2), DAY.plusDays(2)).expecting(200);

        JsonNode preview = preview(site, "&unit=dr.haddad-" + site);
        assertThat(preview.required("blocks").size()).isEqualTo(1);
        // Two days with the same clinician weigh less than today with another: the first two go with Dr. Haddad, the others stay on the day.
        assertThat(preview.required("appointments").values().stream().map(a -> a.at("/proposals/0/localStart").asString())).containsExactly(
                DAY.plusDays(2) + "T08:00", DAY.plusDays(2) + "T08:30", DAY + "T08:30", DAY + "T08:00");
        assertThat(preview.at("/appointments/0/proposals/0/sameClinician").asBoolean()).isTrue();
        assertThat(preview.at("/appointments/0/proposals/0/daysLater").asInt()).isEqualTo(2);
        booked.forEach(id -> assertThat(appointment(id).required("revision").asLong()).isEqualTo(1));

        JsonNode job = move(site, preview, Map.of("unit", "dr.haddad-" + site), "clinician-ill");
        assertThat(job.at("/counts/moved").asInt()).isEqualTo(4);
        assertThat(job.at("/counts/closed").asInt()).isEqualTo(1);
        assertThat(new HashSet<>(booked.stream().map(id -> appointment(id).required("localStart").asString() + appointment(id).required("clinicianId").asString()).toList())).hasSize(4);
        assertThat(desk.openings(permit(site), site, 5)).isEmpty();
        // Nothing is published for the ill on that day.
        assertThat(desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "14:00", "15:00", DAY, DAY).expecting(200).body().at("/left/0/because").asString()).isEqualTo("on-leave");
    }

    @Test
    void whoeverFindsNoPlaceStandsFirstOnTheWorklistUntilMoved() {
        String site = desk.aSite("none", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "09:00", DAY, DAY).expecting(200);
        String id = book(site, "08:00");
        JsonNode preview = preview(site, "&block=dr.haddad-" + site + "@0800");
        assertThat(preview.at("/appointments/0/proposals").size()).isZero();
        JsonNode job = move(site, preview, Map.of("block", "dr.haddad-" + site + "@0800"), "clinic");
        assertThat(job.at("/counts/to-worklist").asInt()).isEqualTo(1);
        JsonNode first = desk.get("/api/worklist").expecting(200).body().at("/groups/0");
        assertThat(first.required("why").asString()).isEqualTo("moved-by-clinic");
        assertThat(first.required("items").values().stream().map(item -> item.required("id").asString())).contains("clinic:" + id);
        assertThat(appointment(id).required("status").asString()).isEqualTo("booked");

        desk.publish(site, "dr.lindqvist", "room-2", "c-arm-b", "08:00", "09:00", DAY, DAY).expecting(200);
        String opening = desk.openingAt(appointment(id).required("permitId").asString(), site, DAY, "08:00");
        desk.change(id, "move", 1, Map.of("openingId", opening)).expecting(200);
        assertThat(desk.get("/api/worklist").expecting(200).body().toString()).doesNotContain("clinic:" + id);
    }

    @Test
    void aBrokenCArmMovesThosePatientsOnlyAndIsOfferedToNobody() {
        String site = desk.aSite("carm", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "10:00", DAY, DAY).expecting(200);
        String moved = book(site, "09:00");
        desk.publish(site, "dr.lindqvist", "room-2", "c-arm-b", "08:00", "10:00", DAY, DAY).expecting(200);
        JsonNode preview = preview(site, "&unit=c-arm-a");
        assertThat(preview.required("appointments").size()).isEqualTo(1);
        assertThat(preview.at("/appointments/0/proposals/0/localStart").asString()).isEqualTo(DAY + "T09:00");
        JsonNode job = move(site, preview, Map.of("unit", "c-arm-a"), "device-broken");
        assertThat(job.at("/counts/out-of-service").asInt()).isEqualTo(1);
        assertThat(appointment(moved).required("clinicianId").asString()).isEqualTo("dr.lindqvist-" + site);
        assertThat(desk.openings(desk.aPermit(), site, 50)).allSatisfy(o -> assertThat(o.required("clinicianId").asString()).startsWith("dr.lindqvist"));
        assertThat(desk.get("/api/sites/" + site).body().at("/outages/0/unit").asString()).isEqualTo(site + "/c-arm-a");
    }

    /** Another bay does as well: the patient keeps the time and hears nothing. */
    @Test
    void aLeakingBayIsExchangedWithoutTellingThePatient() {
        String site = desk.aSite("bay", 3);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).expecting(200);
        String id = book(site, "09:00");
        String bay = appointment(id).required("claims").values().stream().map(c -> c.required("unit").asString()).filter(u -> u.contains("/bay-")).findFirst().orElseThrow();
        JsonNode preview = preview(site, "&unit=" + bay);
        assertThat(preview.at("/appointments/0/proposals/0/stays").asBoolean()).isTrue();
        assertThat(move(site, preview, Map.of("unit", bay), "room-unusable").at("/counts/moved").asInt()).isEqualTo(1);
        JsonNode now = appointment(id);
        assertThat(now.required("revision").asLong()).isEqualTo(1);
        assertThat(now.required("localStart").asString()).isEqualTo(DAY + "T09:00");
        assertThat(now.required("claims").values().stream().map(c -> c.required("unit").asString())).doesNotContain(bay);
    }

    /** Between the look and the taking back others book; whoever got in is moved, and nobody gets in after. */
    @Test
    void whoeverIsBookedMeanwhileIsMovedToo() throws Exception {
        String site = desk.aSite("race", 8);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "16:00", DAY, DAY).expecting(200);
        desk.publish(site, "dr.lindqvist", "room-2", "c-arm-b", "08:00", "16:00", DAY.plusDays(1), DAY.plusDays(1)).expecting(200);
        JsonNode preview = preview(site, "");
        assertThat(preview.required("appointments").size()).isZero();
        List<String> permits = IntStream.range(0, 10).mapToObj(_ -> permit(site)).toList();
        List<String> openings = IntStream.range(0, 10).mapToObj(i -> desk.openingAt(permits.get(i), site, DAY, "%02d:%02d".formatted(8 + i / 2, i % 2 * 30))).toList();
        var go = new CountDownLatch(1);
        var booked = new ArrayList<java.util.concurrent.Future<Desk.Answer>>();
        JsonNode job;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                int which = i;
                booked.add(threads.submit(() -> {
                    go.await();
                    return desk.book(permits.get(which), openings.get(which));
                }));
            }
            go.countDown();
            job = move(site, preview, Map.of(), "site-closed");
        }
        for (var each : booked) {
            assertThat(each.get().status()).isIn(201, 409);
            if (each.get().status() == 201) {
                assertThat(appointment(each.get().word("appointmentId")).required("localStart").asString()).startsWith(DAY.plusDays(1).toString());
            }
        }
        assertThat(job.required("counts").toString()).doesNotContain("to-worklist").doesNotContain("failed");
    }

    /** The proposal was taken by somebody else before the job came to it: another is found. */
    @Test
    void aLostRaceIsProposedAnew() {
        String site = desk.aSite("lost", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "09:00", DAY, DAY).expecting(200);
        String id = book(site, "08:00");
        desk.publish(site, "dr.lindqvist", "room-2", "c-arm-b", "08:00", "10:00", DAY, DAY).expecting(200);
        JsonNode preview = preview(site, "&block=dr.haddad-" + site + "@0800");
        desk.book(desk.aPermit(), preview.at("/appointments/0/proposals/0/openingId").asString()).expecting(201);
        assertThat(move(site, preview, Map.of("block", "dr.haddad-" + site + "@0800"), "clinician-ill").at("/counts/moved").asInt()).isEqualTo(1);
        assertThat(appointment(id).required("localStart").asString()).isEqualTo(DAY + "T08:30");
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        String site = desk.aSite("wrong", 4);
        desk.get("/api/blocks/disruption?site=nowhere&from=" + DAY).refusing(422, "invalid-disruption");
        desk.get("/api/blocks/disruption?site=" + site + "&from=" + DAY + "&unit=room-9").refusing(422, "invalid-disruption");
        desk.get("/api/blocks/disruption?site=" + site + "&from=" + DAY + "&to=" + DAY.plusDays(40)).refusing(422, "invalid-disruption");
        desk.get("/api/blocks/disruption?site=" + site + "&from=" + DAY + "&to=" + DAY.minusDays(1)).refusing(422, "invalid-disruption");
        desk.get("/api/blocks/disruption?site=" + site + "&from=2026-11-11").refusing(422, "invalid-disruption");
        desk.get("/api/blocks/disruption?site=" + site + "&from=soon").expecting(400);
        desk.post("/api/blocks/disruption", Map.of("site", site, "from", DAY.toString(), "because", "No sentence!", "moves", List.of()), "x").refusing(400, "invalid-fields");
        var wish = Map.of("site", site, "from", DAY.toString(), "because", "clinic", "moves", List.of());
        String job = desk.post("/api/blocks/disruption", wish, "key-" + site).expecting(202).word("jobId");
        assertThat(desk.post("/api/blocks/disruption", wish, "key-" + site).expecting(202).word("jobId")).isEqualTo(job);
        desk.post("/api/blocks/disruption", Map.of("site", site, "from", DAY.plusDays(1).toString(), "because", "clinic", "moves", List.of()), "key-" + site)
                .refusing(422, "idempotency-key-reused");
        over(job);
    }

    private String bookWith(String site, String clinician, String time) {
        String id = UUID.randomUUID().toString();
        desk.hear("permit.granted.v1", id, 1, Desk.permitBody(id, "patient-" + UUID.randomUUID(), "none", "[\"" + site + "\"]", 1)
                .replace("\"clinicians\":[]", "\"clinicians\":[\"" + clinician + "\"]"));
        return desk.book(id, desk.openingAt(id, site, DAY, time)).expecting(201).word("appointmentId");
    }

    @Test
    void anotherClinicianTakesABlockOverInOneStepAndWhoCannotStayStandsFirstOnTheWorklist() {
        String site = desk.aSite("instead", 4);
        String haddad = "dr.haddad-" + site;
        String lindqvist = "dr.lindqvist-" + site;
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "10:00", DAY, DAY).expecting(200);
        String anybodys = book(site, "08:00");
        String hers = bookWith(site, haddad, "08:30");
        String another = book(site, "09:00");
        String block = "&block=" + haddad + "@0800";
        desk.get("/api/blocks/disruption?site=" + site + "&from=" + DAY + block + "&instead=dr.nobody").refusing(422, "invalid-disruption");
        desk.get("/api/blocks/disruption?site=" + site + "&from=" + DAY + "&instead=" + lindqvist).refusing(422, "invalid-disruption");
        desk.get("/api/blocks/disruption?site=" + site + "&from=" + DAY + block + "&instead=" + haddad).refusing(422, "invalid-disruption");

        JsonNode preview = preview(site, block + "&instead=" + lindqvist);
        assertThat(preview.required("appointments").values().stream().map(a -> a.at("/proposals/0/localStart").asString("none"))).containsExactly(DAY + "T08:00", "none", DAY + "T09:00");
        assertThat(preview.at("/appointments/0/proposals/0/clinicianId").asString()).isEqualTo(lindqvist);
        assertThat(desk.page("/blocks/disruption?site=" + site + "&from=" + DAY + block + "&instead=" + lindqvist).body())
                .contains("becomes Dr. Sven Lindqvist’s", "Stays at its time, with Dr. Sven Lindqvist", "no place found");

        JsonNode job = move(site, preview, Map.of("block", haddad + "@0800", "instead", lindqvist), "clinician-ill");
        assertThat(job.at("/counts/moved").asInt()).as(job.toString()).isEqualTo(2);
        assertThat(job.at("/counts/to-worklist").asInt()).isEqualTo(1);
        List.of(anybodys, another).forEach(id -> assertThat(appointment(id).required("clinicianId").asString()).isEqualTo(lindqvist));
        assertThat(appointment(another).required("localStart").asString()).isEqualTo(DAY + "T09:00");
        assertThat(appointment(hers).required("clinicianId").asString()).isEqualTo(haddad);
        assertThat(desk.get("/api/worklist").expecting(200).body().toString()).contains("clinic:" + hers);
        assertThat(desk.openings(permit(site), site, 50)).isNotEmpty().allSatisfy(o -> assertThat(o.required("clinicianId").asString()).isEqualTo(lindqvist));
        assertThat(desk.asAdministrator().get("/api/check").expecting(200).body().required("breaches").size()).isZero();
    }

    @Test
    void whoIsElsewhereThenTakesNothingOver() {
        String site = desk.aSite("busy", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "10:00", DAY, DAY).expecting(200);
        desk.publish(site, "dr.lindqvist", "room-2", "c-arm-b", "09:00", "11:00", DAY, DAY).expecting(200);
        desk.get("/api/blocks/disruption?site=" + site + "&from=" + DAY + "&block=dr.haddad-" + site + "@0800&instead=dr.lindqvist-" + site).refusing(422, "invalid-disruption");
    }

    @Test
    void aClinicianWhoLeavesAtTenLosesOnlyWhoIsBookedFromThenOn() {
        String site = desk.aSite("leaves", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).expecting(200);
        String before = book(site, "08:30");
        String over = book(site, "09:45");
        String after = book(site, "11:00");
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY.plusDays(1), DAY.plusDays(1)).expecting(200);
        JsonNode preview = preview(site, "&unit=dr.haddad-" + site + "&fromTime=10:00");
        assertThat(preview.required("appointments").values().stream().map(a -> a.required("appointmentId").asString())).containsExactly(over, after);
        assertThat(preview.at("/blocks/0/from").asString()).isEqualTo("10:00");
        assertThat(preview.at("/blocks/0/whole").asBoolean()).isFalse();
        JsonNode job = move(site, preview, Map.of("unit", "dr.haddad-" + site, "fromTime", "10:00"), "clinician-ill");
        assertThat(job.at("/counts/moved").asInt()).as(job.toString()).isEqualTo(2);
        assertThat(appointment(before).required("revision").asLong()).isEqualTo(1);
        List.of(over, after).forEach(id -> assertThat(appointment(id).required("localStart").asString() + appointment(id).required("clinicianId").asString())
                .satisfiesAnyOf(at -> assertThat(at).startsWith(DAY.plusDays(1).toString()), at -> assertThat(at.substring(11, 16)).isLessThan("10:00")));
        assertThat(desk.openings(permit(site), site, 90).stream().map(o -> o.required("localStart").asString()).filter(at -> at.startsWith(DAY.toString())))
                .isNotEmpty().allSatisfy(at -> assertThat(at).isLessThan(DAY + "T09:31"));
        JsonNode read = desk.get("/api/blocks?site=" + site + "&from=" + DAY + "&to=" + DAY).expecting(200).body().at("/blocks/0");
        assertThat(read.required("open").asBoolean()).isTrue();
        assertThat(read.at("/away/0/from").asString()).isEqualTo("10:00");
        assertThat(desk.page("/board/" + site + "/" + DAY).body()).contains("clinician away, 2 h", "open, 30 min");
        desk.get("/api/blocks/disruption?site=" + site + "&from=" + DAY + "&fromTime=12:00&toTime=11:00").refusing(422, "invalid-disruption");
        desk.get("/api/blocks/disruption?site=" + site + "&from=" + DAY + "&fromTime=noon").expecting(400);
    }

    @Test
    void aSiteThatShutsAtTenMovesWhoIsThereThen() {
        String site = desk.aSite("shuts", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).expecting(200);
        String before = book(site, "08:30");
        String recovering = book(site, "09:30");
        JsonNode preview = preview(site, "&fromTime=10:00");
        assertThat(preview.required("appointments").values().stream().map(a -> a.required("appointmentId").asString())).containsExactly(recovering);
        assertThat(preview.required("blocks").size()).isZero();
        move(site, preview, Map.of("fromTime", "10:00"), "site-closed");
        assertThat(appointment(before).required("revision").asLong()).isEqualTo(1);
        assertThat(appointment(recovering).required("localStart").asString()).isLessThan(DAY + "T09:20");
        assertThat(desk.get("/api/sites/" + site).body().at("/closures/0/fromTime").asString()).isEqualTo("10:00");
    }

    @Test
    void aDeskMovesEverybodyOfABlockByForms() {
        String site = desk.aSite("page", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "09:00", DAY, DAY).expecting(200);
        String id = book(site, "08:00");
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "13:00", "14:00", DAY, DAY).expecting(200);
        String block = "dr.haddad-" + site + "@0800";
        assertThat(desk.page("/blocks/disruption?site=" + site).body()).contains("Look who is meant", "C-arm A").doesNotContain("What happens");
        String page = desk.page("/blocks/disruption?site=" + site + "&from=" + DAY + "&block=" + block).body();
        assertThat(page).contains("Thu 3 Dec, 13:00, Dr. Leila Haddad (as now) · same day", "Take it back and move 1 patient", "To the worklist").doesNotContain("style=");
        String choice = page.replaceAll("(?s).*?<option value=\"(" + id + "[^\"]*)\".*", "$1");
        var answer = desk.form("/blocks/disruption", Map.of("site", site, "from", DAY.toString(), "to", DAY.toString(), "block", block, "unit", "", "because", "clinician-ill",
                "choice", choice, "key", UUID.randomUUID().toString()));
        assertThat(answer.statusCode()).as(answer.body()).isIn(302, 303);
        String job = answer.headers().firstValue("location").orElseThrow();
        await().atMost(Duration.ofSeconds(20)).until(() -> desk.page(job).body().contains("3 of 3") && desk.page(job).body().contains("Done"));
        assertThat(appointment(id).required("localStart").asString()).isEqualTo(DAY + "T13:00");
        assertThat(desk.form("/blocks/disruption", Map.of("site", site, "from", DAY.toString(), "to", DAY.toString(), "because", "clinic", "choice", "nonsense", "key", "k")).statusCode())
                .isEqualTo(422);
        assertThat(desk.page("/blocks/disruption?site=nowhere").statusCode()).isEqualTo(404);
    }
}
