package health.foramen.scheduling.openings.web;

import health.foramen.scheduling.day.Constraint;
import health.foramen.scheduling.openings.DayBoards;
import health.foramen.scheduling.openings.FindingOpenings;
import health.foramen.scheduling.openings.Filter;
import health.foramen.scheduling.openings.FindingOpenings.Found;
import health.foramen.scheduling.openings.OpeningId;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.site.Setting;
import health.foramen.shell.Problem;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OpeningsApi {

    static final int MOST = 100;

    record Why(Constraint constraint, String sentence, int removed, Optional<String> nearest) {
    }

    record Answer(List<OpeningWords> openings, Optional<String> next, List<Why> whyNot) {
    }

    private final Permits permits;
    private final FindingOpenings finding;
    private final DayBoards boards;

    OpeningsApi(Permits permits, FindingOpenings finding, DayBoards boards) {
        this.permits = permits;
        this.finding = finding;
        this.boards = boards;
    }

    @GetMapping("/api/openings")
    ResponseEntity<?> openings(@RequestParam String permitId, @RequestParam(required = false) LocalDate from, @RequestParam(required = false) LocalDate to,
            @RequestParam(required = false) String site, @RequestParam(required = false) Setting setting, @RequestParam(required = false) String clinician,
            @RequestParam(defaultValue = "20") int limit, @RequestParam(required = false) String cursor) {
        if (limit < 1 || limit > MOST) {
            return Problem.of(HttpStatus.BAD_REQUEST, "invalid-fields", "Ask for 1 to " + MOST + " openings.").error("/limit", "is out of range").response();
        }
        Optional<OpeningId> after = Optional.ofNullable(cursor).flatMap(OpeningId::find);
        if (cursor != null && after.isEmpty()) {
            return Problem.of(HttpStatus.BAD_REQUEST, "invalid-fields", "The cursor is none of ours.").error("/cursor", "cannot be read").response();
        }
        Optional<Permit> permit = permits.find(permitId);
        if (permit.isEmpty()) {
            return Problem.of(HttpStatus.NOT_FOUND, "unknown-permit", "No permit of that id has come here.").error("/permitId", "is unknown").response();
        }
        if (!boards.ready()) {
            return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "not-ready", "The days have not been read yet.").retryAfter(Duration.ofSeconds(1)).response();
        }
        var filter = new Filter(Optional.ofNullable(from), Optional.ofNullable(to), named(site), Optional.ofNullable(setting), named(clinician));
        Found found = finding.find(permit.get(), filter, Set.of(), after, limit, "");
        return ResponseEntity.ok(new Answer(found.openings().stream().map(OpeningWords::of).toList(), found.next(), found.whyNot().stream()
                .map(w -> new Why(w.constraint(), w.constraint().words(), w.removed(), w.nearest().map(Object::toString))).toList()));
    }

    private static Optional<String> named(String maybe) {
        return Optional.ofNullable(maybe).filter(s -> !s.isBlank());
    }
}
