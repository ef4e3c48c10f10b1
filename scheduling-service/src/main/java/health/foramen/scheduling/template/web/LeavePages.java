package health.foramen.scheduling.template.web;

import health.foramen.scheduling.day.Leaves;
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

    record Choice(String value, String words) {
    }

    record BlockRow(Wall.At day, String site, String hours, long appointments, String href) {
    }

    record Row(String id, String clinician, String name, Wall.At from, Wall.At to, String hours, String because, List<BlockRow> blocks) {
    }

    private final TakingLeave taking;
    private final Leaves leaves;
    private final Sites sites;
    private final Clock clock;

    LeavePages(TakingLeave taking, Leaves leaves, Sites sites, Clock clock) {
        this.taking = taking;
        this.leaves = leaves;
        this.sites = sites;
        this.clock = clock;
    }

    @GetMapping
    String all(@RequestParam(required = false) String said, Model model) {
        model.addAttribute("said", switch (said) {
            case "taken" -> "Written down. Nothing is published for that time from now on.";
            case "back" -> "Taken back. Publish the templates again to fill that time.";
            case null, default -> null;
        });
        return page(model);
    }

    @PostMapping
    String take(@RequestParam String clinician, @RequestParam(required = false) LocalDate from, @RequestParam(required = false) LocalDate to,
            @RequestParam(required = false) LocalTime fromTime, @RequestParam(required = false) LocalTime toTime, @RequestParam String because, Model model, HttpServletResponse response) {
        LocalDate last = to == null ? from : to;
        if (from == null || !REASONS.contains(because)) {
            return refused(List.of("Say who, from which day to which, and why."), model, response);
        }
        return switch (taking.take(clinician, UUID.randomUUID().toString(), new Stretch(from, Optional.ofNullable(fromTime), last, Optional.ofNullable(toTime)), because)) {
            case TakingLeave.Outcome.Taken(Leaves.Leave _, List<TakingLeave.Affected> _) -> "redirect:/blocks/leave?said=taken";
            case TakingLeave.Outcome.Refused(List<Fault> faults) -> refused(faults.stream().map(Fault::detail).toList(), model, response);
            case TakingLeave.Outcome.KeyReused() -> refused(List.of("This form was sent before with other words."), model, response);
        };
    }

    @PostMapping("/back")
    String back(@RequestParam String clinician, @RequestParam String id) {
        leaves.remove(clinician, id);
        return "redirect:/blocks/leave?said=back";
    }

    private String refused(List<String> why, Model model, HttpServletResponse response) {
        response.setStatus(422);
        model.addAttribute("refused", why);
        return page(model);
    }

    private String page(Model model) {
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        var names = new TreeMap<String, String>();
        sites.all().forEach(k -> k.site().clinicians().forEach(c -> names.putIfAbsent(c.id(), c.name())));
        model.addAttribute("clinicians", names.entrySet().stream().map(e -> new Choice(e.getKey(), e.getValue())).sorted(Comparator.comparing(Choice::words)).toList());
        model.addAttribute("reasons", REASONS.stream().map(r -> new Choice(r, Wall.words(r))).toList());
        model.addAttribute("today", today);
        model.addAttribute("rows", names.entrySet().stream().flatMap(e -> leaves.of(e.getKey()).stream().filter(l -> !l.to().isBefore(today.minusDays(1)))
                .sorted(Comparator.comparing(Leaves.Leave::from)).map(l -> new Row(l.id(), e.getKey(), e.getValue(), Wall.dayOfYear(l.from()), Wall.dayOfYear(l.to()),
                        l.stretch().words().strip(), Wall.words(l.because()), taking.affected(e.getKey(), l).stream().map(this::row).toList()))).toList());
        return "leave";
    }

    private BlockRow row(TakingLeave.Affected a) {
        return new BlockRow(Wall.day(a.day().date()), sites.find(a.day().site()).map(Sites.Known::site).map(Site::name).orElse(a.day().site()),
                a.block().hours().from() + "–" + a.block().hours().to() + (a.whole() ? "" : ", of it " + a.hours().from() + "–" + a.hours().to()), a.appointments(),
                "/blocks/disruption?site=" + a.day().site() + "&from=" + a.day().date() + "&block=" + a.block().id()
                        + (a.whole() ? "" : "&fromTime=" + a.hours().from() + "&toTime=" + a.hours().to()));
    }
}
