package health.foramen.referral.directory.web;

import health.foramen.referral.care.Who;
import health.foramen.referral.care.web.IfMatch;
import health.foramen.referral.care.web.Mistakes;
import health.foramen.referral.care.web.Paging;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.directory.Directory;
import health.foramen.referral.directory.DirectoryOutcome;
import health.foramen.referral.directory.KeepingDirectory;
import health.foramen.referral.directory.Physician;
import health.foramen.safeguard.Person;
import health.foramen.shell.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The physicians who refer, for the clinic's own people. */
@RestController
@RequestMapping("/api/directory")
public final class DirectoryApi {

    private static final int MOST_FOUND = 1_000;

    /** One physician as the directory knows them. */
    public record Entry(UUID physicianId, long version, String name, String practice, String practiceName, Optional<String> npi, Optional<String> phone, Optional<String> fax,
                        Optional<String> email, boolean signsIn) {

        static Entry of(Physician physician) {
            return new Entry(physician.id(), physician.version(), physician.name(), physician.practice(), physician.practiceName(), physician.npi(), physician.phone(), physician.fax(),
                    physician.email(), physician.account().isPresent());
        }
    }

    /** A page of those who fit. */
    public record Found(List<Entry> physicians, int all, Optional<String> next) {
    }

    /** A page of practices, by the code that their referrals and accounts carry. */
    public record Practices(List<Directory.Practice> practices, int all, Optional<String> next) {
    }

    private final KeepingDirectory directory;
    private final PhysicianReader reader;
    private final Clock clock;

    public DirectoryApi(KeepingDirectory directory, PhysicianReader reader, Clock clock) {
        this.directory = directory;
        this.reader = reader;
        this.clock = clock;
    }

    /** Those whose name, practice or number fits the words, those of one practice, or both. */
    @GetMapping("/physicians")
    ResponseEntity<?> find(@RequestParam("q") Optional<String> words, @RequestParam Optional<String> practice, @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = "50") int limit) {
        if (words.isEmpty() && practice.isEmpty()) {
            return Problem.of(HttpStatus.BAD_REQUEST, "invalid-parameter", "Say whom you look for, or whose physicians.").with("parameter", "q").response();
        }
        var typed = words.map(text -> text.substring(0, Math.min(text.length(), 100)));
        var found = typed.map(text -> directory.search(text, MOST_FOUND).stream().filter(physician -> practice.filter(code -> !code.equals(physician.practice())).isEmpty()).toList())
                .orElseGet(() -> directory.of(practice.orElseThrow()));
        var page = Paging.of(found, physician -> Paging.name(physician.name()) + physician.id(), cursor, limit);
        return ResponseEntity.ok(new Found(page.entries().stream().map(Entry::of).toList(), page.all(), page.next()));
    }

    @GetMapping("/physicians/{id}")
    ResponseEntity<?> read(@PathVariable UUID id) {
        return directory.find(id).<ResponseEntity<?>>map(DirectoryApi::whole).orElseGet(DirectoryApi::unknown);
    }

    /** The same name in the same practice again says something new about the same physician. */
    @PostMapping("/physicians")
    ResponseEntity<?> enter(@RequestBody JsonNode body) {
        var reading = Reading.of(body);
        var described = reader.read(reading);
        Mistakes.refuse(reading.mistakes());
        return whole(directory.enter(described));
    }

    /** {npi, phone, fax, email, reason}: the whole of how the physician is reached; what is left out is not known any more. */
    @PutMapping("/physicians/{id}/reach")
    ResponseEntity<?> correct(@PathVariable UUID id, @RequestHeader("If-Match") Optional<String> match, @RequestBody JsonNode body, Person person) {
        var reading = Reading.of(body);
        var reach = reader.reach(reading);
        var reason = reading.needed("reason", reading.line("reason", 300));
        reading.nothingElse();
        Mistakes.refuse(reading.mistakes());
        if (match.isEmpty()) {
            return Problem.of(HttpStatus.PRECONDITION_REQUIRED, "precondition-needed", "This replaces the whole contact: say which version you have read, with If-Match.")
                    .with("header", "If-Match").response();
        }
        return switch (directory.correct(id, IfMatch.version(match), reach, new Who(person.id(), person.name()), reason.orElseThrow(), clock.instant())) {
            case DirectoryOutcome.Changed(var physician) -> whole(physician);
            case DirectoryOutcome.Unchanged(var physician) -> whole(physician);
            case DirectoryOutcome.Stale(var present) -> Problem.of(HttpStatus.PRECONDITION_FAILED, "stale-revision", "The entry has changed since you read it; look at it again.")
                    .with("version", present.version()).response();
            case DirectoryOutcome.Unknown _ -> unknown();
        };
    }

    @GetMapping("/practices")
    Practices practices(@RequestParam Optional<String> cursor, @RequestParam(defaultValue = "50") int limit) {
        var page = Paging.of(directory.practices(), practice -> Paging.name(practice.name()) + Paging.name(practice.code()), cursor, limit);
        return new Practices(page.entries(), page.all(), page.next());
    }

    private static ResponseEntity<Entry> whole(Physician physician) {
        return ResponseEntity.ok().eTag("\"" + physician.version() + "\"").body(Entry.of(physician));
    }

    private static ResponseEntity<?> unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "unknown-physician", "The directory has no such physician.").response();
    }
}
