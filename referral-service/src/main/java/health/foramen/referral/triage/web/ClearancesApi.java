package health.foramen.referral.triage.web;

import health.foramen.referral.care.Clearance;
import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Who;
import health.foramen.referral.care.web.IfMatch;
import health.foramen.referral.care.web.Mistakes;
import health.foramen.referral.care.web.Paging;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.referral.ClearanceTask;
import health.foramen.referral.referral.Refusal;
import health.foramen.referral.referral.web.Callers;
import health.foramen.referral.referral.web.RefusalProblems;
import health.foramen.referral.triage.SettlingClearances;
import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What must be settled before a needle, for programs. The desk sees and settles what is its own: payers and signed consents. */
@RestController
public final class ClearancesApi {

    public record TaskView(String referralId, long revision, String kind, String state, String detail, String plan, Optional<String> owner, Optional<LocalDate> due,
                           boolean overdue, boolean withholds, boolean holdOnly, LocalDate earliest, List<String> unsigned, Optional<Instant> requestedAt) {
    }

    /** A page of what is not cleared. @param all how many fit */
    public record Listed(List<TaskView> clearances, int all, Optional<String> next) {
    }

    public record EntryView(String referralId, Instant at, String by, String what, Optional<String> why) {
    }

    public record History(List<EntryView> entries, Optional<String> next) {
    }

    private final SettlingClearances settling;
    private final Clock clock;

    public ClearancesApi(SettlingClearances settling, Clock clock) {
        this.settling = settling;
        this.clock = clock;
    }

    /** Which clearances this person may settle. */
    static Set<Clearance.Kind> kinds(Person person) {
        return Arrays.stream(Clearance.Kind.values()).filter(kind -> person.is(Role.CLINICIAN) || kind.isTheDesks()).collect(Collectors.toSet());
    }

    /** @param owner {@code me}, {@code nobody}, or absent for everybody's */
    @GetMapping("/api/clearances")
    ResponseEntity<?> list(@RequestParam Optional<String> owner, @RequestParam Optional<String> kind, @RequestParam(defaultValue = "false") boolean overdue,
            @RequestParam(defaultValue = "false") boolean history, @RequestParam Optional<String> cursor, @RequestParam(defaultValue = "50") int limit, Person person) {
        if (history) {
            var theirs = kinds(person);
            var page = settling.settled(cursor, Math.clamp(limit, 1, Paging.MOST));
            return ResponseEntity.ok(new History(page.entries().stream().filter(entry -> theirs.stream().anyMatch(each -> entry.change().what().startsWith(each.words())))
                    .map(entry -> new EntryView(entry.referral().id().toString(), entry.change().at(), entry.change().by().name(), entry.change().what(), entry.change().why()))
                    .toList(), page.next()));
        }
        var wanted = kind.map(code -> Coded.of(Clearance.Kind.class, code)
                .orElseThrow(() -> new Mistakes(List.of(new Reading.Mistake("/kind", "The kind " + code + " is not known.")))));
        var kinds = kinds(person).stream().filter(each -> wanted.filter(one -> one != each).isEmpty()).collect(Collectors.toSet());
        var filter = new SettlingClearances.Filter(kinds, owner.filter("me"::equals).map(_ -> Callers.who(person)), owner.filter("nobody"::equals).isPresent(), overdue);
        var today = LocalDate.now(clock);
        var page = Paging.of(settling.waiting(filter), item -> place(item, today), cursor, limit);
        return ResponseEntity.ok(new Listed(page.entries().stream().map(item -> view(item, today)).toList(), page.all(), page.next()));
    }

    /** As the list is sorted: what is due first on top, then whose first day comes first. */
    private static String place(SettlingClearances.Item item, LocalDate today) {
        return "%s-%s-%d-%s".formatted(item.task().due().orElse(today), item.referral().acceptance().orElseThrow().earliestNow(), item.task().kind().ordinal(), item.referral().id());
    }

    /** {state: cleared | refused | open, note}; of a blood thinner also {as}, of a payer {requested} or {number, validFrom, expires}. */
    @PostMapping("/api/referrals/{id}/clearances/{kind}")
    ResponseEntity<?> say(@PathVariable UUID id, @PathVariable String kind, @RequestHeader("If-Match") Optional<String> seen, @RequestBody JsonNode body, Person person) {
        var which = kind(kind, person);
        var reading = Reading.of(body);
        var word = WordReader.word(reading, which, LocalDate.now(clock));
        reading.nothingElse();
        Mistakes.refuse(reading.mistakes());
        return which.isEmpty() ? unknown()
                : TriageApi.answer(settling.say(id, IfMatch.version(seen), which.get(), word.orElseThrow(), Callers.who(person)));
    }

    /** {owner: me | nobody, due}. */
    @PostMapping("/api/referrals/{id}/clearances/{kind}/assign")
    ResponseEntity<?> assign(@PathVariable UUID id, @PathVariable String kind, @RequestHeader("If-Match") Optional<String> seen, @RequestBody JsonNode body, Person person) {
        var which = kind(kind, person);
        var reading = Reading.of(body);
        var owner = owner(reading, person);
        var due = reading.date("due");
        reading.nothingElse();
        Mistakes.refuse(reading.mistakes());
        return which.isEmpty() ? unknown() : TriageApi.answer(settling.assign(id, IfMatch.version(seen), which.get(), owner, due, Callers.who(person)));
    }

    /** {kind, detail, due}: something that was not known at the acceptance, such as a fever on the phone. */
    @PostMapping("/api/referrals/{id}/clearances")
    ResponseEntity<?> require(@PathVariable UUID id, @RequestHeader("If-Match") Optional<String> seen, @RequestBody JsonNode body, Person person) {
        var reading = Reading.of(body);
        var kind = reading.needed("kind", reading.word("kind", Clearance.Kind.class));
        var detail = reading.needed("detail", reading.lines("detail", 1_000));
        var due = reading.date("due");
        reading.nothingElse();
        Mistakes.refuse(reading.mistakes());
        return TriageApi.answer(settling.require(id, IfMatch.version(seen), kind.orElseThrow(), detail.orElseThrow(), due, Callers.who(person)));
    }

    static Optional<Who> owner(Reading reading, Person person) {
        return reading.needed("owner", reading.line("owner", 20)).flatMap(owner -> switch (owner) {
            case "me" -> Optional.of(Callers.who(person));
            case "nobody" -> Optional.empty();
            default -> {
                reading.wrong("owner", "Expected is me or nobody.");
                yield Optional.empty();
            }
        });
    }

    /** To whom a kind is not given, it does not exist. */
    static Optional<Clearance.Kind> kind(String code, Person person) {
        return Coded.of(Clearance.Kind.class, code).filter(kinds(person)::contains);
    }

    private static ResponseEntity<?> unknown() {
        return RefusalProblems.of(new Refusal.NoSuchClearance()).response();
    }

    private static TaskView view(SettlingClearances.Item item, LocalDate today) {
        var acceptance = item.referral().acceptance().orElseThrow();
        var task = item.task();
        return new TaskView(item.referral().id().toString(), item.referral().revision(), task.kind().code(), task.state().code(), task.detail(), acceptance.plan().words(),
                task.owner().map(Who::name), task.due(), task.overdue(today), task.kind().withholds(), task.kind().holdsOnly(), acceptance.earliestNow(),
                task.unsigned().stream().map(ClearanceTask.As::code).toList(), task.authorisation().flatMap(ClearanceTask.Authorisation::requestedAt));
    }
}
