package health.foramen.scheduling.worklist.web;

import health.foramen.safeguard.Person;
import health.foramen.scheduling.permit.Card;
import health.foramen.scheduling.permit.Cards;
import health.foramen.scheduling.site.web.Wall;
import health.foramen.scheduling.worklist.Item;
import health.foramen.scheduling.worklist.Why;
import health.foramen.scheduling.worklist.WorkingThroughList;
import health.foramen.scheduling.worklist.WorkingThroughList.Snoozed;
import health.foramen.scheduling.worklist.WorkingThroughList.Whose;
import health.foramen.scheduling.worklist.Worklist;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** What needs me now? */
@Controller
@RequestMapping("/worklist")
class WorklistPages {

    /** What the desk chose to see; every part may be empty. */
    record View(Why why, Whose whose, Boolean late, Boolean snoozed, String find) {

        Whose owner() {
            return whose == null ? Whose.ANYBODYS : whose;
        }

        public boolean onlyLate() {
            return Boolean.TRUE.equals(late);
        }

        public boolean onlySnoozed() {
            return Boolean.TRUE.equals(snoozed);
        }

        String words() {
            return find == null ? "" : find.strip().toLowerCase(Locale.ROOT);
        }

        public boolean filtered() {
            return why != null || owner() != Whose.ANYBODYS || onlyLate() || onlySnoozed() || !words().isEmpty();
        }

        UriComponentsBuilder path() {
            var path = UriComponentsBuilder.fromPath("/worklist");
            Optional.ofNullable(why).ifPresent(w -> path.queryParam("why", w.code()));
            if (owner() != Whose.ANYBODYS) {
                path.queryParam("whose", owner().code());
            }
            if (onlyLate()) {
                path.queryParam("late", true);
            }
            if (onlySnoozed()) {
                path.queryParam("snoozed", true);
            }
            if (!words().isEmpty()) {
                path.queryParam("find", find.strip());
            }
            return path;
        }
    }

    /** @param urgent whether it is already late, or asked for as urgent */
    record Row(String id, String name, String href, String book, String what, String age, Wall.At due, boolean urgent, String urgency, Instant until, String owner,
            String ownerId, boolean mine, boolean byHand, Wall.At snoozedUntil) {
    }

    record Group(String code, String title, String sentence, List<Row> rows) {
    }

    record Chip(String words, long number, String href, boolean on) {
    }

    record DoneRow(String id, String name, String href, String title, String what, String how, String by, Wall.At at, boolean byHand) {
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
    String worklist(@ModelAttribute View view, @RequestParam(required = false) String said, @RequestParam(required = false) String undo, Person person, Model model) {
        list.met(person.id(), person.name());
        LocalDate today = list.today();
        List<Item> open = list.open();
        List<Item> seen = open.stream().filter(item -> view.onlySnoozed() == item.snoozed(today)).toList();
        List<Item> wanted = seen.stream().filter(item -> view.why() == null || item.why() == view.why()).filter(item -> view.owner().owns(item, person.id()))
                .filter(item -> !view.onlyLate() || item.late(today)).toList();
        Map<String, Card> names = names(wanted);
        Map<Why, List<Item>> groups = WorkingThroughList.grouped(wanted.stream().filter(item -> view.words().isEmpty()
                || name(item, names).toLowerCase(Locale.ROOT).contains(view.words())).toList());
        List<Group> shown = groups.entrySet().stream().map(g -> new Group(g.getKey().code(), g.getKey().words(), g.getKey().sentence(),
                g.getValue().stream().map(item -> row(item, names, person, today)).toList())).toList();
        WorkingThroughList.Counts counts = list.counts(open, person.id());
        model.addAttribute("groups", shown);
        model.addAttribute("total", counts.open());
        model.addAttribute("unowned", counts.nobodys());
        model.addAttribute("shown", shown.stream().mapToInt(g -> g.rows().size()).sum());
        model.addAttribute("view", view);
        model.addAttribute("here", view.path().build().encode().toUriString());
        model.addAttribute("chips", chips(view, counts, seen));
        model.addAttribute("colleagues", list.colleagues().stream().filter(c -> !c.id().equals(person.id())).toList());
        model.addAttribute("me", person.id());
        model.addAttribute("tomorrow", today.plusDays(1));
        model.addAttribute("inAWeek", today.plusDays(7));
        model.addAttribute("furthest", today.plusDays(WorkingThroughList.LONGEST_SNOOZE_DAYS));
        model.addAttribute("undo", "done".equals(said) ? undo : null);
        model.addAttribute("said", switch (said) {
            case "taken" -> "It is yours.";
            case "given-back" -> "It is nobody's again.";
            case "assigned" -> "Handed over.";
            case "snoozed" -> "Put off. It comes back by itself.";
            case "awake" -> "It is back on the list.";
            case "done" -> "Done. It is kept with your name.";
            case "undone" -> "Taken back: it is open again.";
            case null, default -> null;
        });
        model.addAttribute("turned", switch (said) {
            case "theirs" -> "Somebody else was quicker.";
            case "gone" -> "That had been done already.";
            case "no-date" -> "Choose a day after today, at most two months away.";
            case null, default -> null;
        });
        return "worklist";
    }

