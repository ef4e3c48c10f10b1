package health.foramen.scheduling.board.web;

import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.PublishingBlocks;
import health.foramen.scheduling.day.PublishingBlocks.Outcome;
import health.foramen.scheduling.site.Fault;
import health.foramen.scheduling.site.Hours;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.site.Weekday;
import health.foramen.scheduling.site.web.Wall;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The sites, what each has, and when clinicians work there. */
@Controller
class SitePages {

    private static final int WEEKS_SHOWN = 5;

    record Line(String id, String name, String setting, String settingWords, String zone, String city, int rooms, int bays, long monitored, int clinicians) {
    }

    /** @param takeBack where it is taken back while patients are booked in it: who could go where is seen before */
    record BlockRow(LocalDate date, Wall.At day, String id, String hours, String away, String clinician, String room, String device, String nurses, boolean open, String because,
            long appointments, String board, String takeBack) {
    }

    record Span(String because, String words) {
    }

    /** What a form says of a weekly time; kept when it is refused. */
    record Weekly(String site, String clinician, String room, String device, List<Weekday> on, LocalTime from, LocalTime to, LocalDate first, LocalDate last) {
        static Weekly empty() {
            return new Weekly(null, null, null, null, List.of(), LocalTime.of(8, 0), LocalTime.of(12, 0), null, null);
        }
    }

    private final Sites sites;
    private final ClinicDays days;
    private final PublishingBlocks publishing;
    private final Clock clock;

    SitePages(Sites sites, ClinicDays days, PublishingBlocks publishing, Clock clock) {
        this.sites = sites;
        this.days = days;
        this.publishing = publishing;
        this.clock = clock;
    }

    @GetMapping("/sites")
    String all(Person person, Model model) {
        model.addAttribute("mayEdit", person.is(Role.ADMINISTRATOR));
        model.addAttribute("sites", sites.all().stream().map(Sites.Known::site).map(s -> new Line(s.id(), s.name(), s.setting().code(), s.setting().words(),
                s.zone().getId(), s.address().city(), s.rooms().size(), s.bays().size(), s.bays().stream().filter(Site.Bay::monitored).count(),
                s.clinicians().size())).toList());
        return "sites";
    }

    @GetMapping("/sites/{id}")
    String one(@PathVariable String id, @RequestParam(required = false) String said, Person person, Model model, HttpServletResponse response) {
        model.addAttribute("said", switch (said) {
            case String days when days.matches("\\d{1,4}") -> days + " days published.";
            case String displaced when displaced.matches("displaced-\\d{1,4}") -> "Kept. " + displaced.substring("displaced-".length())
                    + " appointments need another place; they stand first on the worklist.";
            case "closed" -> "Closed. Whoever is still booked in it is on the board of that day.";
            case "kept" -> "Kept.";
            case null, default -> null;
        });
        return page(id, Weekly.empty(), person, model, response);
    }

    @PostMapping("/blocks/publish")
    String publish(@ModelAttribute Weekly weekly, Person person, Model model, HttpServletResponse response) {
        if (weekly.first() == null || weekly.last() == null || weekly.from() == null || weekly.to() == null || !weekly.from().isBefore(weekly.to())
                || weekly.clinician() == null || weekly.room() == null || weekly.site() == null) {
            return refused(weekly, List.of("Say who, where, on which days, from when to when, and the first and the last date."), person, model, response);
        }
        return switch (publishing.publish(new PublishingBlocks.Publish(weekly.site(), weekly.clinician(), weekly.room(),
                Optional.ofNullable(weekly.device()).filter(d -> !d.isBlank()), List.of(),
                weekly.on() == null || weekly.on().isEmpty() ? EnumSet.noneOf(Weekday.class) : EnumSet.copyOf(weekly.on()),
                new Hours(weekly.from(), weekly.to()), weekly.first(), weekly.last()))) {
            case Outcome.Published(int published, int _, List<PublishingBlocks.Left> _) -> "redirect:/sites/" + weekly.site() + "?said=" + published;
            case Outcome.Refused(List<Fault> faults) -> refused(weekly, faults.stream().map(Fault::detail).toList(), person, model, response);
            case Outcome.Conflicts(List<PublishingBlocks.Left> left) -> refused(weekly, List.of("The clinician, the room or the device is taken on "
                    + left.stream().map(l -> Wall.day(l.date()).words()).collect(Collectors.joining(", ")) + ". Nothing was published."), person, model, response);
        };
    }

