package health.foramen.scheduling.booking;

import static health.foramen.scheduling.Cast.DAY;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.scheduling.Desk.Answer;
import health.foramen.scheduling.ServiceIT;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.openings.OpeningId;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fifty desks want one thing at one moment, over and over. */
class RacesIT extends ServiceIT {

    private static final int DESKS = 50;
    private static final int ROUNDS = 20;

    @AfterEach
    void everythingAgrees() {
        assertThat(desk.asAdministrator().get("/api/check").expecting(200).body().required("breaches")).isEmpty();
    }

    private static <T> List<T> atOnce(int many, IntFunction<Callable<T>> work) throws Exception {
        var barrier = new CyclicBarrier(many);
        try (var threads = Executors.newFixedThreadPool(many)) {
            List<Future<T>> futures = IntStream.range(0, many).mapToObj(i -> threads.submit(() -> {
                barrier.await();
                return work.apply(i).call();
            })).toList();
            var all = new ArrayList<T>();
            for (Future<T> future : futures) {
                all.add(future.get());
            }
            return all;
        }
    }

    private static Map<Integer, Long> byStatus(List<Answer> answers) {
        return answers.stream().collect(groupingBy(Answer::status, counting()));
    }

    @Test
    void ofFiftyWhoWantOneOpeningExactlyOneGetsIt() throws Exception {
        String site = desk.aSite("races", 8);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "18:00", DAY, DAY.plusDays(1)).expecting(200);
        List<String> permits = IntStream.range(0, DESKS).mapToObj(_ -> desk.aPermit()).toList();
        for (int round = 0; round < ROUNDS; round++) {
            String opening = desk.openings(permits.getFirst(), site, 1).getFirst().required("openingId").asString();
            List<Answer> answers = atOnce(DESKS, i -> () -> desk.book(permits.get(i), opening));
            assertThat(byStatus(answers)).as("round %d", round).isEqualTo(Map.of(201, 1L, 409, DESKS - 1L));
            Answer won = answers.stream().filter(a -> a.status() == 201).findFirst().orElseThrow();
            desk.change(won.word("appointmentId"), "cancel", 1, Map.of("reason", "patient-request")).expecting(200);
        }
    }

    @Test
    void ofFiftyRequestsOnOnePermitExactlyOneIsBookedWhereverItIs() throws Exception {
        String site = desk.aSite("races", 8);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "18:00", DAY, DAY.plusDays(6)).expecting(200);
        String permit = desk.aPermit();
        var openings = desk.openings(permit, site, DESKS);
        List<Answer> answers = atOnce(DESKS, i -> () -> desk.book(permit, openings.get(i).required("openingId").asString()));
        assertThat(byStatus(answers)).isEqualTo(Map.of(201, 1L, 409, DESKS - 1L));
    }

    @Test
    void oneKeyMakesOneAppointmentHoweverOftenItIsSent() throws Exception {
        String site = desk.aSite("races", 8);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).expecting(200);
        String permit = desk.aPermit();
        String opening = desk.openings(permit, site, 1).getFirst().required("openingId").asString();
        String key = UUID.randomUUID().toString();
        List<Answer> answers = atOnce(20, _ -> () -> desk.post("/api/appointments", Map.of("permitId", permit, "openingId", opening), key));
        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers.stream().map(a -> a.word("appointmentId")).distinct()).hasSize(1);
    }

    /** Two clinicians in two rooms, and one C-arm that stands in both: nothing but the device is contested. */
    @Test
    void aSharedDeviceAloneIsUsedByOneAtATime() throws Exception {
        String site = desk.aSite("device", 8);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "18:00", DAY, DAY).expecting(200);
        desk.publish(site, "dr.lindqvist", "room-2", "c-arm-a", "08:00", "18:00", DAY, DAY).expecting(200);
        // A room is in one block at a time, whatever stands in it.
        desk.publish(site, "dr.lindqvist", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).refusing(409, "block-conflicts");
        for (int round = 0; round < ROUNDS / 2; round++) {
            LocalTime at = LocalTime.of(8, 0).plusMinutes(round * 45L);
            List<String> permits = IntStream.range(0, 16).mapToObj(_ -> desk.aPermit()).toList();
            // At the same time, and by partial overlap: whoever begins later begins while the other has the C-arm.
            List<Answer> answers = atOnce(16, i -> () -> desk.book(permits.get(i), opening(site, i % 2 == 0 ? "dr.haddad" : "dr.lindqvist", at.plusMinutes(i % 2 * 15L))));
            assertThat(byStatus(answers)).as("round %d", round).isEqualTo(Map.of(201, 1L, 409, 15L));
        }
    }

    /** Clinicians and rooms enough for two; one bay, so that recovering there lets only one in. */
    @Test
    void theLastBayIsTakenByOneEvenByPartialOverlap() throws Exception {
        String site = desk.aSite("bay", 1);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "18:00", DAY, DAY).expecting(200);
        desk.publish(site, "dr.lindqvist", "room-2", "c-arm-b", "08:00", "18:00", DAY, DAY).expecting(200);
        for (int round = 0; round < ROUNDS / 2; round++) {
            LocalTime at = LocalTime.of(8, 0).plusMinutes(round * 60L);
            List<String> permits = IntStream.range(0, 10).mapToObj(_ -> desk.aSedatedPermit()).toList();
            // Their rooms differ; the bay after one is the bay before, or after, the other.
            List<Answer> answers = atOnce(10, i -> () -> desk.book(permits.get(i), opening(site, i % 2 == 0 ? "dr.haddad" : "dr.lindqvist", at)));
            assertThat(byStatus(answers)).as("round %d", round).isEqualTo(Map.of(201, 1L, 409, 9L));
        }
    }

    /** Interchangeable units are picked again: as many get in as there are bays, whoever came first. */
    @Test
    void whoLosesABayTakesTheNextOne() throws Exception {
        String site = desk.aSite("bays", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).expecting(200);
        desk.publish(site, "dr.lindqvist", "room-2", "c-arm-b", "08:00", "12:00", DAY, DAY).expecting(200);
        for (int round = 0; round < 5; round++) {
            LocalTime at = LocalTime.of(8, 0).plusMinutes(round * 30L);
            List<String> permits = IntStream.range(0, 2).mapToObj(_ -> desk.aSedatedPermit()).toList();
            List<Answer> answers = atOnce(2, i -> () -> desk.book(permits.get(i), opening(site, i == 0 ? "dr.haddad" : "dr.lindqvist", at)));
            assertThat(byStatus(answers)).isEqualTo(Map.of(201, 2L));
        }
    }

    @Test
    void whenABlockClosesInTheSameMomentEveryoneInItIsListedAndNobodyComesAfter() throws Exception {
        String site = desk.aSite("closing", 8);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "16:00", DAY, DAY).expecting(200);
        List<String> permits = IntStream.range(0, 15).mapToObj(_ -> desk.aPermit()).toList();
        String block = "dr.haddad-" + site + "@0800";
        List<Answer> answers = atOnce(16, i -> () -> i == 15
                ? desk.asAdministrator().post("/api/blocks/close", Map.of("site", site, "date", DAY.toString(), "block", block, "because", "clinician-ill"))
                : desk.book(permits.get(i), opening(site, "dr.haddad", LocalTime.of(8, 0).plusMinutes(i * 30L))));
        List<String> booked = answers.subList(0, 15).stream().filter(a -> a.status() == 201).map(a -> a.word("appointmentId")).toList();
        assertThat(answers.subList(0, 15)).extracting(Answer::status).containsAnyOf(201, 409).isSubsetOf(201, 409);
        List<String> standing = answers.getLast().expecting(200).body().required("standing").values().stream().map(n -> n.asString()).toList();
        assertThat(standing).containsExactlyInAnyOrderElementsOf(booked);
        assertThat(desk.openings(desk.aPermit(), site, 5)).isEmpty();
    }

    /** Desks move the same appointments about at once; whatever happens, each is in one place. */
    @Test
    void movesThatCrossEachOtherLeaveEveryoneInOnePlace() throws Exception {
        String site = desk.aSite("moves", 8);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY.plusDays(3)).expecting(200);
        List<String> permits = IntStream.range(0, 6).mapToObj(_ -> desk.aPermit()).toList();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.add(desk.book(permits.get(i), opening(site, "dr.haddad", LocalTime.of(8, 0).plusMinutes(30L * i))).expecting(201).word("appointmentId"));
        }
        List<List<Integer>> statuses = atOnce(12, i -> () -> {
            var seen = new ArrayList<Integer>();
            for (int n = 0; n < 6; n++) {
                String id = ids.get((i + n) % 6);
                Answer now = desk.get("/api/appointments/" + id).expecting(200);
                OpeningId to = new OpeningId(new DayId(site, DAY.plusDays((i + n) % 4)), "dr.haddad-" + site + "@0800", LocalTime.of(8 + (i * n) % 4, 0));
                seen.add(desk.change(id, "move", now.body().required("revision").asLong(), Map.of("openingId", to.text())).status());
            }
            return seen;
        });
        assertThat(statuses.stream().flatMap(List::stream)).contains(200).isSubsetOf(200, 409, 412, 422);
        ids.forEach(id -> desk.get("/api/appointments/" + id).expecting(200));
    }

    private static String opening(String site, String clinician, LocalTime time) {
        return new OpeningId(new DayId(site, DAY), clinician + "-" + site + "@0800", time).text();
    }
}
