package health.foramen.referral.patient.web;

import health.foramen.referral.care.Who;
import health.foramen.referral.care.web.IfMatch;
import health.foramen.referral.care.web.Mistakes;
import health.foramen.referral.care.web.Paging;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.patient.KeepingPatients;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.PatientOutcome;
import health.foramen.referral.patient.PatientSearch;
import health.foramen.referral.patient.Patients;
import health.foramen.safeguard.Person;
import health.foramen.shell.Problem;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Cards for other services and the desk; contact and consent, kept by the desk; erasure. */
@RestController
@RequestMapping("/api/patients")
public final class PatientsApi {

    private static final int MOST_CARDS = 200;
    private static final int LONGEST_SEARCH = 100;
    private static final int MOST_FOUND = 1_000;

    /** A page of a search. */
    public record Found(List<CardView> patients, Optional<String> next) {
    }

    /** Cards that were found, and ids of nobody. */
    public record Cards(List<CardView> cards, List<String> missing) {
    }

    private final Patients patients;
    private final PatientSearch search;
    private final KeepingPatients keeping;
    private final PatientReader reader;
    private final Clock clock;

    public PatientsApi(Patients patients, PatientSearch search, KeepingPatients keeping, PatientReader reader, Clock clock) {
        this.patients = patients;
        this.search = search;
        this.keeping = keeping;
        this.reader = reader;
        this.clock = clock;
    }

    @GetMapping
    Found find(@RequestParam("q") String words, @RequestParam Optional<String> cursor, @RequestParam(defaultValue = "50") int limit) {
        var all = search.find(words.strip().substring(0, Math.min(words.strip().length(), LONGEST_SEARCH)), MOST_FOUND);
        var page = Paging.of(all, PatientsApi::place, cursor, limit);
        return new Found(page.entries().stream().map(this::card).toList(), page.next());
    }

    @GetMapping("/{id}/card")
    ResponseEntity<?> card(@PathVariable UUID id) {
        return patients.find(id).filter(patient -> !patient.erased()).<ResponseEntity<?>>map(patient -> ResponseEntity.ok()
                .eTag("\"" + patient.versionAs(id) + "\"").body(CardView.of(id, patient, clock.instant()))).orElseGet(PatientsApi::unknown);
    }

    @PostMapping("/cards")
    Cards cards(@RequestBody JsonNode body) {
        var reading = Reading.of(body);
        var ids = reading.texts("ids", MOST_CARDS, 60);
        reading.nothingElse();
        Mistakes.refuse(reading.mistakes());
        var missing = new ArrayList<>(ids);
        var found = patients.find(ids.stream().map(PatientsApi::uuid).flatMap(Optional::stream).toList()).entrySet().stream()
                .filter(entry -> !entry.getValue().erased()).map(entry -> CardView.of(entry.getKey(), entry.getValue(), clock.instant())).toList();
        found.forEach(card -> missing.removeIf(id -> id.equalsIgnoreCase(card.patientId())));
        return new Cards(found, missing);
    }

    /** The desk has spoken to the patient. {@code reason} says how it knows. */
    @PostMapping("/{id}/contact")
    ResponseEntity<?> change(@PathVariable UUID id, @RequestHeader("If-Match") Optional<String> match, @RequestBody JsonNode body, Person person) {
        var reading = Reading.of(body);
        var contact = reader.contact(reading);
        var version = reading.whole("version", 1, Integer.MAX_VALUE);
        var reason = reading.needed("reason", reading.line("reason", 300));
        reading.nothingElse();
        Mistakes.refuse(reading.mistakes());
        if (match.isEmpty() && version.isEmpty()) {
            return Problem.of(HttpStatus.PRECONDITION_REQUIRED, "precondition-needed",
                    "This replaces the whole contact: say which version you have read, with If-Match.").with("header", "If-Match").response();
        }
        var seen = match.isPresent() ? IfMatch.version(match) : OptionalLong.of(version.orElseThrow());
        return answer(keeping.change(id, seen, contact, who(person), reason.orElseThrow()));
    }

    @PostMapping("/{id}/erase")
    ResponseEntity<?> erase(@PathVariable UUID id, @RequestBody JsonNode body, Person person) {
        var reading = Reading.of(body);
        var reason = reading.needed("reason", reading.line("reason", 300));
        reading.nothingElse();
        Mistakes.refuse(reading.mistakes());
        return answer(keeping.erase(id, who(person), reason.orElseThrow()));
    }

    private ResponseEntity<?> answer(PatientOutcome outcome) {
        return switch (outcome) {
            case PatientOutcome.Changed(var patient, _) -> ResponseEntity.ok().eTag("\"" + patient.version() + "\"").body(card(patient));
            case PatientOutcome.Unchanged(var patient) -> ResponseEntity.ok().eTag("\"" + patient.version() + "\"").body(card(patient));
            case PatientOutcome.Stale(var present) -> Problem.of(HttpStatus.PRECONDITION_FAILED, "stale-revision",
                    "The record has changed since you read it; look at it again.").with("version", present).response();
            case PatientOutcome.NotMergeable(var because) -> Problem.of(HttpStatus.CONFLICT, "not-mergeable", because).response();
            case PatientOutcome.Unknown _ -> unknown();
        };
    }

    /** As a register is sorted. */
    private static String place(Patient patient) {
        return Paging.name(patient.identity().familyName()) + Paging.name(patient.identity().givenName()) + patient.id();
    }

    private CardView card(Patient patient) {
        return CardView.of(patient.id(), patient, clock.instant());
    }

    private static ResponseEntity<?> unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "unknown-patient", "There is no such patient.").response();
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Who who(Person person) {
        return new Who(person.id(), person.name());
    }
}
