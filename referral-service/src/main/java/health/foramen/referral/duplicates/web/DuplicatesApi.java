package health.foramen.referral.duplicates.web;

import health.foramen.referral.care.web.Mistakes;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.care.Who;
import health.foramen.referral.duplicates.MergingPatients;
import health.foramen.referral.duplicates.Suspicion;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.PatientOutcome;
import health.foramen.safeguard.Person;
import health.foramen.shell.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Suspected duplicates, merging and separating, for programs. */
@RestController
public final class DuplicatesApi {

    private static final int MOST = 100;

    public record SuspicionView(String id, UUID first, UUID second, String because, Instant at) {
    }

    public record Suspected(List<SuspicionView> suspicions, Optional<String> next) {
    }

    public record Merged(UUID patientId, long version, Optional<UUID> mergedInto) {
    }

    private final MergingPatients merging;

    public DuplicatesApi(MergingPatients merging) {
        this.merging = merging;
    }

    @GetMapping("/api/patients/duplicates")
    ResponseEntity<?> suspected(@RequestParam Optional<String> cursor, @RequestParam(defaultValue = "50") int limit) {
        var all = merging.suspected();
        var from = cursor.map(last -> all.stream().map(Suspicion::id).toList().indexOf(last) + 1).orElse(0);
        if (cursor.isPresent() && from == 0) {
            return Problem.of(HttpStatus.BAD_REQUEST, "invalid-parameter", "That pair has left the list; begin anew.").with("parameter", "cursor").response();
        }
        var page = all.stream().skip(from).limit(Math.clamp(limit, 1, MOST)).toList();
        return ResponseEntity.ok(new Suspected(page.stream().map(one -> new SuspicionView(one.id(), one.first(), one.second(), one.because(), one.at())).toList(),
                from + page.size() < all.size() ? Optional.of(page.getLast().id()) : Optional.empty()));
    }

    @PostMapping("/api/patients/duplicates/{id}/keep-apart")
    ResponseEntity<?> keepApart(@PathVariable String id, Person person) {
        return merging.keepApart(id, who(person)) ? ResponseEntity.noContent().build()
                : Problem.of(HttpStatus.NOT_FOUND, "unknown-suspicion", "Nobody suspects that pair.").response();
    }

    /** {into, reason}: this record leads to the other one from now on. */
    @PostMapping("/api/patients/{id}/merge")
    ResponseEntity<?> merge(@PathVariable UUID id, @RequestBody JsonNode body, Person person) {
        var reading = Reading.of(body);
        var into = reading.needed("into", reading.line("into", 60)).flatMap(DuplicatesApi::uuid);
        if (into.isEmpty() && reading.mistakes().isEmpty()) {
            reading.wrong("into", "The id of a patient is expected.");
        }
        var reason = reading.needed("reason", reading.line("reason", 300));
        reading.nothingElse();
        Mistakes.refuse(reading.mistakes());
        return switch (merging.merge(id, into.orElseThrow(), who(person), reason.orElseThrow())) {
            case PatientOutcome.Changed(var kept, _) -> ResponseEntity.ok(new Merged(id, kept.versionAs(id), Optional.of(kept.id())));
            case PatientOutcome.Unchanged(var kept) -> ResponseEntity.ok(new Merged(id, kept.versionAs(id), Optional.of(kept.id())));
            case PatientOutcome.NotMergeable(var because) -> Problem.of(HttpStatus.CONFLICT, "not-mergeable", because).response();
            case PatientOutcome.Stale _, PatientOutcome.Unknown _ -> unknown();
        };
    }

    @PostMapping("/api/patients/{id}/separate")
    ResponseEntity<?> separate(@PathVariable UUID id, @RequestBody JsonNode body, Person person) {
        var reading = Reading.of(body);
        var reason = reading.needed("reason", reading.line("reason", 300));
        reading.nothingElse();
        Mistakes.refuse(reading.mistakes());
        return switch (merging.separate(id, who(person), reason.orElseThrow())) {
            case PatientOutcome.Changed(var patient, _) -> ResponseEntity.ok(merged(patient));
            case PatientOutcome.Unchanged(var patient) -> ResponseEntity.ok(merged(patient));
            case PatientOutcome.Stale _, PatientOutcome.NotMergeable _, PatientOutcome.Unknown _ -> unknown();
        };
    }

    private static Merged merged(Patient patient) {
        return new Merged(patient.id(), patient.version(), patient.leadsTo());
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

    static Who who(Person person) {
        return new Who(person.id(), person.name());
    }
}
