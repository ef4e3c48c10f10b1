package health.foramen.scheduling.worklist.web;

import health.foramen.safeguard.Person;
import health.foramen.scheduling.permit.Card;
import health.foramen.scheduling.permit.Cards;
import health.foramen.scheduling.worklist.Item;
import health.foramen.scheduling.worklist.Why;
import health.foramen.scheduling.worklist.WorkingThroughList;
import health.foramen.scheduling.worklist.WorkingThroughList.Counts;
import health.foramen.scheduling.worklist.WorkingThroughList.Whose;
import health.foramen.scheduling.worklist.Worklist;
import health.foramen.shell.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/worklist")
class WorklistApi {

    record Line(String id, Optional<String> patientId, Optional<String> patientName, Optional<String> permitId, Optional<String> appointmentId,
            Optional<String> what, String urgency, Instant since, Optional<LocalDate> due, Optional<Instant> until, Optional<String> owner,
            Optional<String> ownerId, Optional<LocalDate> snoozedUntil) {
    }

    record Group(Why why, String title, List<Line> items) {
    }

    record Groups(int total, Counts counts, List<Group> groups) {
    }

    record Assign(@NotBlank @Size(max = 100) String person, @NotBlank @Size(max = 120) String name, @Size(max = 100) String from) {
    }

    record Snooze(LocalDate until) {
    }

    record DoneLine(Line item, String how, String by, String name, Instant at) {
    }

    record DoneLines(LocalDate on, List<DoneLine> done) {
    }

    record Done(@Size(max = 200) String how) {
    }

    private final WorkingThroughList list;
    private final Cards cards;

    WorklistApi(WorkingThroughList list, Cards cards) {
        this.list = list;
        this.cards = cards;
    }

    /** @param snoozed also what is put off */
    @GetMapping
    Groups open(@RequestParam(defaultValue = "false") boolean snoozed, @RequestParam(required = false) Why why,
            @RequestParam(defaultValue = "anybodys") Whose owner, Person person) {
        List<Item> open = list.open();
        LocalDate today = list.today();
        Map<Why, List<Item>> groups = WorkingThroughList.grouped(open.stream().filter(item -> snoozed || !item.snoozed(today))
                .filter(item -> why == null || item.why() == why).filter(item -> owner.owns(item, person.id())).toList());
        Map<String, Card> names = names(groups.values().stream().flatMap(List::stream).toList());
        return new Groups(groups.values().stream().mapToInt(List::size).sum(), list.counts(open, person.id()), groups.entrySet().stream()
                .map(g -> new Group(g.getKey(), g.getKey().words(), g.getValue().stream().map(item -> line(item, names)).toList())).toList());
    }

    /** What was closed on a date: nothing disappears. */
    @GetMapping("/done")
    DoneLines done(@RequestParam(required = false) LocalDate on) {
        LocalDate date = on == null ? list.today() : on;
        List<Worklist.Closed> closed = list.closedOn(date);
        Map<String, Card> names = names(closed.stream().map(Worklist.Closed::item).toList());
        return new DoneLines(date, closed.stream().map(c -> new DoneLine(line(c.item(), names), c.closing().how(), c.closing().by(), c.closing().name(),
                c.closing().at())).toList());
    }

    private Map<String, Card> names(List<Item> items) {
        return cards.named(items.stream().map(Item::patient).flatMap(Optional::stream).distinct().toList());
    }

    @PostMapping("/{id}/give-back")
    ResponseEntity<?> giveBack(@PathVariable String id, Person person) {
        return list.giveBack(id, person.id()) ? ResponseEntity.noContent().build()
                : list.find(id).<ResponseEntity<?>>map(_ -> Problem.of(HttpStatus.CONFLICT, "not-yours", "It is not yours to give back.").response())
                        .orElseGet(WorklistApi::unknown);
    }

    /** Hands an item to somebody; {@code from} says whose it was seen to be, so that two do not hand it to two. */
    @PostMapping("/{id}/assign")
    ResponseEntity<?> assign(@PathVariable String id, @Valid @RequestBody Assign body) {
        return list.assign(id, Optional.ofNullable(body.from()).filter(f -> !f.isBlank()), body.person(), body.name()) ? ResponseEntity.noContent().build()
                : list.find(id).<ResponseEntity<?>>map(item -> Problem.of(HttpStatus.CONFLICT, "taken", "It has changed hands meanwhile.")
                        .with("owner", item.owner().map(Item.Owner::name).orElse("")).response()).orElseGet(WorklistApi::unknown);
    }

    @PostMapping("/{id}/snooze")
    ResponseEntity<?> snooze(@PathVariable String id, @RequestBody Snooze body) {
        return switch (list.snooze(id, Optional.ofNullable(body.until()))) {
            case DONE -> ResponseEntity.noContent().build();
            case NOT_LATER -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "snooze-invalid", "It is put off until a later day.").error("/until", "is not later than today").response();
            case TOO_FAR -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "snooze-invalid", "Nothing is put off for longer than " + WorkingThroughList.LONGEST_SNOOZE_DAYS + " days.")
                    .error("/until", "is too far away").response();
            case UNKNOWN -> unknown();
        };
    }

    @PostMapping("/{id}/reopen")
    ResponseEntity<?> reopen(@PathVariable String id) {
        return switch (list.reopen(id)) {
            case DONE -> ResponseEntity.noContent().build();
            case NOT_BY_HAND -> Problem.of(HttpStatus.CONFLICT, "not-by-hand", "It opens by itself when the thing itself is open again.").response();
            case UNKNOWN -> unknown();
        };
    }

    @PostMapping("/{id}/claim")
    ResponseEntity<?> claim(@PathVariable String id, Person person) {
        return list.take(id, person.id(), person.name()) ? ResponseEntity.noContent().build()
                : list.find(id).<ResponseEntity<?>>map(item -> Problem.of(HttpStatus.CONFLICT, "taken", "Somebody else has it.")
                        .with("owner", item.owner().map(Item.Owner::name).orElse("")).response()).orElseGet(WorklistApi::unknown);
    }

    @PostMapping("/{id}/done")
    ResponseEntity<?> done(@PathVariable String id, @RequestBody(required = false) @Valid Done done, Person person) {
        return switch (list.done(id, person.id(), person.name(), done == null || done.how() == null ? "done" : done.how())) {
            case DONE -> ResponseEntity.noContent().build();
            case NOT_BY_HAND -> Problem.of(HttpStatus.CONFLICT, "not-by-hand", "It closes by itself when what it asks for is done.").response();
            case UNKNOWN -> unknown();
        };
    }

    private static Line line(Item item, Map<String, Card> names) {
        return new Line(item.id(), item.patient(), item.patient().map(names::get).map(Card::name), item.permit(), item.appointment(), item.what(),
                item.urgency(), item.since(), item.due(), item.until(), item.owner().map(Item.Owner::name), item.owner().map(Item.Owner::id), item.snoozedUntil());
    }

    private static ResponseEntity<?> unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "unknown-item", "There is no such item; perhaps it is done.").response();
    }
}