    /** Nothing disappears: what was closed on a day, by whom and how. */
    @GetMapping("/done")
    String done(@RequestParam(required = false) LocalDate on, @RequestParam(defaultValue = "") String find, Model model) {
        LocalDate date = on == null ? list.today() : on;
        List<Worklist.Closed> closed = list.closedOn(date);
        Map<String, Card> names = names(closed.stream().map(Worklist.Closed::item).toList());
        String words = find.strip().toLowerCase(Locale.ROOT);
        model.addAttribute("day", Wall.dayOfYear(date));
        model.addAttribute("on", date);
        model.addAttribute("find", find.strip());
        model.addAttribute("before", "/worklist/done?on=" + date.minusDays(1));
        model.addAttribute("after", date.isBefore(list.today()) ? "/worklist/done?on=" + date.plusDays(1) : null);
        model.addAttribute("rows", closed.stream().filter(c -> words.isEmpty() || name(c.item(), names).toLowerCase(Locale.ROOT).contains(words))
                .map(c -> new DoneRow(c.item().id(), name(c.item(), names), href(c.item()), c.item().why().words(), c.item().what().map(Wall::words).orElse(""),
                        Wall.words(c.closing().how()), c.closing().name(), Wall.time(c.closing().at(), list.zone()), c.item().why().closedByHand())).toList());
        return "worklist-done";
    }

    @PostMapping("/take")
    String take(@RequestParam String id, @ModelAttribute View view, Person person) {
        return back(view, list.take(id, person.id(), person.name()) ? "taken" : "theirs");
    }

    @PostMapping("/give-back")
    String giveBack(@RequestParam String id, @ModelAttribute View view, Person person) {
        return back(view, list.giveBack(id, person.id()) ? "given-back" : "theirs");
    }

    @PostMapping("/assign")
    String assign(@RequestParam String id, @RequestParam(defaultValue = "") String from, @RequestParam String to, @ModelAttribute View view) {
        Optional<Worklist.Colleague> colleague = list.colleagues().stream().filter(c -> c.id().equals(to)).findFirst();
        boolean assigned = colleague.filter(c -> list.assign(id, Optional.of(from).filter(f -> !f.isBlank()), c.id(), c.name())).isPresent();
        return back(view, assigned ? "assigned" : "theirs");
    }

    @PostMapping("/snooze")
    String snooze(@RequestParam String id, @RequestParam(required = false) LocalDate until, @RequestParam(defaultValue = "false") boolean wake,
            @ModelAttribute View view) {
        if (!wake && until == null) {
            return back(view, "no-date");
        }
        Snoozed outcome = list.snooze(id, Optional.ofNullable(until).filter(_ -> !wake));
        return back(view, switch (outcome) {
            case DONE -> wake ? "awake" : "snoozed";
            case NOT_LATER, TOO_FAR -> "no-date";
            case UNKNOWN -> "gone";
        });
    }

    @PostMapping("/done")
    String done(@RequestParam String id, @ModelAttribute View view, Person person) {
        return list.done(id, person.id(), person.name(), "done") == WorkingThroughList.Outcome.DONE
                ? "redirect:" + view.path().queryParam("said", "done").queryParam("undo", id).build().encode().toUriString() : back(view, "gone");
    }

