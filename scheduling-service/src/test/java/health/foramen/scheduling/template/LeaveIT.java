package health.foramen.scheduling.template;

import static health.foramen.scheduling.Cast.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.scheduling.Desk.Answer;
import health.foramen.scheduling.ServiceIT;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.ClinicianAgendas;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.Leaves;
import health.foramen.scheduling.day.PublishingBlocks;
import health.foramen.scheduling.day.Verdict;
import health.foramen.scheduling.openings.DayBoards;
import health.foramen.scheduling.site.Hours;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.site.Weekday;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A clinician goes away when patients could be, or are, booked with them. */
class LeaveIT extends ServiceIT {

    private static final int ROUNDS = 12;
    private static final int VISITS = 8;

    @Autowired
    private Leaves leaves;
    @Autowired
    private TakingLeave taking;
    @Autowired
    private Sites sites;
    @Autowired
    private ClinicDays days;
    @Autowired
    private ClinicianAgendas agendas;
    @Autowired
    private DayBoards boards;

    @AfterEach
    void allAgrees() {
        assertThat(desk.asAdministrator().get("/api/check").expecting(200).body().required("breaches")).isEmpty();
    }

    private String permit(String site) {
        return desk.aPermit("patient-" + UUID.randomUUID(), "none", "[\"" + site + "\"]");
    }

    private Answer leave(String site, LocalDate day, String fromTime) {
        var body = new TreeMap<>(Map.of("clinician", "dr.haddad-" + site, "from", day.toString(), "to", day.toString(), "because", "illness"));
        if (fromTime != null) {
            body.put("fromTime", fromTime);
        }
        return desk.post("/api/blocks/leave", body, UUID.randomUUID().toString());
    }

    private static Set<String> broken(JsonNode leave) {
        return leave.required("blocks").values().stream().flatMap(b -> b.required("broken").values().stream()).map(b -> b.required("appointmentId").asString())
                .collect(Collectors.toSet());
    }

    private List<String> firstInLine() {
        return desk.get("/api/worklist").expecting(200).body().required("groups").values().stream().filter(g -> g.required("why").asString().equals("moved-by-clinic"))
                .flatMap(g -> g.required("items").values().stream()).map(item -> item.required("id").asString()).toList();
    }

    @Test
    void nobodyIsBookedIntoPublishedHoursOfLeaveAndWhoIsBookedIsListed() {
        String site = desk.aSite("away", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY.plusDays(1)).expecting(200);
        String permit = permit(site);
        String stale = desk.openingAt(permit, site, DAY, "11:00");
        String held = permit(site);
        String hold = desk.post("/api/holds", Map.of("permitId", held, "openingId", desk.openingAt(held, site, DAY, "10:30")), UUID.randomUUID().toString()).expecting(201).word("holdId");
        String before = permit(site);
        String early = desk.book(before, desk.openingAt(before, site, DAY, "08:00")).expecting(201).word("appointmentId");
        String inside = permit(site);
        String late = desk.book(inside, desk.openingAt(inside, site, DAY, "09:45")).expecting(201).word("appointmentId");

        Answer taken = leave(site, DAY, "10:00").expecting(201);
        // It lasts beyond ten; the hold is listed too, since the patient was promised it.
        assertThat(broken(taken.body())).containsExactlyInAnyOrder(late, hold);
        assertThat(firstInLine()).contains("clinic:" + late).doesNotContain("clinic:" + early);

        assertThat(desk.get("/api/openings?permitId=" + permit + "&site=" + site + "&from=" + DAY + "&to=" + DAY + "&limit=100").expecting(200).body().required("openings").values()
                .stream().map(o -> o.required("localStart").asString()).filter(start -> start.compareTo(DAY + "T09:31") > 0)).isEmpty();
        Answer refused = desk.book(permit, stale).refusing(409, "slot-no-longer-available");
        assertThat(refused.word("constraint")).isEqualTo("clinician-away");
        assertThat(refused.word("detail")).contains("clinician away");
        Answer unconfirmed = desk.post("/api/holds/" + hold + "/confirm", "{}").refusing(409, "slot-no-longer-available");
        assertThat(unconfirmed.word("constraint")).isEqualTo("clinician-away");
        desk.change(early, "move", 1, Map.of("openingId", stale)).refusing(409, "slot-no-longer-available");

        assertThat(desk.page("/board/" + site + "/" + DAY).body()).contains("clinician away", "need another place");
        assertThat(desk.page("/appointments/" + late).body()).contains("It cannot be there any more.", "Clinician away at that hour.");
        assertThat(desk.page("/appointments/" + early).body()).doesNotContain("It cannot be there any more.");
        assertThat(desk.page("/blocks/leave").body()).contains("2 patients are booked then.", "unit=dr.haddad-" + site, "fromTime=10:00");
        JsonNode preview = desk.get("/api/blocks/disruption?site=" + site + "&from=" + DAY + "&fromTime=10:00&unit=dr.haddad-" + site).expecting(200).body();
        assertThat(preview.required("appointments").values().stream().map(a -> a.required("appointmentId").asString())).contains(late).doesNotContain(early);

        desk.delete("/api/blocks/leave/dr.haddad-" + site + "/" + taken.word("leaveId")).expecting(204);
        assertThat(firstInLine()).doesNotContain("clinic:" + late);
        desk.post("/api/holds/" + hold + "/confirm", "{}").expecting(201);
        desk.book(permit, stale).expecting(201);
    }

