package health.foramen.scheduling.openings.web;

import health.foramen.scheduling.day.Constraint;
import health.foramen.scheduling.openings.Acquaintances;
import health.foramen.scheduling.openings.CountingOpenings;
import health.foramen.scheduling.openings.DayBoards;
import health.foramen.scheduling.openings.FindingOpenings;
import health.foramen.scheduling.openings.Filter;
import health.foramen.scheduling.openings.FindingOpenings.Found;
import health.foramen.scheduling.openings.OpeningId;
import health.foramen.scheduling.openings.RecentPermits;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.site.Setting;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.site.Weekday;
import health.foramen.shell.Problem;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
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

    record Why(Constraint constraint, String sentence, int removed, Optional<String> nearest, Optional<String> change) {
    }

    /** @param nearest the soonest opening that this part of the search hides, when it leaves none */
    record Narrowed(String part, int removed, Optional<OpeningWords> nearest) {
    }

    record Answer(List<OpeningWords> openings, Optional<String> next, List<Why> whyNot, List<Narrowed> narrowed) {
    }

    private final RecentPermits permits;
    private final FindingOpenings finding;
    private final DayBoards boards;
    private final CountingOpenings counting;
    private final Acquaintances acquaintances;
    private final Sites sites;

    OpeningsApi(RecentPermits permits, FindingOpenings finding, DayBoards boards, CountingOpenings counting, Acquaintances acquaintances, Sites sites) {
        this.counting = counting;
        this.acquaintances = acquaintances;
        this.sites = sites;
        this.permits = permits;
        this.finding = finding;
        this.boards = boards;
    }

    @GetMapping("/api/openings")
    ResponseEntity<?> openings(@RequestParam String permitId, @RequestParam(required = false) LocalDate from, @RequestParam(required = false) LocalDate to,
            @RequestParam(required = false) String site, @RequestParam(required = false) Setting setting, @RequestParam(required = false) String clinician,
            @RequestParam(required = false) Weekday weekday, @RequestParam(required = false) LocalTime earliest, @RequestParam(required = false) LocalTime latest,
            @RequestParam(defaultValue = "false") boolean overbook,
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
        var filter = new Filter(Optional.ofNullable(from), Optional.ofNullable(to), set(named(site)), set(Optional.ofNullable(setting)), set(named(clinician)),
                set(Optional.ofNullable(weekday)), Optional.ofNullable(earliest), Optional.ofNullable(latest), Set.of(), overbook);
        Found found = finding.find(permit.get(), filter, acquaintances.of(permit.get().patient()), after, limit, "");
        List<CountingOpenings.Narrowing> narrowed = found.openings().isEmpty() && after.isEmpty() ? counting.narrowings(permit.get(), filter, "") : List.of();
        return ResponseEntity.ok(new Answer(found.openings().stream().map(OpeningWords::of).toList(), found.next(), found.whyNot().stream()
                .map(w -> new Why(w.constraint(), w.constraint().words(), w.removed(), w.nearest().map(Object::toString),
                        ChangeWords.of(w, permit.get(), sites))).toList(), narrowed.stream().map(n -> new Narrowed(n.part().name().toLowerCase(Locale.ROOT),
                        n.removed(), n.nearest().map(OpeningWords::of))).toList()));
    }

    private static <T> Set<T> set(Optional<T> maybe) {
        return maybe.map(Set::of).orElse(Set.of());
    }

    private static Optional<String> named(String maybe) {
        return Optional.ofNullable(maybe).filter(s -> !s.isBlank());
    }
}