    @PostMapping("/reopen")
    String reopen(@RequestParam String id, @ModelAttribute View view) {
        return back(view, list.reopen(id) == WorkingThroughList.Outcome.DONE ? "undone" : "gone");
    }

    private static String back(View view, String said) {
        return "redirect:" + view.path().queryParam("said", said).build().encode().toUriString();
    }

    /** By whose it is, how late, and why; each leads to the list with it, or without it again. */
    private static List<Chip> chips(View view, WorkingThroughList.Counts counts, List<Item> seen) {
        var chips = new ArrayList<Chip>();
        chips.add(chip("Mine", counts.mine(), view, new View(view.why(), view.owner() == Whose.MINE ? null : Whose.MINE, view.late(), null, view.find()),
                view.owner() == Whose.MINE));
        chips.add(chip("Nobody's", counts.nobodys(), view, new View(view.why(), view.owner() == Whose.NOBODYS ? null : Whose.NOBODYS, view.late(), null, view.find()),
                view.owner() == Whose.NOBODYS));
        chips.add(chip("Late", counts.late(), view, new View(view.why(), view.whose(), view.onlyLate() ? null : true, null, view.find()), view.onlyLate()));
        chips.add(chip("Put off", counts.snoozed(), view, new View(view.why(), view.whose(), null, view.onlySnoozed() ? null : true, view.find()), view.onlySnoozed()));
        seen.stream().collect(Collectors.groupingBy(Item::why, Collectors.counting())).entrySet().stream().sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .forEach(e -> chips.add(chip(e.getKey().words(), e.getValue(), view,
                        new View(view.why() == e.getKey() ? null : e.getKey(), view.whose(), view.late(), view.snoozed(), view.find()), view.why() == e.getKey())));
        return chips.stream().filter(c -> c.number() > 0 || c.on()).toList();
    }

    private static Chip chip(String words, long number, View view, View to, boolean on) {
        return new Chip(words, number, to.path().build().encode().toUriString(), on);
    }

    private Map<String, Card> names(List<Item> items) {
        return cards.named(items.stream().map(Item::patient).flatMap(Optional::stream).distinct().toList());
    }

    private static String name(Item item, Map<String, Card> names) {
        return item.patient().map(names::get).map(Card::name).orElse("Unknown sender");
    }

    private Row row(Item item, Map<String, Card> names, Person person, LocalDate today) {
        boolean late = item.late(today);
        return new Row(item.id(), name(item, names), href(item), item.permit().map(permit -> booking(item, permit)).orElse(null),
                item.what().map(Wall::words).orElse(""), Wall.age(item.since(), clock.instant()), item.due().map(Wall::day).orElse(null),
                late || item.urgency().equals("urgent"), late ? "late" : item.urgency(), item.until().orElse(null), item.owner().map(Item.Owner::name).orElse(null),
                item.owner().map(Item.Owner::id).orElse(null), item.owner().filter(o -> o.id().equals(person.id())).isPresent(), item.why().closedByHand(),
                item.snoozedUntil().filter(date -> date.isAfter(today)).map(Wall::day).orElse(null));
    }

    /** Where another time is found. */
    private static String booking(Item item, String permit) {
        return switch (item.why()) {
            case NEEDS_BOOKING -> "/openings?permit=" + permit;
            case MOVED_BY_CLINIC, CHANGE_REQUESTED -> "/openings?permit=" + permit + item.appointment().map(a -> "&moving=" + a).orElse("");
            case ON_HOLD, PERMIT_WITHDRAWN, CLEARANCE_MISSING, RIDE_MISSING, MESSAGE_FAILED, REPLY_TO_READ -> null;
        };
    }

    /** Where the thing itself is done. */
    private static String href(Item item) {
        return switch (item.why()) {
            case NEEDS_BOOKING -> "/openings?permit=" + item.permit().orElse("");
            case ON_HOLD, MOVED_BY_CLINIC, PERMIT_WITHDRAWN, CHANGE_REQUESTED, CLEARANCE_MISSING, RIDE_MISSING, MESSAGE_FAILED -> "/appointments/" + item.appointment().orElse("");
            case REPLY_TO_READ -> item.patient().map(p -> "/conversations/" + p).orElse("/conversations");
        };
    }
}
