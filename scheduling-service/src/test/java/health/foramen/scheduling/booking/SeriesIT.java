package health.foramen.scheduling.booking;

import static health.foramen.scheduling.Cast.DAY;
import static health.foramen.scheduling.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.foramen.scheduling.Desk.Answer;
import health.foramen.scheduling.ServiceIT;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.openings.OpeningId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Several visits together: all or none, whatever stands in the way and whoever dies. */
class SeriesIT extends ServiceIT {

    @Autowired
    private SeriesIntents intents;
    @Autowired
    private BookingSeries booking;

    private String site;

    @BeforeEach
    void aWeekOfMornings() {
        site = desk.aSite("series", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY.plusDays(6)).expecting(200);
    }

    @AfterEach
    void everythingAgrees() {
        time.set(NOW);
        assertThat(desk.asAdministrator().get("/api/check").expecting(200).body().required("breaches")).isEmpty();
    }

    private List<String> permitsOfOnePatient(int many) {
        String patient = "patient-" + UUID.randomUUID();
        var permits = new ArrayList<String>();
        for (int i = 0; i < many; i++) {
            permits.add(desk.aPermit(patient, "none", "[]"));
        }
        return permits;
    }

    private Answer book(List<Map<String, String>> visits, String key) {
        return desk.post("/api/series", Map.of("visits", visits), key);
    }

    private Map<String, String> visit(String permit, int day, String at) {
        return Map.of("permitId", permit, "openingId", desk.openingAt(permit, site, DAY.plusDays(day), at));
    }

    @Test
    void allAreBookedAndTheSameRequestAgainAnswersTheSame() {
        List<String> permits = permitsOfOnePatient(3);
        var visits = List.of(visit(permits.get(0), 0, "09:00"), visit(permits.get(1), 1, "09:00"), visit(permits.get(2), 2, "09:00"));
        String key = UUID.randomUUID().toString();
        Answer booked = book(visits, key).expecting(201);
        assertThat(booked.body().required("appointments").size()).isEqualTo(3);
        assertThat(book(visits, key).expecting(201).word("seriesId")).isEqualTo(booked.word("seriesId"));
        book(visits.subList(0, 2), key).refusing(422, "idempotency-key-reused");
        assertThat(desk.get("/api/series/" + booked.word("seriesId")).expecting(200).word("state")).isEqualTo("booked");
        assertThat(desk.get("/api/worklist").raw().body()).doesNotContain(permits);
    }

    @Test
    void heldTogetherTheyAreConfirmedTogetherAndCancelledTogether() {
        List<String> permits = permitsOfOnePatient(3);
        var visits = List.of(visit(permits.get(0), 0, "09:00"), visit(permits.get(1), 1, "09:00"), visit(permits.get(2), 2, "09:00"));
        String key = UUID.randomUUID().toString();
        Answer held = desk.post("/api/series", Map.of("visits", visits, "hold", true), key).expecting(201);
        String id = held.word("seriesId");
        assertThat(held.word("state")).isEqualTo("held");
        assertThat(held.body().required("appointments").values().stream().map(a -> a.required("status").asString())).containsOnly("held").hasSize(3);
        assertThat(desk.post("/api/series", Map.of("visits", visits, "hold", true), key).expecting(201).word("seriesId")).isEqualTo(id);
        book(visits, key).refusing(422, "idempotency-key-reused");
        desk.post("/api/series/" + id + "/cancel", Map.of("reason", "patient-request")).refusing(409, "series-not-booked");
        assertThat(booking.sweep()).isZero();

        Answer booked = desk.post("/api/series/" + id + "/confirm", "{}").expecting(200);
        assertThat(booked.word("state")).isEqualTo("booked");
        assertThat(booked.body().required("appointments").values().stream().map(a -> a.required("status").asString())).containsOnly("booked");
        assertThat(desk.post("/api/series/" + id + "/confirm", "{}").expecting(200).word("state")).isEqualTo("booked");
        desk.post("/api/series/" + id + "/release", "{}").refusing(409, "series-booked");

        String second = booked.body().at("/appointments/1/appointmentId").asString();
        assertThat(desk.page("/appointments/" + second).body()).contains("href=\"/openings/series/" + id + "\"", "Visit 2 of 3");
        assertThat(desk.page("/openings/series/" + id).body()).contains("href=\"/appointments/" + second + "\"");

        String first = booked.body().at("/appointments/0/appointmentId").asString();
        desk.change(first, "cancel", booked.body().at("/appointments/0/revision").asLong(), Map.of("reason", "patient-ill")).expecting(200);
        Answer cancelled = desk.post("/api/series/" + id + "/cancel", Map.of("reason", "patient-request")).expecting(200);
        assertThat(cancelled.body().required("cancelled").size()).isEqualTo(2);
        assertThat(desk.post("/api/series/" + id + "/cancel", Map.of("reason", "patient-request")).expecting(200).body().required("cancelled").size()).isZero();
        assertThat(desk.get("/api/worklist").raw().body()).contains(permits);
        desk.post("/api/series/nobody/confirm", "{}").refusing(404, "unknown-series");
        desk.post("/api/series/nobody/release", "{}").refusing(404, "unknown-series");
        desk.post("/api/series/nobody/cancel", Map.of("reason", "clinic")).refusing(404, "unknown-series");
        desk.post("/api/series/" + id + "/cancel", Map.of("reason", "No sentence!")).refusing(400, "invalid-fields");
    }