    /** Each of the desks is before the leave, and listed, or refused: nobody is booked and forgotten. */
    @Test
    void aBookingAndALeaveAtOnceNeverPassEachOtherBy() throws Exception {
        String site = desk.aSite("atonce", 8);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY.plusDays(ROUNDS)).expecting(200);
        int booked = 0;
        for (int round = 0; round < ROUNDS; round++) {
            LocalDate day = DAY.plusDays(round);
            List<String> permits = IntStream.range(0, VISITS).mapToObj(_ -> permit(site)).toList();
            List<String> openings = IntStream.range(0, VISITS).mapToObj(i -> desk.openingAt(permits.get(i), site, day, "%02d:%02d".formatted(8 + i / 2, i % 2 * 30))).toList();
            // Two desks book one patient after the other, while somebody writes the leave down.
            List<List<Answer>> answers = atOnce(List.of(() -> IntStream.range(0, VISITS / 2).mapToObj(i -> desk.book(permits.get(i), openings.get(i))).toList(),
                    () -> IntStream.range(VISITS / 2, VISITS).mapToObj(i -> desk.book(permits.get(i), openings.get(i))).toList(), () -> List.of(leave(site, day, null))));
            Answer leave = answers.get(2).getFirst().expecting(201);
            List<Answer> bookings = Stream.concat(answers.get(0).stream(), answers.get(1).stream()).toList();
            Set<String> there = bookings.stream().filter(a -> a.status() == 201).map(a -> a.word("appointmentId")).collect(Collectors.toSet());
            bookings.stream().filter(a -> a.status() != 201).forEach(a -> assertThat(a.refusing(409, "slot-no-longer-available").word("constraint")).isEqualTo("clinician-away"));
            assertThat(broken(leave.body())).as("round %d", round).isEqualTo(there);
            assertThat(firstInLine()).containsAll(there.stream().map(id -> "clinic:" + id).toList());
            booked += there.size();
        }
        // Else the race was none.
        assertThat(booked).isBetween(1, ROUNDS * VISITS - 1);
    }

    /** Whichever is first: what is published does not offer the hours of the leave. */
    @Test
    void aBlockPublishedWhileLeaveIsTakenLosesItsHours() throws Exception {
        String site = desk.aSite("publish", 4);
        for (int round = 0; round < ROUNDS; round++) {
            LocalDate day = DAY.plusDays(round);
            LeaveIT.<Answer>atOnce(List.of(() -> desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", day, day), () -> leave(site, day, "09:00")))
                    .forEach(answer -> assertThat(answer.status()).isIn(200, 201));
            JsonNode block = desk.get("/api/blocks?site=" + site + "&from=" + day + "&to=" + day).expecting(200).body().at("/blocks/0");
            assertThat(block.at("/away/0/from").asString()).as("round %d", round).isEqualTo("09:00");
        }
    }

    /** The publisher looked before the leave was there, and who took the leave looked before the block was: the publisher looks once more. */
    @Test
    void leaveThatIsTakenAfterThePublishersLookTakesItsHoursAllTheSame() {
        String site = desk.aSite("late", 4);
        var leave = new Leaves.Leave("late", DAY, DAY.plusDays(1), "illness", Optional.of(LocalTime.of(9, 0)), Optional.empty());
        var hours = new Hours(LocalTime.of(8, 0), LocalTime.of(12, 0));
        var block = Block.published("dr.haddad-" + site, site + "/room-1", Optional.of(site + "/c-arm-a"), List.of(), hours);
        assertThat(publishing(leave).publish(sites.find(site).orElseThrow().site(), new DayId(site, DAY), block)).isEqualTo(Verdict.NEW);
        publishing(leave).publish(new PublishingBlocks.Publish(site, block.clinician(), "room-1", Optional.of("c-arm-a"), List.of(), Set.of(Weekday.values()), hours, DAY.plusDays(1),
                DAY.plusDays(1)));
        assertThat(away(site, DAY)).containsExactly(new Hours(LocalTime.of(9, 0), LocalTime.of(12, 0)));
        assertThat(away(site, DAY.plusDays(1))).containsExactly(hours);
    }

    private List<Hours> away(String site, LocalDate date) {
        return days.find(new DayId(site, date)).orElseThrow().blocks().getFirst().away();
    }

    /** As it would be if that leave were written down right after its first look. */
    private PublishingBlocks publishing(Leaves.Leave leave) {
        var looks = new AtomicInteger();
        return new PublishingBlocks(sites, days, agendas, new Leaves() {
            @Override
            public List<Leave> of(String clinician) {
                return looks.getAndIncrement() == 0 ? List.of() : List.of(leave);
            }

            @Override
            public boolean add(String clinician, Leave another) {
                throw new UnsupportedOperationException("a publisher takes no leave");
            }

            @Override
            public Map<String, List<Leave>> unkept() {
                return Map.of();
            }

            @Override
            public void kept(String clinician, String id) {
                throw new UnsupportedOperationException("a publisher takes no leave");
            }

            @Override
            public boolean remove(String clinician, String id) {
                throw new UnsupportedOperationException("a publisher takes no leave");
            }
        }, boards, time);
    }

    @Test
    void aLeaveThatACrashLeftHalfDoneIsKeptByWhoeverFindsIt() {
        String site = desk.aSite("crash", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "09:00", DAY, DAY).expecting(200);
        String permit = permit(site);
        String opening = desk.openingAt(permit, site, DAY, "08:00");
        leaves.add("dr.haddad-" + site, new Leaves.Leave(UUID.randomUUID().toString(), DAY, DAY, "illness"));
        assertThat(taking.sweep()).isPositive();
        assertThat(taking.sweep()).isZero();
        assertThat(desk.book(permit, opening).refusing(409, "slot-no-longer-available").word("constraint")).isEqualTo("clinician-away");
    }

    /** What two leaves take stays taken when one of them is taken back. */
    @Test
    void hoursThatAnotherLeaveTakesStayOut() {
        String site = desk.aSite("two", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "09:00", DAY, DAY).expecting(200);
        String permit = permit(site);
        String first = leave(site, DAY, null).expecting(201).word("leaveId");
        String second = leave(site, DAY, null).expecting(201).word("leaveId");
        desk.delete("/api/blocks/leave/dr.haddad-" + site + "/" + first).expecting(204);
        assertThat(desk.openings(permit, site, 5)).isEmpty();
        desk.delete("/api/blocks/leave/dr.haddad-" + site + "/" + second).expecting(204);
        assertThat(desk.openings(permit, site, 5)).isNotEmpty();
    }

    private static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
        var barrier = new CyclicBarrier(work.size());
        try (var threads = Executors.newFixedThreadPool(work.size())) {
            List<Future<T>> futures = work.stream().map(each -> threads.submit(() -> {
                barrier.await();
                return each.call();
            })).toList();
            var all = new ArrayList<T>();
            for (Future<T> future : futures) {
                all.add(future.get());
            }
            return all;
        }
    }
}
