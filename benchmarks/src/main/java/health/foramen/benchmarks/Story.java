package health.foramen.benchmarks;

import health.foramen.benchmarks.running.Opening;
import health.foramen.benchmarks.running.Patient;
import health.foramen.benchmarks.running.RunningSuite;
import health.foramen.benchmarks.running.Sandbox;
import health.foramen.benchmarks.running.Staff;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/// One patient from the physician's form to the physician's news of what was done, step by step. Every step may be taken again when nobody answered:
/// under the same key, at the same revision.
final class Story implements AutoCloseable {

    /// What one person does, and how to see later that it is still done.
    static final class Step {

        private final String name;
        private final BooleanSupplier act;
        private final BooleanSupplier check;
        private String lastRefusal = "";

        private Step(String name, BooleanSupplier act, BooleanSupplier check) {
            this.name = name;
            this.act = act;
            this.check = check;
        }

        String name() {
            return name;
        }

        /// Present once it was acknowledged.
        Optional<Boolean> tried() {
            return asked(act);
        }

        /// Present when it can be seen.
        Optional<Boolean> stands() {
            return asked(check);
        }

        String lastRefusal() {
            return lastRefusal;
        }

        private Optional<Boolean> asked(BooleanSupplier question) {
            try {
                return question.getAsBoolean() ? Optional.of(true) : Optional.empty();
            } catch (RuntimeException noAnswer) {
                lastRefusal = noAnswer.toString();
                return Optional.empty();
            }
        }
    }

    private static final Set<String> DONE = Set.of("performed", "closed");

    private final Sandbox sandbox;
    private final Staff staff;
    private final List<Step> steps = new ArrayList<>();

    private String referralId;
    private String permitId;
    private String appointmentId;
    private Opening opening;
    private long revision;

    Story(RunningSuite suite, Patient patient) {
        this.sandbox = suite.sandbox();
        this.staff = new Staff(suite);
        var referring = UUID.randomUUID();
        var accepting = UUID.randomUUID();
        var booking = UUID.randomUUID();
        step("refer", () -> {
            referralId = staff.refer(patient, referring);
            return true;
        }, () -> referral().get("referralId").stringValue().equals(referralId));
        step("accept", () -> {
            permitId = staff.accept(referralId, accepting);
            return true;
        }, () -> !standing().equals("awaiting-triage"));
        step("book", () -> {
            staff.awaitPermit(permitId);
            if (opening == null) {
                opening = staff.openings(permitId, tomorrow(), 1).getFirst();
            }
            var booked = staff.book(permitId, opening, booking);
            if (!booked.is(200)) {
                booked.expect(201);
            }
            appointmentId = booked.json().get("appointmentId").stringValue();
            revision = booked.json().get("revision").longValue();
            return true;
        }, () -> !appointment().get("status").stringValue().equals("cancelled"));
        step("hear of the booking", () -> !sandbox.texts(patient.phone()).isEmpty(), () -> !sandbox.texts(patient.phone()).isEmpty());
        step("come on the day", () -> {
            sandbox.moveClockTo(opening.arriveAt());
            return true;
        }, () -> !sandbox.now().isBefore(opening.arriveAt()));
        change("arrive", Map.of());
        change("start", Map.of("timeOut", Map.of("patient", true, "side", true, "level", true, "clearances", true, "by", "Dr. Leila Haddad")));
        change("recover", Map.of());
        change("discharge", Map.of("followUp", Map.of("date", LocalDate.now().plusDays(60).toString())));
        // It closes when the patient's relief is known, months later; until then it tells the physician what was done.
        step("tell the physician", () -> DONE.contains(standing()), () -> DONE.contains(standing()));
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    private void change(String verb, Map<String, Object> said) {
        step(verb, () -> {
            revision = staff.change(appointmentId, verb, revision, said).get("revision").longValue();
            return true;
        }, () -> appointment().get("revision").longValue() >= revision);
    }

    private void step(String name, BooleanSupplier act, BooleanSupplier check) {
        steps.add(new Step(name, act, check));
    }

    private LocalDate tomorrow() {
        return LocalDate.ofInstant(sandbox.now(), ZoneOffset.UTC).plusDays(1);
    }

    private String standing() {
        return referral().get("status").stringValue();
    }

    private JsonNode referral() {
        return staff.referral(referralId);
    }

    private JsonNode appointment() {
        return staff.appointment(appointmentId);
    }

    @Override
    public void close() {
        staff.close();
        sandbox.close();
    }
}