    @Test
    void whenOneHoldGoesAllAreLetGo() {
        List<String> permits = permitsOfOnePatient(2);
        var visits = List.of(visit(permits.get(0), 0, "10:00"), visit(permits.get(1), 1, "10:00"));
        String id = desk.post("/api/series", Map.of("visits", visits, "hold", true), UUID.randomUUID().toString()).expecting(201).word("seriesId");
        String one = desk.get("/api/series/" + id).body().at("/appointments/0/appointmentId").asString();
        desk.delete("/api/holds/" + one).expecting(204);
        booking.sweep();
        Answer over = desk.get("/api/series/" + id).expecting(200);
        assertThat(over.word("state")).isEqualTo("released");
        assertThat(over.body().required("appointments").size()).isZero();
        desk.post("/api/series/" + id + "/confirm", "{}").refusing(409, "series-not-booked");

        String again = desk.post("/api/series", Map.of("visits", visits, "hold", true), UUID.randomUUID().toString()).expecting(201).word("seriesId");
        assertThat(desk.post("/api/series/" + again + "/release", "{}").expecting(200).word("state")).isEqualTo("released");
        assertThat(desk.post("/api/series/" + again + "/release", "{}").expecting(200).word("state")).isEqualTo("released");
        String lapsing = desk.post("/api/series", Map.of("visits", visits, "hold", true), UUID.randomUUID().toString()).expecting(201).word("seriesId");
        time.set(NOW.plus(Duration.ofMinutes(11)));
        booking.sweep();
        assertThat(desk.get("/api/series/" + lapsing).word("state")).isEqualTo("released");
    }

    @Test
    void aDeskProposesHoldsConfirmsAndCancelsByForms() {
        List<String> permits = permitsOfOnePatient(2);
        // The name is fetched in the background.
        await().untilAsserted(() -> assertThat(desk.page("/openings/series").body()).contains("Several visits together", "Miriam Stone"));
        assertThat(desk.page("/openings/series?permit=nobody").statusCode()).isEqualTo(404);
        assertThat(desk.page("/openings/series/nobody").statusCode()).isEqualTo(404);
        String asked = "/openings/series?permit=" + permits.getFirst();
        assertThat(desk.page(asked).body()).contains("Several visits for", "Which visits, and when").doesNotContain("Proposed").doesNotContain("style=");
        String page = desk.page(asked + "&propose=true&apart=2&site=" + site).body();
        assertThat(page).contains("Visit 1", "Visit 2", "Thu 3 Dec, 08:00", "not before Sat 5 Dec", "Sat 5 Dec, 08:00", "Hold all", "Book all").doesNotContain("th:");
        List<String> choices = java.util.regex.Pattern.compile("<option value=\"([^\"~]+~[^\"]+)\"").matcher(page).results().map(m -> m.group(1))
                .filter(c -> !c.endsWith("~")).toList();
        String first = choices.getFirst();
        String second = choices.stream().filter(c -> !c.startsWith(first.substring(0, first.indexOf('~')))).findFirst().orElseThrow();
        var held = desk.forms("/openings/series/hold", List.of(Map.entry("permit", permits.getFirst()), Map.entry("key", "k-" + site), Map.entry("choice", first),
                Map.entry("choice", second)));
        assertThat(held.statusCode()).as(held.body()).isIn(302, 303);
        String series = held.headers().firstValue("location").orElseThrow().replaceAll("\\?.*", "");
        assertThat(desk.page(series).body()).contains("The patient says yes: book all", "Let all go", "lapses", "Sat 5 Dec, 08:00");
        // Nobody else gets in between.
        assertThat(desk.page(asked).body()).contains("No visit is left to book", "2 visits, from Thu 3 Dec, 08:00");
        assertThat(desk.form(series + "/confirm", Map.of()).headers().firstValue("location")).contains(series + "?said=booked");
        assertThat(desk.page(series + "?said=booked").body()).contains("All are booked", "Cancel the 2 visits that have not begun");
        assertThat(desk.form(series + "/cancel", Map.of("reason", "patient-request")).headers().firstValue("location")).contains(series + "?said=cancelled");
        assertThat(desk.page(series).body()).contains("Cancelled").doesNotContain("Cancel the");
        var nothing = desk.forms("/openings/series/hold", List.of(Map.entry("permit", permits.getFirst()), Map.entry("key", "x-" + site), Map.entry("choice", permits.getFirst() + "~")));
        assertThat(nothing.statusCode()).isEqualTo(409);
        assertThat(nothing.body()).contains("Choose a time for at least one visit");
    }

