package health.foramen.scheduling.worklist.web;

import health.foramen.safeguard.Person;
import health.foramen.scheduling.permit.Card;
import health.foramen.scheduling.permit.Cards;
import health.foramen.scheduling.site.web.Wall;
import health.foramen.scheduling.worklist.Item;
import health.foramen.scheduling.worklist.Why;
import health.foramen.scheduling.worklist.WorkingThroughList;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What needs me now? */
@Controller
@RequestMapping("/worklist")
class WorklistPages {

    /** @param urgent whether it is already late, or asked for as urgent */
    record Row(String id, String name, String href, String what, String age, Wall.At due, boolean urgent, String urgency, Instant until, String owner,
            boolean mine, boolean byHand) {
    }

    record Group(String code, String title, String sentence, List<Row> rows) {
    }

    private final WorkingThroughList list;
    private final Cards cards;
    private final Clock clock;

    WorklistPages(WorkingThroughList list, Cards cards, Clock clock) {
        this.list = list;
        this.cards = cards;
        this.clock = clock;
    }

    @GetMapping
    String worklist(@RequestParam(required = false) String said, Person person, Model model) {
        Map<Why, List<Item>> groups = list.groups();
        Map<String, Card> names = cards.named(groups.values().stream().flatMap(List::stream).map(Item::patient).flatMap(Optional::stream).distinct().toList());
        List<Group> shown = groups.entrySet().stream().map(g -> new Group(g.getKey().code(), g.getKey().words(), g.getKey().sentence(),
                g.getValue().stream().map(item -> row(item, names, person)).toList())).toList();
        model.addAttribute("groups", shown);
        model.addAttribute("total", shown.stream().mapToInt(g -> g.rows().size()).sum());
        model.addAttribute("unowned", shown.stream().flatMap(g -> g.rows().stream()).filter(r -> r.owner() == null).count());
        model.addAttribute("said", switch (said) {
            case "taken" -> "It is yours.";
            case "theirs" -> "Somebody else was quicker.";
            case "done" -> "Done. It is kept with your name.";
            case "gone" -> "That had been done already.";
            case null, default -> null;
        });
        return "worklist";
    }

    @PostMapping("/take")
    String take(@RequestParam String id, Person person) {
        return "redirect:/worklist?said=" + (list.take(id, person.id(), person.name()) ? "taken" : "theirs");
    }

    @PostMapping("/done")
    String done(@RequestParam String id, Person person) {
        return "redirect:/worklist?said=" + (list.done(id, person.id(), person.name(), "done") == WorkingThroughList.Outcome.DONE ? "done" : "gone");
    }

    private Row row(Item item, Map<String, Card> names, Person person) {
        Instant now = clock.instant();
        String name = item.patient().map(names::get).map(Card::name).orElse("Unknown sender");
        boolean late = item.due().filter(due -> due.isBefore(now.atZone(ZoneOffset.UTC).toLocalDate())).isPresent();
        return new Row(item.id(), name, href(item), item.what().map(Wall::words).orElse(""), Wall.age(item.since(), now),
                item.due().map(Wall::day).orElse(null), late || item.urgency().equals("urgent"), late ? "late" : item.urgency(), item.until().orElse(null),
                item.owner().map(Item.Owner::name).orElse(null), item.owner().filter(o -> o.id().equals(person.id())).isPresent(), item.why().closedByHand());
    }

    /** Where the thing itself is done. */
    private static String href(Item item) {
        return switch (item.why()) {
            case NEEDS_BOOKING -> "/openings?permit=" + item.permit().orElse("");
            case ON_HOLD, MOVED_BY_CLINIC, PERMIT_WITHDRAWN, CHANGE_REQUESTED, RIDE_MISSING, MESSAGE_FAILED -> "/appointments/" + item.appointment().orElse("");
            case REPLY_TO_READ -> item.patient().map(p -> "/conversations/" + p).orElse("/conversations");
        };
    }
}
