package health.foramen.benchmarks;

import static health.foramen.benchmarks.report.Figure.of;

import health.foramen.benchmarks.Permits.Permitted;
import health.foramen.benchmarks.load.Answer;
import health.foramen.benchmarks.load.Connection;
import health.foramen.benchmarks.load.Latencies;
import health.foramen.benchmarks.load.Load;
import health.foramen.benchmarks.running.Caller;
import health.foramen.benchmarks.running.LargeClinic;
import health.foramen.benchmarks.running.Patience;
import health.foramen.benchmarks.running.Patient;
import health.foramen.benchmarks.running.Person;
import health.foramen.benchmarks.running.RunningSuite;
import health.foramen.benchmarks.running.Sandbox;
import health.foramen.benchmarks.running.SchedulingEvents;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/// Notification-service: how fast it plans, how fast it sends what falls due at one moment with few and with many visits planned, and whether it
/// keeps its word when it is killed and when a visit is cancelled under its hands.
final class NotificationBenchmark implements Benchmark {

    private static final int TEXTS = 3_000;
    private static final int KILLS = 10;
    private static final int CANCELS = 200;
    private static final int PATIENTS = 5_000;
    private static final int PLANNED = 10_000;
    private static final int FEW = 10_000;
    private static final int MANY = 200_000;
    private static final String SERVICE = "notification-service";
    /// A burst's first and last tenth are start-up and stragglers; the rate is that of what lies between.
    private static final double EDGE = 0.1;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_KILLS = Duration.ofMillis(1_500);
    /// A message that was on its way may arrive so long after a cancellation was acknowledged.
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);
    private static final LocalDateTime SOME_VISIT = LocalDateTime.of(2026, 1, 1, 10, 15);
    private static final ZoneId SITE_ZONE = ZoneId.of("America/Chicago");

    @Override
    public String name() {
        return "notification";
    }

    @Override
    public List<String> parts() {
        return List.of("cancels", "kills", "planning", "dispatch");
    }

    @Override
    public void measure(Ground ground, Findings findings) throws Exception {
        try (var suite = RunningSuite.fresh(ground.home(), ground.port())) {
            suite.up();
            LargeClinic.open(suite, LocalDate.now());
            // In real time first: once business time has moved, it does not come back.
            findings.part("cancels", "%d visits cancelled while their texts leave".formatted(CANCELS), () -> cancels(suite, findings));
            findings.part("kills", "a backlog of %d texts and %d kills".formatted(TEXTS, KILLS), () -> kills(suite, findings));
            if (findings.wants("planning", "dispatch")) {
                try (var events = new SchedulingEvents(suite)) {
                    var people = peopleIn(suite, beforeDawn(suite));
                    findings.part("planning", "%d visits".formatted(PLANNED), () -> planning(events, people, findings));
                    findings.part("dispatch", "%d texts due at one moment, %d and %d visits planned".formatted(TEXTS, FEW, MANY), () -> dispatch(suite, events, people, findings));
                }
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ planning

    /// Booked while it is night where the patients are: everything is planned and nothing leaves yet.
    private static void planning(SchedulingEvents events, List<String> people, Findings findings) throws Exception {
        Instant now = Instant.now();
        var ids = new ArrayList<String>();
        // The first thousand warm it up.
        for (int number = 0; number < PLANNED / 10; number++) {
            ids.add(booked(events, people, number, now));
        }
        events.awaitStored();
        events.awaitApplied(SERVICE);
        long begun = System.nanoTime();
        for (int number = 0; number < PLANNED; number++) {
            ids.add(booked(events, people, number, now));
        }
        events.awaitStored();
        double told = (System.nanoTime() - begun) / 1e9;
        events.awaitApplied(SERVICE);
        double planned = (System.nanoTime() - begun) / 1e9;
        findings.add(of("planned-appointments-per-s", PLANNED / planned, "1/s").beside(PLANNED / told));
        // Nobody shall hear of them in the morning: cancelled so long ago that saying so is of no use.
        for (int number = 0; number < ids.size(); number++) {
            events.tell(ids.get(number), 2, visit(ids.get(number), people.get(number % people.size()), 2, "cancelled",
                    LocalDateTime.now(SITE_ZONE).plusDays(30).withHour(10), now.minus(Duration.ofHours(30))));
        }
        events.awaitStored();
        events.awaitApplied(SERVICE);
    }

    private static String booked(SchedulingEvents events, List<String> people, int number, Instant now) {
        var id = UUID.randomUUID().toString();
        events.tell(id, 1, visit(id, people.get(number % people.size()), 1, "booked", LocalDateTime.now(SITE_ZONE).plusDays(30).withHour(10), now));
        return id;
    }

    /// Injections of five weeks ago: what is left of their journeys is the diary of days 60 and 90.
    private static void plannedFarAhead(SchedulingEvents events, List<String> people, int count) throws Exception {
        var performed = Instant.now().minus(Duration.ofDays(35));
        for (int number = 0; number < count; number++) {
            var id = UUID.randomUUID().toString();
            var fact = new HashMap<>(visit(id, people.get(number % people.size()), 3, "completed", LocalDateTime.ofInstant(performed, SITE_ZONE), performed.plus(Duration.ofHours(2))));
            fact.put("performedAt", performed.toString());
            fact.put("followUp", Map.of("date", LocalDate.now().minusDays(5).toString()));
            events.tell(id, 3, fact);
        }
        events.awaitStored();
        events.awaitApplied(SERVICE);
    }

    private static Map<String, Object> visit(String id, String patientId, long revision, String status, LocalDateTime start, Instant at) {
        var begin = start.withMinute(SOME_VISIT.getMinute()).withSecond(0).withNano(0);
        var instant = begin.atZone(SITE_ZONE).toInstant();
        return Map.ofEntries(Map.entry("appointmentId", id), Map.entry("revision", revision), Map.entry("status", status), Map.entry("referralId", UUID.randomUUID().toString()),
                Map.entry("patientId", patientId), Map.entry("procedure", "transforaminal-lumbar-sacral"), Map.entry("siteId", LargeClinic.site(0)),
                Map.entry("zone", SITE_ZONE.getId()), Map.entry("localStart", begin.toString()), Map.entry("start", instant.toString()),
                Map.entry("arriveAt", instant.minus(Duration.ofMinutes(45)).toString()), Map.entry("end", instant.plus(Duration.ofMinutes(105)).toString()),
                Map.entry("sedation", "minimal"), Map.entry("escortRequired", true), Map.entry("fasting", true), Map.entry("bloodThinnerHeld", false),
                Map.entry("at", at.toString()));
    }

    /// Patients who were referred and nothing more: their cards travel to notification-service by themselves.
    private static List<String> peopleIn(RunningSuite suite, ZoneId zone) throws InterruptedException {
        var ids = new ConcurrentLinkedQueue<String>();
        var submitted = new Crowd(suite, suite.token(Person.DR_AMIN)).asks(201, PATIENTS, (physician, _) -> {
            var answer = physician.post("/api/referrals", Patient.nextIn(zone).referral(), UUID.randomUUID());
            if (answer.is(201)) {
                ids.add(answer.json().get("patientId").stringValue());
            }
            return answer;
        });
        if (submitted.count(201) < PATIENTS) {
            throw new IllegalStateException("Of %d referrals only these: %s".formatted(PATIENTS, submitted.statuses()));
        }
        var people = List.copyOf(ids);
        suite.awaitCards(IntStream.iterate(0, number -> number < people.size(), number -> number + 50).mapToObj(people::get).toList());
        return people;
    }

    // ------------------------------------------------------------------------------------------------ sending

    private static void dispatch(RunningSuite suite, SchedulingEvents events, List<String> people, Findings findings) throws Exception {
        plannedFarAhead(events, people, FEW);
        double few = dueAtOnce(suite, events, 31, true, findings);
        plannedFarAhead(events, people, MANY - FEW);
        double many = dueAtOnce(suite, events, 61, false, findings);
        findings.note("%.0f/s with %d planned".formatted(many, MANY));
        findings.add(of("dispatch-200k-ratio", many / few, "of the rate with few"));
    }

    /// So many patients were booked before dawn; at eight all their texts are due at once.
    ///
    /// @return texts a second
    private static double dueAtOnce(RunningSuite suite, SchedulingEvents events, int firstDay, boolean told, Findings findings) throws Exception {
        var zone = beforeDawn(suite);
        try (var sandbox = suite.sandbox()) {
            var eight = eightIn(zone, sandbox.now());
            var permits = Permits.forNewPatients(suite, TEXTS, () -> Patient.nextIn(zone));
            book(suite, permits, firstDay);
            events.awaitApplied(SERVICE);
            if (!sandbox.now().isBefore(eight)) {
                throw new IllegalStateException("Eight o'clock came before everybody was booked");
            }
            double floor = told ? handedOverDirectly(suite) : 0;
            int before = sandbox.accepted();
            sandbox.letClockRunTo(eight);
            awaitAccepted(sandbox, before + (int) (TEXTS * EDGE));
            long from = System.nanoTime();
            int first = sandbox.accepted();
            awaitAccepted(sandbox, before + (int) (TEXTS * (1 - EDGE)));
            double rate = (sandbox.accepted() - first) / ((System.nanoTime() - from) / 1e9);
            awaitAccepted(sandbox, before + TEXTS);
            if (told) {
                var lags = new Latencies();
                permits.forEach(permit -> sandbox.acceptedFor(permit.patient().phone()).forEach(text -> lags.record(positive(Duration.between(eight, text.at())))));
                findings.note("lag p50 %.0f ms, slowest %.0f ms, %d texts".formatted(lags.p(50), lags.p(100), lags.count()));
                findings.add(of("dispatched-per-s", rate, "1/s").beside(floor));
                findings.add(of("due-lag-p99-ms", lags.p(99), "ms"));
            }
            return rate;
        }
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    /// The floor: the same provider, asked straight by sixteen connections, each as soon as it was answered; it calls back all the same.
    private static double handedOverDirectly(RunningSuite suite) throws InterruptedException {
        var credentials = "Basic " + Base64.getEncoder().encodeToString("AC00000000000000000000000000000000:local-only-text-token".getBytes(StandardCharsets.US_ASCII));
        var outcome = new Load(Crowd.CONNECTIONS, TEXTS, PATIENCE).run(201, _ -> {
            var connection = new Connection(suite.sandboxPort());
            return new Load.Worker() {
                @Override
                public int fire(int number) throws Exception {
                    var form = "To=%s&From=%s&Body=%s&StatusCallback=%s".formatted(encoded("+1602555%04d".formatted(1_000 + number)), encoded("+13125550100"),
                            encoded("Foramen: a hundred and forty letters, as many as a clinic needs to say where, when and how a visit is, and how to answer it."),
                            encoded("http://127.0.0.1:%d/webhooks/text/status?message=floor".formatted(suite.gatewayPort())));
                    return connection.ask("POST", "/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json",
                            Map.of("Authorization", credentials, "Content-Type", "application/x-www-form-urlencoded"), form.getBytes(StandardCharsets.US_ASCII)).status();
                }

                @Override
                public void close() {
                    connection.close();
                }
            };
        });
        return outcome.perSecond();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /// Where it is half past six or so: patients can be booked at leisure, and their morning is near.
    private static ZoneId beforeDawn(RunningSuite suite) {
        try (var sandbox = suite.sandbox()) {
            var now = sandbox.now();
            var places = ZoneId.getAvailableZoneIds().stream().filter(name -> name.contains("/") && !name.startsWith("Etc/") && !name.startsWith("SystemV/"));
            return places.sorted().map(ZoneId::of).filter(zone -> {
                var left = Duration.between(now, eightIn(zone, now));
                return left.compareTo(Duration.ofMinutes(25)) > 0 && left.compareTo(Duration.ofMinutes(90)) < 0;
            }).findFirst().orElseThrow(() -> new IllegalStateException("It is before dawn nowhere"));
        }
    }

    private static Instant eightIn(ZoneId zone, Instant now) {
        var local = now.atZone(zone);
        return (local.getHour() < 8 ? local.toLocalDate() : local.toLocalDate().plusDays(1)).atTime(8, 0).atZone(zone).toInstant();
    }

    // ------------------------------------------------------------------------------------------------ keeping one's word

    private static void cancels(RunningSuite suite, Findings findings) throws Exception {
        try (var sandbox = suite.sandbox()) {
            var permits = Permits.forNewPatients(suite, CANCELS);
            var openings = Places.apart(suite, permits.getFirst().permitId(), CANCELS, 85);
            var acknowledged = new ConcurrentHashMap<String, Instant>();
            var desks = new Crowd(suite, suite.token(Person.DANA));
            int half = CANCELS / 2;
            desks.asks(200, half, (desk, number) -> bookAndCancel(desk, permits.get(number), openings.get(number).id(), acknowledged));
            // The second half meets a provider that turns away every third.
            sandbox.faults(List.of(Map.of("kind", "text-too-many-requests", "share", 0.35, "seconds", 1)));
            desks.asks(200, CANCELS - half, (desk, number) -> bookAndCancel(desk, permits.get(half + number), openings.get(half + number).id(), acknowledged));
            int after = 0;
            int told = 0;
            for (var permit : permits) {
                var phone = permit.patient().phone();
                if (!acknowledged.containsKey(phone)) {
                    throw new IllegalStateException("A visit could not be cancelled");
                }
                var texts = Patience.await("the text that a visit is cancelled", PATIENCE, () -> Optional.of(sandbox.acceptedFor(phone))
                        .filter(all -> all.stream().anyMatch(text -> text.body().contains("cancelled"))));
                var of = texts.stream().filter(text -> !text.body().contains("cancelled")).toList();
                told += of.isEmpty() ? 0 : 1;
                after += (int) of.stream().filter(text -> text.at().isAfter(acknowledged.get(phone).plus(ON_ITS_WAY))).count();
            }
            sandbox.faults(List.of());
            findings.note("%d of %d had heard of the visit before it was cancelled".formatted(told, CANCELS));
            findings.add(of("sent-after-cancel", after, "texts"));
        }
    }

    private static Answer bookAndCancel(Caller desk, Permitted permit, String opening,
            Map<String, Instant> acknowledged) {
        var booked = desk.post("/api/appointments", Map.of("permitId", permit.permitId(), "openingId", opening), UUID.randomUUID());
        if (!booked.is(201)) {
            return booked;
        }
        var appointment = booked.json();
        // Somewhere between the booking and the moment when its text has long left.
        Patience.pause(Duration.ofMillis(ThreadLocalRandom.current().nextInt(1_500)));
        var cancelled = desk.post("/api/appointments/" + appointment.get("appointmentId").stringValue() + "/cancel",
                Map.of("revision", appointment.get("revision").longValue(), "reason", "patient-request"));
        if (cancelled.is(200)) {
            acknowledged.put(permit.patient().phone(), Instant.now());
        }
        return cancelled;
    }

    private static void kills(RunningSuite suite, Findings findings) throws Exception {
        try (var sandbox = suite.sandbox()) {
            var permits = Permits.forNewPatients(suite, TEXTS);
            suite.kill(SERVICE);
            book(suite, permits, 1);
            suite.up();
            for (int kill = 0; kill < KILLS; kill++) {
                Patience.pause(BETWEEN_KILLS);
                suite.kill(SERVICE);
                suite.up();
            }
            int sent = 0;
            int doubled = 0;
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (var patient : permits) {
                int heard = heard(sandbox, patient, Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
                sent += heard > 0 ? 1 : 0;
                doubled += Math.max(0, heard - 1);
            }
            findings.add(of("kill-sent", sent, "texts"));
            findings.add(of("kill-lost", permits.size() - sent, "texts"));
            findings.add(of("kill-doubled", doubled, "texts"));
        }
    }

    /// How many texts a patient has, once there is one or it takes too long.
    private static int heard(Sandbox sandbox, Permitted patient, Duration atMost) {
        try {
            return Patience.await("a text", atMost, () -> Optional.of(sandbox.texts(patient.patient().phone()).size()).filter(count -> count > 0));
        } catch (IllegalStateException never) {
            return 0;
        }
    }

    private static void book(RunningSuite suite, List<Permitted> permits, int firstDay) throws Exception {
        var openings = Places.apart(suite, permits.getFirst().permitId(), permits.size(), firstDay);
        var desks = new Crowd(suite, suite.token(Person.DANA));
        var booked = desks.asks(201, permits.size(), (desk, number) -> desk.post("/api/appointments",
                Map.of("permitId", permits.get(number).permitId(), "openingId", openings.get(number).id()), UUID.randomUUID()));
        if (booked.count(201) < permits.size()) {
            throw new IllegalStateException("Of %d bookings only these: %s".formatted(permits.size(), booked.statuses()));
        }
    }

    private static void awaitAccepted(Sandbox sandbox, int count) {
        Patience.await(count + " texts", PATIENCE, () -> Optional.of(sandbox.accepted()).filter(accepted -> accepted >= count));
    }
}
