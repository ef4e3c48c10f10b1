package health.foramen.benchmarks.running;

import health.foramen.benchmarks.load.Answer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// A physician, a clinician and somebody at the front desk, each with a connection of their own: for one thread.
public final class Staff implements AutoCloseable {

    /// From one service to the next takes milliseconds; after a process has come back, seconds.
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Caller physician;
    private final Caller clinician;
    private final Caller desk;

    public Staff(RunningSuite suite) {
        physician = suite.as(Person.DR_AMIN);
        clinician = suite.as(Person.DR_HADDAD);
        desk = suite.as(Person.DANA);
    }

    public Answer submit(Patient patient, UUID key) {
        return physician.post("/api/referrals", patient.referral(), key);
    }

    /// The referral's id.
    public String refer(Patient patient, UUID key) {
        return submit(patient, key).expect(201).json().get("referralId").stringValue();
    }

    /// The permit's id.
    public String accept(String referralId, UUID key) {
        return clinician.post("/api/referrals/" + referralId + "/accept", Map.of("overrides", List.of()), key)
                .expect(200).json().get("permitId").stringValue();
    }

    /// Waits until the desk may book it: the permit travels from one service to the next.
    public void awaitPermit(String permitId) {
        Patience.await("the permit at the desk", PATIENCE, () -> Optional.of(askForOpenings(permitId, LocalDate.now(), 1)).filter(answer -> answer.is(200)));
    }

    /// A new patient's permit, from the form to the desk.
    public String permitFor(Patient patient) {
        var permitId = accept(refer(patient, UUID.randomUUID()), UUID.randomUUID());
        awaitPermit(permitId);
        return permitId;
    }

    public Answer askForOpenings(String permitId, LocalDate from, int limit) {
        return desk.get("/api/openings?permitId=%s&from=%s&limit=%d".formatted(permitId, from, limit));
    }

    public List<Opening> openings(String permitId, LocalDate from, int limit) {
        return askForOpenings(permitId, from, limit).expect(200).json().get("openings").values().stream().map(Opening::of).toList();
    }

    /// All at one site on one date, as far as a page reaches.
    public List<Opening> openingsAt(String permitId, String site, LocalDate date) {
        return desk.get("/api/openings?permitId=%s&site=%s&from=%s&to=%s&limit=100".formatted(permitId, site, date, date))
                .expect(200).json().get("openings").values().stream().map(Opening::of).toList();
    }

    public Answer book(String permitId, Opening opening, UUID key) {
        return desk.post("/api/appointments", Map.of("permitId", permitId, "openingId", opening.id()), key);
    }

    /// A step of the day: `arrive`, `start`, `recover`, `discharge`.
    public JsonNode change(String appointmentId, String verb, long revision, Map<String, Object> said) {
        var body = new HashMap<>(said);
        body.put("revision", revision);
        return desk.post("/api/appointments/" + appointmentId + "/" + verb, body).expect(200).json();
    }

    public JsonNode appointment(String appointmentId) {
        return desk.get("/api/appointments/" + appointmentId).expect(200).json();
    }

    public JsonNode referral(String referralId) {
        return physician.get("/api/referrals/" + referralId).expect(200).json();
    }

    @Override
    public void close() {
        physician.close();
        clinician.close();
        desk.close();
    }
}