    @Test
    void ifOneStandsInTheWayNoneIsBooked() {
        List<String> permits = permitsOfOnePatient(3);
        var taken = visit(permits.get(2), 2, "09:00");
        var visits = List.of(visit(permits.get(0), 0, "09:00"), visit(permits.get(1), 1, "09:00"), taken);
        desk.book(desk.aPermit(), taken.get("openingId")).expecting(201);
        Answer refused = book(visits, UUID.randomUUID().toString()).refusing(409, "series-not-booked");
        assertThat(refused.body().required("visit").asInt()).isEqualTo(2);
        assertThat(refused.word("because")).isEqualTo("slot-no-longer-available");
        // Free again, and their permits wait to be booked.
        desk.book(desk.aPermit(), visits.getFirst().get("openingId")).expecting(201);
        assertThat(desk.get("/api/worklist").raw().body()).contains(permits);

        // The patient would be in two places.
        var first = visit(permits.get(0), 3, "09:00");
        desk.publish(site, "dr.lindqvist", "room-2", "c-arm-b", "08:00", "12:00", DAY.plusDays(3), DAY.plusDays(3)).expecting(200);
        String beside = new OpeningId(new DayId(site, DAY.plusDays(3)), "dr.lindqvist-" + site + "@0800", LocalTime.of(9, 15)).text();
        var twice = List.of(first, Map.of("permitId", permits.get(1), "openingId", beside));
        assertThat(book(twice, UUID.randomUUID().toString()).refusing(409, "series-not-booked").word("because")).isEqualTo("patient-elsewhere");
    }

    @Test
    void aHugeOneAnEmptyOneAndOneThatNamesAPermitTwiceAreRefused() {
        String permit = desk.aPermit();
        var one = visit(permit, 0, "09:00");
        book(List.of(), "k").refusing(400, "invalid-fields");
        book(java.util.Collections.nCopies(Series.MOST + 1, one), "k").refusing(400, "invalid-fields");
        book(java.util.Collections.nCopies(500, one), "k").refusing(400, "invalid-fields");
        book(List.of(one, one), "k").refusing(422, "permit-twice");
        desk.post("/api/series", Map.of("visits", List.of(one))).refusing(400, "missing-header");
        desk.get("/api/series/unknown").refusing(404, "unknown-series");
        desk.book(permit, one.get("openingId")).expecting(201);
    }

    /** An intent of a minute ago, with what its writer had held by then. */
    private Series left(Series.State state, List<Map<String, String>> visits, int held) {
        var items = visits.stream().map(v -> new Series.Item(v.get("permitId"), v.get("openingId"), "")).toList();
        var made = new ArrayList<Series.Item>();
        for (int i = 0; i < items.size(); i++) {
            String hold = i >= held ? UUID.randomUUID().toString()
                    : desk.post("/api/holds", visits.get(i), UUID.randomUUID().toString()).expecting(201).word("holdId");
            made.add(new Series.Item(items.get(i).permit(), items.get(i).opening(), hold));
        }
        var series = new Series(UUID.randomUUID().toString(), "request", state, made, Optional.empty(), Actor.SCHEDULING, Instant.now().minusSeconds(60));
        assertThat(intents.begin(series)).isTrue();
        return series;
    }

    @Test
    void whatADeadProcessHeldIsLetGoAndWhatItConfirmedIsCarriedOn() {
        List<String> permits = permitsOfOnePatient(2);
        var visits = List.of(visit(permits.get(0), 0, "10:00"), visit(permits.get(1), 1, "10:00"));
        Series holding = left(Series.State.HOLDING, visits, 1);
        booking.sweep();
        assertThat(booking.find(holding.id()).orElseThrow().state()).isEqualTo(Series.State.RELEASED);
        assertThat(booking.appointments(holding)).isEmpty();

        Series confirming = left(Series.State.CONFIRMING, visits, 2);
        desk.post("/api/holds/" + confirming.items().getFirst().appointment() + "/confirm", "{}").expecting(201);
        booking.sweep();
        assertThat(booking.find(confirming.id()).orElseThrow().state()).isEqualTo(Series.State.BOOKED);
        assertThat(booking.appointments(confirming)).allMatch(a -> a.state().code().equals("booked")).hasSize(2);
        assertThat(intents.underWay()).noneMatch(s -> s.series().id().equals(confirming.id()));
    }

    @Test
    void ifAHoldLapsedBeforeItWasConfirmedWhatWasConfirmedIsTakenBack() {
        List<String> permits = permitsOfOnePatient(2);
        var visits = List.of(visit(permits.get(0), 0, "11:00"), visit(permits.get(1), 1, "11:00"));
        Series series = left(Series.State.CONFIRMING, visits, 2);
        desk.post("/api/holds/" + series.items().getFirst().appointment() + "/confirm", "{}").expecting(201);
        desk.delete("/api/holds/" + series.items().get(1).appointment()).expecting(204);
        booking.sweep();
        assertThat(booking.find(series.id()).orElseThrow().state()).isEqualTo(Series.State.RELEASED);
        assertThat(desk.get("/api/appointments/" + series.items().getFirst().appointment()).word("status")).isEqualTo("cancelled");
        assertThat(desk.get("/api/worklist").raw().body()).contains(permits);
    }
}
