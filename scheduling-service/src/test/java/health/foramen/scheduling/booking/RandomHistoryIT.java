package health.foramen.scheduling.booking;

import static health.foramen.scheduling.Cast.DAY;
import static health.foramen.scheduling.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.scheduling.Desk.Answer;
import health.foramen.scheduling.ServiceIT;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.Happening;
import health.foramen.scheduling.day.Placement;
import health.foramen.scheduling.day.Work;
import health.foramen.scheduling.openings.Filter;
import health.foramen.scheduling.openings.FindingOpenings;
import health.foramen.scheduling.openings.Opening;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Thirty-two clients hold, book, confirm, move, cancel and plan series against one small clinic, each by its own dice; some of them die between two
 * writes. Afterwards everything that was promised is there, nothing overlaps, and nothing is claimed for nobody. The seed stands in each message.
 */
class RandomHistoryIT extends ServiceIT {

    private static final int CLIENTS = 32;
    private static final int STEPS = 24;
    private static final long SEED = 20261203;
    private static final LocalDate LAST = DAY.plusDays(2);

    @Autowired
    private ClinicDays days;
    @Autowired
    private Agendas agendas;
    @Autowired
    private Whereabouts whereabouts;
    @Autowired
    private Settling settling;
    @Autowired
    private BookingSeries series;
    @Autowired
    private Permits permits;
    @Autowired
    private FindingOpenings finding;

    /** What each client was told last of its own: appointments by id, as booked or as given up. */
    private final Map<String, String> told = new ConcurrentHashMap<>();
    private final AtomicInteger deaths = new AtomicInteger();
    private final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
    private String site;

