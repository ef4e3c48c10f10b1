package health.foramen.benchmarks;

import health.foramen.benchmarks.running.Patient;
import health.foramen.benchmarks.running.Person;
import health.foramen.benchmarks.running.RunningSuite;
import health.foramen.benchmarks.running.Staff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Patients whom the desk may book: each was referred and accepted like any other.
final class Permits {

    /// A token lives for minutes.
    private static final int ON_ONE_TOKEN = 2_000;

    record Permitted(Patient patient, String permitId) {
    }

    private Permits() {
    }

    static List<Permitted> forNewPatients(RunningSuite suite, int count) throws InterruptedException {
        return forNewPatients(suite, count, Patient::next);
    }

    static List<Permitted> forNewPatients(RunningSuite suite, int count, Supplier<Patient> patients) throws InterruptedException {
        var permits = new ArrayList<Permitted>();
        while (permits.size() < count) {
            permits.addAll(referredAndAccepted(suite, Stream.generate(patients).limit(Math.min(ON_ONE_TOKEN, count - permits.size())).toList()));
        }
        return List.copyOf(permits);
    }

    private static List<Permitted> referredAndAccepted(RunningSuite suite, List<Patient> patients) throws InterruptedException {
        var referrals = forAll(patients.size(), new Crowd(suite, suite.token(Person.DR_AMIN)), 201, "referralId",
                (physician, number) -> physician.post("/api/referrals", patients.get(number).referral(), UUID.randomUUID()));
        var permits = forAll(patients.size(), new Crowd(suite, suite.token(Person.DR_HADDAD)), 200, "permitId",
                (clinician, number) -> clinician.post("/api/referrals/" + referrals.get(number) + "/accept", Map.of("overrides", List.of()), UUID.randomUUID()));
        try (var staff = new Staff(suite)) {
            permits.values().forEach(staff::awaitPermit);
        }
        return IntStream.range(0, patients.size()).mapToObj(number -> new Permitted(patients.get(number), permits.get(number))).toList();
    }

    /// What the field of each answer said.
    private static Map<Integer, String> forAll(int count, Crowd crowd, int wanted, String field, Crowd.Shot shot) throws InterruptedException {
        var said = new ConcurrentHashMap<Integer, String>();
        var outcome = crowd.asks(wanted, count, (caller, number) -> {
            var answer = shot.fire(caller, number);
            if (answer.is(wanted)) {
                said.put(number, answer.json().get(field).stringValue());
            }
            return answer;
        });
        if (said.size() < count) {
            throw new IllegalStateException("Of %d only these have a %s: %s".formatted(count, field, outcome.statuses()));
        }
        return said;
    }
}