    @PostMapping("/blocks/close")
    String close(@RequestParam String site, @RequestParam LocalDate date, @RequestParam String block) {
        publishing.close(new DayId(site, date), block, "clinic");
        return "redirect:/sites/" + (Site.SLUG.matcher(site).matches() ? site : "") + "?said=closed";
    }

    private String refused(Weekly weekly, List<String> why, Person person, Model model, HttpServletResponse response) {
        String page = page(weekly.site() == null ? "" : weekly.site(), weekly, person, model, response);
        response.setStatus(response.getStatus() == HttpServletResponse.SC_NOT_FOUND ? HttpServletResponse.SC_NOT_FOUND : 422);
        model.addAttribute("refused", why);
        return page;
    }

    private String page(String id, Weekly weekly, Person person, Model model, HttpServletResponse response) {
        Optional<Sites.Known> found = sites.find(id);
        if (found.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return "board-without-sites";
        }
        Site site = found.get().site();
        LocalDate today = LocalDate.ofInstant(clock.instant(), site.zone());
        model.addAttribute("s", site);
        model.addAttribute("today", today);
        model.addAttribute("board", "/board/" + site.id() + "/" + today);
        model.addAttribute("weekly", weekly);
        model.addAttribute("weekdays", Weekday.values());
        model.addAttribute("closures", site.closures().stream().filter(c -> !c.to().isBefore(today)).map(c -> new Span(c.because(), span(c.from(), c.to()) + c.stretch().words())).toList());
        model.addAttribute("outages", site.outages().stream().filter(o -> !o.to().isBefore(today))
                .map(o -> new Span(site.nameOf(o.unit()) + ": " + o.because(), span(o.from(), o.to()) + o.stretch().words())).toList());
        model.addAttribute("mayEdit", person.is(Role.ADMINISTRATOR));
        model.addAttribute("mayPublish", person.isAny(Role.FRONT_DESK, Role.ADMINISTRATOR));
        model.addAttribute("blocks", days.findAll(today.datesUntil(today.plusWeeks(WEEKS_SHOWN)).map(date -> new DayId(site.id(), date)).toList()).stream()
                .sorted(Comparator.comparing(ClinicDay::id))
                .flatMap(day -> day.blocks().stream().sorted(Comparator.comparing(b -> b.hours().from())).map(b -> row(site, day, b))).toList());
        return "site";
    }

    private static String span(LocalDate from, LocalDate to) {
        return from.equals(to) ? Wall.dayOfYear(from).words() : Wall.day(from).words() + " – " + Wall.dayOfYear(to).words();
    }

    private static BlockRow row(Site site, ClinicDay day, Block b) {
        return new BlockRow(day.id().date(), Wall.day(day.id().date()), b.id(), b.hours().from() + "–" + b.hours().to(),
                b.away().stream().map(h -> "away " + h.from() + "–" + h.to()).collect(Collectors.joining(", ")), site.nameOf(b.clinician()),
                site.nameOf(b.room()), b.device().map(site::nameOf).orElse("–"), b.nurses().stream().map(site::nameOf).collect(Collectors.joining(", ")), b.open(),
                b.closedBecause().map(Wall::words).orElse(null), day.appointments().stream().filter(a -> a.live() && a.place().block().equals(b.id())).count(),
                "/board/" + site.id() + "/" + day.id().date(), "/blocks/disruption?site=" + site.id() + "&from=" + day.id().date() + "&block=" + b.id());
    }
}