    @Test
    void afterAnyHistoryNothingOverlapsNothingIsLostAndNothingIsClaimedForNobody() throws Exception {
        site = desk.aSite("history", 5);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "15:00", DAY, LAST).expecting(200);
        desk.publish(site, "dr.lindqvist", "room-2", "c-arm-b", "09:00", "14:00", DAY, LAST).expecting(200);
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < CLIENTS; i++) {
                var dice = new Random(SEED + i);
                all.add(threads.submit(() -> new Client(dice).live()));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(answers.keySet()).as("seed %d: %s", SEED, answers).allMatch(status -> status < 500);
        assertThat(deaths.get()).as("some died").isPositive();
        assertThat(answers.get(201).get()).as("most of the history happened: %s", answers).isGreaterThan(CLIENTS);

        // As after a restart: whoever sweeps first finds what the dead left.
        settling.sweep();
        series.sweep();
        assertThat(desk.asAdministrator().get("/api/check").expecting(200).body().required("breaches")).as("seed %d", SEED).isEmpty();
        var there = new HashMap<String, Appointment>();
        days.findAll(DAY.datesUntil(LAST.plusDays(1)).map(date -> new DayId(site, date)).toList())
                .forEach(day -> day.appointments().forEach(a -> there.put(a.id(), a)));
        told.forEach((id, status) -> assertThat(there.get(id)).as("seed %d: %s was told to be %s", SEED, id, status)
                .isNotNull().extracting(a -> a.state().code()).isEqualTo(status));
        // Nobody is there whom nobody was told of, but for those whose writer died after the write.
        Set<String> extra = there.values().stream().filter(a -> a.state() instanceof AppointmentState.Booked).map(Appointment::id)
                .filter(id -> !told.containsKey(id)).collect(Collectors.toSet());
        assertThat(extra.size()).as("seed %d", SEED).isLessThanOrEqualTo(deaths.get());
    }

    private final class Client {

        private final Random dice;
        private String permit;
        private String hold;
        private String appointment;
        private long revision;

        private Client(Random dice) {
            this.dice = dice;
            this.permit = desk.aPermit();
        }

        private void live() {
            for (int step = 0; step < STEPS; step++) {
                switch (dice.nextInt(12)) {
                    case 0, 1, 2 -> book();
                    case 3, 4 -> hold();
                    case 5, 6 -> confirm();
                    case 7, 8 -> move();
                    case 9 -> cancel();
                    case 10 -> together();
                    default -> die();
                }
            }
        }

        /** Everybody looks at the same few openings, so that they meet. */
        private Optional<Opening> opening() {
            var filter = new Filter(Optional.of(DAY), Optional.of(LAST), Optional.of(site), Optional.empty(), Optional.empty());
            List<Opening> some = finding.next(known(), filter, 12);
            return some.isEmpty() ? Optional.empty() : Optional.of(some.get(dice.nextInt(some.size())));
        }

        private Permit known() {
            return permits.find(permit).orElseThrow();
        }

        private Answer answered(Answer answer) {
            answers.computeIfAbsent(answer.status(), _ -> new AtomicInteger()).incrementAndGet();
            return answer;
        }

        private void book() {
            if (appointment != null || hold != null) {
                return;
            }
            opening().map(o -> answered(desk.book(permit, o.id().text()))).filter(a -> a.status() == 201).ifPresent(this::booked);
        }

        private void booked(Answer answer) {
            appointment = answer.word("appointmentId");
            revision = answer.body().required("revision").asLong();
            hold = null;
            told.put(appointment, "booked");
        }

        private void hold() {
            if (appointment != null || hold != null) {
                return;
            }
            opening().map(o -> answered(desk.post("/api/holds", Map.of("permitId", permit, "openingId", o.id().text()), UUID.randomUUID().toString())))
                    .filter(a -> a.status() == 201).ifPresent(a -> hold = a.word("holdId"));
        }

        private void confirm() {
            if (hold == null) {
                return;
            }
            if (dice.nextInt(4) == 0) {
                answered(desk.delete("/api/holds/" + hold));
                hold = null;
            } else if (dice.nextInt(4) == 0) {
                answered(desk.post("/api/holds/" + hold + "/extend", "{}"));
            } else {
                Answer answer = answered(desk.post("/api/holds/" + hold + "/confirm", "{}"));
                if (answer.status() == 201) {
                    booked(answer);
                }
            }
        }

        private void move() {
            if (appointment == null) {
                return;
            }
            opening().map(o -> answered(desk.change(appointment, "move", revision, Map.of("openingId", o.id().text())))).filter(a -> a.status() == 200)
                    .ifPresent(a -> revision = a.body().required("revision").asLong());
        }

        private void cancel() {
            if (appointment == null) {
                return;
            }
            Answer answer = answered(desk.change(appointment, "cancel", revision, Map.of("reason", "patient-request")));
            if (answer.status() == 200) {
                told.put(appointment, "cancelled");
                appointment = null;
            }
        }

        /** Two visits of another patient, or none. */
        private void together() {
            String patient = "patient-" + UUID.randomUUID();
            List<String> two = List.of(desk.aPermit(patient, "none", "[]"), desk.aPermit(patient, "none", "[]"));
            var visits = new ArrayList<Map<String, String>>();
            two.forEach(p -> opening().ifPresent(o -> visits.add(Map.of("permitId", p, "openingId", o.id().text()))));
            if (visits.size() == 2) {
                Answer answer = answered(desk.post("/api/series", Map.of("visits", visits), UUID.randomUUID().toString()));
                if (answer.status() == 201) {
                    answer.body().required("appointments").values().forEach(a -> told.put(a.required("appointmentId").asString(), "booked"));
                }
            }
        }

        /** A process of a minute ago that stopped after one of its writes; its client starts anew with another patient. */
        private void die() {
            if (appointment != null && dice.nextBoolean()) {
                dieMoving();
            } else if (appointment == null && hold == null) {
                dieBooking();
            }
        }

        private void dieBooking() {
            Optional<Opening> opening = opening();
            if (opening.isEmpty()) {
                return;
            }
            Placement placement = opening.get().placement();
            String id = UUID.randomUUID().toString();
            String attempt = UUID.randomUUID().toString();
            Permit booked = known();
            whereabouts.note(new Whereabouts.Known(id, "request", booked.patient(), placement.place().day()));
            agendas.enter(booked.patient(), new Entry(id, booked.id(), placement.place().day(), placement.place().clinician(), placement.times().prepare(),
                    placement.times().end(), true, false, attempt, aMinuteAgo(), Optional.empty()));
            if (dice.nextBoolean()) {
                days.place(Appointment.booked(id, booked.id(), booked.referral(), booked.patient(), Work.of(booked.plan()), placement, Actor.SCHEDULING, NOW),
                        placement.blockRevision(), attempt, Optional.of(Happening.BOOKED), NOW);
            }
            anew();
        }

        private void dieMoving() {
            Optional<Opening> opening = opening();
            Optional<Appointment> seen = settling.find(appointment).filter(a -> a.moving().isEmpty());
            if (opening.isEmpty() || seen.isEmpty() || opening.get().id().day().equals(seen.get().place().day())) {
                return;
            }
            Placement to = opening.get().placement();
            String attempt = UUID.randomUUID().toString();
            var next = new Entry.Next(to.place().day(), to.place().clinician(), to.times().prepare(), to.times().end(), attempt);
            if (!(agendas.beginMove(seen.get().patient(), appointment, next, aMinuteAgo()) instanceof Agendas.Entering.Entered)) {
                return;
            }
            Optional<Appointment> stopped = days.beginMove(seen.get(), new Appointment.Moving(attempt, to.place().day(), aMinuteAgo()));
            if (stopped.isPresent() && dice.nextBoolean() && stopped.get().move(to, Actor.SCHEDULING, NOW) instanceof Appointment.Outcome.Changed(
                    Appointment moved, Happening happening)) {
                days.place(moved, to.blockRevision(), attempt, Optional.of(happening), NOW);
            }
            anew();
        }

        private void anew() {
            deaths.incrementAndGet();
            permit = desk.aPermit();
            appointment = null;
            hold = null;
        }

        private Instant aMinuteAgo() {
            return Instant.now().minus(Duration.ofMinutes(1));
        }
    }
}
