package health.foramen.scheduling.worklist.web;

import health.foramen.safeguard.Person;
import health.foramen.scheduling.permit.Card;
import health.foramen.scheduling.permit.Cards;
import health.foramen.scheduling.worklist.Item;
import health.foramen.scheduling.worklist.Why;
import health.foramen.scheduling.worklist.WorkingThroughList;
import health.foramen.shell.Problem;
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
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/worklist")
class WorklistApi {

    record Line(String id, Optional<String> patientId, Optional<String> patientName, Optional<String> permitId, Optional<String> appointmentId,
            Optional<String> what, String urgency, Instant since, Optional<LocalDate> due, Optional<Instant> until, Optional<String> owner) {
    }

    record Group(Why why, String title, List<Line> items) {
    }

    record Groups(int total, List<Group> groups) {
    }

    record Done(@Size(max = 200) String how) {
    }

    private final WorkingThroughList list;
    private final Cards cards;

    WorklistApi(WorkingThroughList list, Cards cards) {
        this.list = list;
        this.cards = cards;
    }

    @GetMapping
    Groups open() {
        Map<Why, List<Item>> groups = list.groups();
        Map<String, Card> names = cards.named(groups.values().stream().flatMap(List::stream).map(Item::patient).flatMap(Optional::stream).distinct().toList());
        return new Groups(groups.values().stream().mapToInt(List::size).sum(), groups.entrySet().stream()
                .map(g -> new Group(g.getKey(), g.getKey().words(), g.getValue().stream().map(item -> line(item, names)).toList())).toList());
    }

    @PostMapping("/{id}/claim")
    ResponseEntity<?> claim(@PathVariable String id, Person person) {
        return list.take(id, person.id(), person.name()) ? ResponseEntity.noContent().build()
                : list.find(id).<ResponseEntity<?>>map(item -> Problem.of(HttpStatus.CONFLICT, "taken", "Somebody else has it.")
                        .with("owner", item.owner().map(Item.Owner::name).orElse("")).response()).orElseGet(WorklistApi::unknown);
    }

    @PostMapping("/{id}/done")
    ResponseEntity<?> done(@PathVariable String id, @RequestBody(required = false) @jakarta.validation.Valid Done done, Person person) {
        return switch (list.done(id, person.id(), person.name(), done == null || done.how() == null ? "done" : done.how())) {
            case DONE -> ResponseEntity.noContent().build();
            case NOT_BY_HAND -> Problem.of(HttpStatus.CONFLICT, "not-by-hand", "It closes by itself when what it asks for is done.").response();
            case UNKNOWN -> unknown();
        };
    }

    private static Line line(Item item, Map<String, Card> names) {
        return new Line(item.id(), item.patient(), item.patient().map(names::get).map(Card::name), item.permit(), item.appointment(), item.what(),
                item.urgency(), item.since(), item.due(), item.until(), item.owner().map(Item.Owner::name));
    }

    private static ResponseEntity<?> unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "unknown-item", "There is no such item; perhaps it is done.").response();
    }
}
