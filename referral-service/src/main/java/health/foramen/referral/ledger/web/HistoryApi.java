package health.foramen.referral.ledger.web;

import health.foramen.referral.care.web.Mistakes;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.ledger.Ledger;
import health.foramen.referral.ledger.Ledgers;
import health.foramen.referral.ledger.Session;
import health.foramen.referral.patient.Patients;
import health.foramen.safeguard.Person;
import health.foramen.shell.Problem;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a patient has had, here and elsewhere. */
@RestController
@RequestMapping("/api/patients/{id}/history")
public final class HistoryApi {

    /** As many injection sessions as anybody has had. */
    private static final int MOST_LINES = 200;

    public record SessionView(String sessionId, LocalDate date, String region, String procedure, Optional<String> payer, String source,
                              List<Session.Relief> relief) {
    }

    public record History(String patientId, List<SessionView> sessions) {
    }

    public record Recorded(int recorded, int known, List<SessionView> sessions) {
    }

    private final HistoryReader reader;
    private final Ledgers ledgers;
    private final Patients patients;

    public HistoryApi(HistoryReader reader, Ledgers ledgers, Patients patients) {
        this.reader = reader;
        this.ledgers = ledgers;
        this.patients = patients;
    }

    @GetMapping
    ResponseEntity<?> history(@PathVariable UUID id) {
        return patients.find(id).isEmpty() ? unknown() : ResponseEntity.ok(new History(id.toString(), sessions(id)));
    }

    /** A list of lines, or one line: {date, region, procedure, payer?, source}. */
    @PostMapping
    ResponseEntity<?> record(@PathVariable UUID id, @RequestBody JsonNode body, Person person) {
        if (patients.find(id).isEmpty()) {
            return unknown();
        }
        var whole = JsonNodeFactory.instance.objectNode();
        whole.set("sessions", body.isArray() ? body : body.has("sessions") ? body.get("sessions") : JsonNodeFactory.instance.arrayNode().add(body));
        var reading = Reading.of(whole);
        var lines = reading.objects("sessions", MOST_LINES, line -> reader.line(id, line, person));
        var wrapped = body.isArray() ? "^/sessions" : body.has("sessions") ? "^" : "^/sessions/0";
        Mistakes.refuse(reading.mistakes().stream()
                .map(mistake -> new Reading.Mistake(mistake.pointer().replaceFirst(wrapped, ""), mistake.detail())).toList());
        var recorded = reader.record(id, lines);
        return ResponseEntity.status(recorded > 0 ? HttpStatus.CREATED : HttpStatus.OK).body(new Recorded(recorded, lines.size() - recorded, sessions(id)));
    }

    private List<SessionView> sessions(UUID id) {
        return ledgers.of(id).stream().flatMap(ledger -> ledger.performed().stream().map(session -> view(ledger, session))).toList();
    }

    private static SessionView view(Ledger ledger, Session session) {
        return new SessionView(session.id(), session.date(), ledger.region().code(), session.procedure().code(), session.payer(), session.source(),
                session.relief());
    }

    private static ResponseEntity<?> unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "unknown-patient", "There is no such patient.").response();
    }
}
