package health.foramen.referral.history.web;

import health.foramen.outbox.StableIds;
import health.foramen.referral.history.BringingInHistory;
import health.foramen.referral.history.BringingInHistory.Brought;
import health.foramen.referral.history.HistoryList;
import health.foramen.referral.history.HistoryList.Counts;
import health.foramen.referral.history.HistoryList.Judged;
import health.foramen.referral.history.HistoryList.Verdict;
import health.foramen.referral.history.web.CsvLists.NoList;
import health.foramen.safeguard.Person;
import health.foramen.shell.Problem;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Lists of history for programs: bring one, watch the dry run, have it recorded, read what was rejected. */
@RestController
public final class HistoryListsApi {

    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

    public record ListView(UUID listId, String name, String phase, int lines, int worked, List<String> ignoredColumns, Counts checked, Counts recorded,
                           String by, Instant at) {

        static ListView of(HistoryList list) {
            return new ListView(list.id(), list.name(), list.phase().code(), list.lines(), list.worked(), list.ignored(), list.checked(), list.recorded(),
                    list.by().name(), list.at());
        }
    }

    public record Lists(List<ListView> lists) {
    }

    public record LineView(int line, String verdict, Optional<String> because) {
    }

    public record Lines(List<LineView> lines, Optional<String> next) {
    }

    private final BringingInHistory bringing;

    public HistoryListsApi(BringingInHistory bringing) {
        this.bringing = bringing;
    }

    @PostMapping(path = "/api/patients/history-lists", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<?> bring(@RequestHeader("Idempotency-Key") String key, @RequestParam MultipartFile file, Person person) {
        if (key.isBlank() || key.length() > 200) {
            return Problem.of(HttpStatus.BAD_REQUEST, "invalid-header", "The Idempotency-Key has 1 to 200 characters.").with("header", "Idempotency-Key").response();
        }
        try {
            return switch (bringing.bring(Uploads.read(StableIds.of("history-list", person.id(), key), file, person))) {
                case Brought.Taken(var list) -> ResponseEntity.created(URI.create("/api/patients/history-lists/" + list.id())).body(ListView.of(list));
                case Brought.KeyUsedForAnother _ -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "key-reused",
                        "This Idempotency-Key was used before with another file.").response();
            };
        } catch (NoList no) {
            return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "no-list", no.getMessage()).error("/file", no.getMessage()).response();
        }
    }

    @GetMapping("/api/patients/history-lists")
    Lists lists() {
        return new Lists(bringing.newest().stream().map(ListView::of).toList());
    }

    @GetMapping("/api/patients/history-lists/{id}")
    ResponseEntity<?> list(@PathVariable UUID id) {
        return bringing.find(id).<ResponseEntity<?>>map(list -> ResponseEntity.ok(ListView.of(list))).orElseGet(HistoryListsApi::unknown);
    }

    /** What was found out of each line, piece by piece. */
    @GetMapping("/api/patients/history-lists/{id}/lines")
    ResponseEntity<?> lines(@PathVariable UUID id, @RequestParam Optional<String> cursor) {
        var piece = cursor.map(text -> text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1).orElse(0);
        return bringing.find(id).<ResponseEntity<?>>map(list -> piece < 0 || piece > list.pieces()
                ? Problem.of(HttpStatus.BAD_REQUEST, "invalid-parameter", "No page of this list ever gave out that cursor.").with("parameter", "cursor").response()
                : ResponseEntity.ok(new Lines(bringing.judged(id, piece).stream().map(judged -> new LineView(judged.line().number(), judged.verdict().code(), judged.because())).toList(),
                        Optional.of(piece + 1).filter(next -> next < list.pieces()).map(String::valueOf)))).orElseGet(HistoryListsApi::unknown);
    }

    @GetMapping("/api/patients/history-lists/{id}/rejected")
    ResponseEntity<?> rejected(@PathVariable UUID id) {
        return bringing.find(id).<ResponseEntity<?>>map(list -> report(bringing, list)).orElseGet(HistoryListsApi::unknown);
    }

    @PostMapping("/api/patients/history-lists/{id}/record")
    ResponseEntity<?> record(@PathVariable UUID id) {
        return turned(id, bringing::record);
    }

    @PostMapping("/api/patients/history-lists/{id}/discard")
    ResponseEntity<?> discard(@PathVariable UUID id) {
        return turned(id, bringing::discard);
    }

    private ResponseEntity<?> turned(UUID id, Predicate<UUID> turn) {
        if (bringing.find(id).isEmpty()) {
            return unknown();
        }
        var turned = turn.test(id);
        var list = bringing.find(id).orElseThrow();
        return turned ? ResponseEntity.accepted().body(ListView.of(list)) : Problem.of(HttpStatus.CONFLICT, "list-not-open",
                "This cannot be done now: the list is " + list.phase().words() + ".").with("phase", list.phase().code()).response();
    }

    /** Streams nothing: the report of the longest list is a few megabytes. */
    static ResponseEntity<String> report(BringingInHistory bringing, HistoryList list) {
        Stream<Judged> rejected = Stream.iterate(0, piece -> piece < list.pieces(), piece -> piece + 1)
                .flatMap(piece -> bringing.judged(list.id(), piece).stream()).filter(judged -> judged.verdict() == Verdict.REJECTED);
        return ResponseEntity.ok().contentType(CSV).header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"rejected-lines.csv\"")
                .header("X-Content-Type-Options", "nosniff").body("\uFEFF" + CsvLists.report(rejected));
    }

    private static ResponseEntity<?> unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "unknown-list", "There is no such list, or it is older than 30 days.").response();
    }
}
