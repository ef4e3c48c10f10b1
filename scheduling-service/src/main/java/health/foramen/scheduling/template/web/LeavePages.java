package health.foramen.scheduling.template.web;

import health.foramen.outbox.StableIds;
import health.foramen.safeguard.Person;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Leaves;
import health.foramen.scheduling.permit.Card;
import health.foramen.scheduling.permit.Cards;
import health.foramen.scheduling.site.Fault;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.site.Stretch;
import health.foramen.scheduling.site.web.Wall;
import health.foramen.scheduling.template.TakingLeave;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who is away when, and what was published for those days before. */
@Controller
@RequestMapping("/blocks/leave")
class LeavePages {

    private static final List<String> REASONS = List.of("holiday", "illness", "teaching", "parental-leave", "other");

    private static final int LONGEST_MOVE_DAYS = 14;

    record Choice(String value, String words) {
    }

    record Visit(String time, String patient, String state, String href) {
    }

    record BlockRow(Wall.At day, String site, String hours, List<Visit> visits, String href) {
    }

    /** @param move where everybody who is booked then is moved at once; nothing: nobody is, or it is too long for that */
    record Row(String id, String clinician, String name, Wall.At from, Wall.At to, String hours, String because, List<BlockRow> blocks, long booked, String move) {
    }

    /** What somebody typed; all of it optional. */
    record Typed(String clinician, LocalDate from, LocalTime fromTime, LocalDate to, LocalTime toTime, String because) {

        static final Typed NOTHING = new Typed(null, null, null, null, null, null);
    }

    private final TakingLeave taking;
    private final Leaves leaves;
    private final Sites sites;
    private final Cards cards;
    private final Clock clock;

    LeavePages(TakingLeave taking, Leaves leaves, Sites sites, Cards cards, Clock clock) {
        this.taking = taking;
        this.leaves = leaves;
        this.sites = sites;
        this.cards = cards;
        this.clock = clock;
    }

    @GetMapping
    String all(@RequestParam(required = false) String said, Model model) {
        model.addAttribute("said", switch (said) {
            case "taken" -> "Written down. Nothing is published for that time from now on, and nobody can be booked into what was.";
            case "broken" -> "Written down. Nobody can be booked into that time any more. Who is booked already is listed here, and stands first on the worklist.";
            case "back" -> "Taken back. What was published is open again; publish the templates to fill the rest.";
            case null, default -> null;
        });
        return page(Typed.NOTHING, model);
    }

    @PostMapping
    String take(@RequestParam String clinician, @RequestParam(required = false) LocalDate from, @RequestParam(required = false) LocalDate to,
            @RequestParam(required = false) LocalTime fromTime, @RequestParam(required = false) LocalTime toTime, @RequestParam String because, @RequestParam(defaultValue = "") String key, Person person,
            Model model, HttpServletResponse response) {
        LocalDate last = to == null ? from : to;
        var typed = new Typed(clinician, from, fromTime, to, toTime, because);
        String id = StableIds.of("leave", person.id(), key.isBlank() ? UUID.randomUUID().toString() : key).toString();
        if (from == null || !REASONS.contains(because)) {
            return refused(List.of("Say who, from which day to which, and why."), typed, model, response);
        }
        return switch (taking.take(clinician, id, new Stretch(from, Optional.ofNullable(fromTime), last, Optional.ofNullable(toTime)), because)) {
            case TakingLeave.Outcome.Taken(Leaves.Leave leave, List<TakingLeave.Affected> affected) ->
                    "redirect:/blocks/leave?said=" + (affected.stream().allMatch(a -> a.broken().isEmpty()) ? "taken" : "broken") + "#leave-" + leave.id();
            case TakingLeave.Outcome.Refused(List<Fault> faults) -> refused(faults.stream().map(Fault::detail).toList(), typed, model, response);
            case TakingLeave.Outcome.KeyReused() -> refused(List.of("This form was sent before with other words."), typed, model, response);
        };
    }

    @PostMapping("/back")
    String back(@RequestParam String clinician, @RequestParam String id, Person person) {
        taking.takeBack(clinician, id, new Actor(person.id(), person.name()));
        return "redirect:/blocks/leave?said=back";
    }

    private String refused(List<String> why, Typed typed, Model model, HttpServletResponse response) {
        response.setStatus(422);
        model.addAttribute("refused", why);
        return page(typed, model);
    }

    private String page(Typed typed, Model model) {
        model.addAttribute("typed", typed);
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        var names = new TreeMap<String, String>();
        sites.all().forEach(k -> k.site().clinicians().forEach(c -> names.putIfAbsent(c.id(), c.name())));
        model.addAttribute("clinicians", names.entrySet().stream().map(e -> new Choice(e.getKey(), e.getValue())).sorted(Comparator.comparing(Choice::words)).toList());
        model.addAttribute("reasons", REASONS.stream().map(r -> new Choice(r, Wall.words(r))).toList());
        model.addAttribute("today", today);
        model.addAttribute("key", UUID.randomUUID().toString());
        model.addAttribute("rows", names.entrySet().stream().flatMap(e -> leaves.of(e.getKey()).stream().filter(l -> !l.to().isBefore(today.minusDays(1)))
                .sorted(Comparator.comparing(Leaves.Leave::from)).map(l -> row(e.getKey(), e.getValue(), l, today))).toList());
        return "leave";
    }

    private Row row(String clinician, String name, Leaves.Leave leave, LocalDate today) {
        List<TakingLeave.Affected> affected = taking.affected(clinician, leave);
        Map<String, Card> patients = cards.named(affected.stream().flatMap(a -> a.broken().stream()).map(Appointment::patient).distinct().toList());
        return new Row(leave.id(), clinician, name, Wall.dayOfYear(leave.from()), Wall.dayOfYear(leave.to()), leave.stretch().words().strip(), Wall.words(leave.because()),
                affected.stream().map(a -> row(a, patients)).toList(), affected.stream().mapToLong(a -> a.broken().size()).sum(),
                affected.stream().filter(a -> !a.broken().isEmpty()).findFirst().flatMap(first -> move(clinician, leave, first.day().site(), today)).orElse(null));
    }

    /** A disruption begins today at the earliest and takes a fortnight at most. */
    private static Optional<String> move(String clinician, Leaves.Leave leave, String site, LocalDate today) {
        LocalDate from = leave.from().isBefore(today) ? today : leave.from();
        String hours = leave.fromTime().filter(_ -> from.equals(leave.from())).map(time -> "&fromTime=" + time).orElse("") + leave.toTime().map(time -> "&toTime=" + time).orElse("");
        return leave.to().isBefore(from) || from.plusDays(LONGEST_MOVE_DAYS).isBefore(leave.to()) ? Optional.empty()
                : Optional.of("/blocks/disruption?site=" + site + "&unit=" + clinician + "&from=" + from + "&to=" + leave.to() + hours);
    }

    private BlockRow row(TakingLeave.Affected a, Map<String, Card> patients) {
        return new BlockRow(Wall.day(a.day().date()), sites.find(a.day().site()).map(Sites.Known::site).map(Site::name).orElse(a.day().site()),
                a.block().hours().from() + "–" + a.block().hours().to() + (a.whole() ? "" : ", of it " + a.hours().from() + "–" + a.hours().to()),
                a.broken().stream().map(b -> new Visit(b.times().localStart().toLocalTime().toString(), patients.get(b.patient()).name(), b.state().words(), "/appointments/" + b.id())).toList(),
                "/blocks/disruption?site=" + a.day().site() + "&from=" + a.day().date() + "&block=" + a.block().id()
                        + (a.whole() ? "" : "&fromTime=" + a.hours().from() + "&toTime=" + a.hours().to()));
    }
}
