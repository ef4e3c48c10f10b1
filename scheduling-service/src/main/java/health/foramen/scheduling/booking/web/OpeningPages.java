package health.foramen.scheduling.booking.web;

import health.foramen.outbox.StableIds;
import health.foramen.safeguard.Person;
import health.foramen.scheduling.booking.BookingOpenings;
import health.foramen.scheduling.booking.BookingOpenings.Ask;
import health.foramen.scheduling.booking.KeepingAppointments;
import health.foramen.scheduling.booking.No;
import health.foramen.scheduling.booking.Result;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.openings.FindingOpenings;
import health.foramen.scheduling.openings.Filter;
import health.foramen.scheduling.openings.FindingOpenings.Found;
import health.foramen.scheduling.openings.Opening;
import health.foramen.scheduling.openings.OpeningId;
import health.foramen.scheduling.permit.Card;
import health.foramen.scheduling.permit.Cards;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.permit.Plan;
import health.foramen.scheduling.site.Guidance;
import health.foramen.scheduling.site.Setting;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.site.web.Wall;
import health.foramen.scheduling.worklist.Item;
import health.foramen.scheduling.worklist.Why;
import health.foramen.scheduling.worklist.WorkingThroughList;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** Where does it fit? */
@Controller
@RequestMapping("/openings")
class OpeningPages {

    private static final int A_PAGE = 24;

    /** What the desk chose; every part may be empty. */
    record Search(String permit, String moving, String site, Setting setting, String clinician, LocalDate from, String cursor) {

        Filter filter() {
            return new Filter(Optional.ofNullable(from), Optional.empty(), text(site), Optional.ofNullable(setting), text(clinician));
        }

        private static Optional<String> text(String maybe) {
            return Optional.ofNullable(maybe).filter(s -> !s.isBlank());
        }

        String without(String... names) {
            UriComponentsBuilder path = UriComponentsBuilder.fromPath("/openings");
            Set<String> left = Set.of(names);
            Map<String, String> all = new LinkedHashMap<>();
            all.put("permit", permit);
            all.put("moving", moving);
            all.put("site", site);
            all.put("setting", setting == null ? null : setting.code());
            all.put("clinician", clinician);
            all.put("from", from == null ? null : from.toString());
            all.forEach((name, value) -> {
                if (value != null && !value.isBlank() && !left.contains(name)) {
                    path.queryParam(name, value);
                }
            });
            return path.build().encode().toUriString();
        }
    }

    record Row(String opening, String time, Wall.At when, String ends, String site, String setting, String settingWords, String clinician, String room, String zone,
            String board) {
    }

    record Day(Wall.At date, List<Row> rows) {
    }

    record Chip(String words, String href) {
    }

    record Reason(String words, int removed, Wall.At nearest) {
    }

    record Choice(String value, String words) {
    }

    record Waiting(String href, String name, String what, Wall.At due) {
    }

    private final Permits permits;
    private final Sites sites;
    private final Cards cards;
    private final FindingOpenings finding;
    private final BookingOpenings booking;
    private final KeepingAppointments keeping;
    private final WorkingThroughList worklist;
    private final Clock clock;

    OpeningPages(Permits permits, Sites sites, Cards cards, FindingOpenings finding, BookingOpenings booking, KeepingAppointments keeping,
            WorkingThroughList worklist, Clock clock) {
        this.permits = permits;
        this.sites = sites;
        this.cards = cards;
        this.finding = finding;
        this.booking = booking;
        this.keeping = keeping;
        this.worklist = worklist;
        this.clock = clock;
    }

    @GetMapping
    String openings(@ModelAttribute Search search, Model model, HttpServletResponse response) {
        Optional<Permit> permit = Optional.ofNullable(search.permit()).flatMap(permits::find);
        if (permit.isEmpty()) {
            return choose(search, model, response);
        }
        Optional<Appointment> moving = Optional.ofNullable(search.moving()).filter(m -> !m.isBlank()).flatMap(keeping::find);
        Optional<Appointment> booked = keeping.on(permit.get()).filter(a -> moving.filter(m -> m.id().equals(a.id())).isEmpty());
        show(search, permit.get(), moving, model);
        model.addAttribute("booked", booked.map(Appointment::id).orElse(null));
        return "openings";
    }

    @PostMapping("/book")
    String book(@ModelAttribute Search search, @RequestParam String opening, @RequestParam String key, Person person, Model model, HttpServletResponse response) {
        return done(search, booking.book(ask("book", search, opening, key, person), AppointmentsApi.actor(person)), "booked", model, response);
    }

    @PostMapping("/hold")
    String hold(@ModelAttribute Search search, @RequestParam String opening, @RequestParam String key, Person person, Model model, HttpServletResponse response) {
        return done(search, booking.hold(ask("hold", search, opening, key, person), AppointmentsApi.actor(person)), "held", model, response);
    }

    private String done(Search search, Result result, String said, Model model, HttpServletResponse response) {
        return switch (result) {
            case Result.Done(Appointment appointment, boolean _) -> "redirect:/appointments/" + appointment.id() + "?said=" + said;
            case Result.Refused(No why) -> {
                var problem = Refusals.problem(why);
                String page = openings(search, model, response);
                response.setStatus(problem.status().value());
                model.addAttribute("refused", problem.detail());
                yield page;
            }
        };
    }

    private static Ask ask(String what, Search search, String opening, String key, Person person) {
        String permit = search.permit() == null ? "" : search.permit();
        return new Ask(StableIds.of(person.id(), key, what, opening).toString(), StableIds.of(what, permit, opening).toString(), permit, opening);
    }

    /** Without a permit there is nothing to look for yet: who waits to be booked? */
    private String choose(Search search, Model model, HttpServletResponse response) {
        boolean unknown = search.permit() != null && !search.permit().isBlank();
        if (unknown) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
        List<Item> waiting = worklist.groups().getOrDefault(Why.NEEDS_BOOKING, List.of());
        Map<String, Card> names = cards.named(waiting.stream().map(Item::patient).flatMap(Optional::stream).distinct().toList());
        model.addAttribute("unknown", unknown);
        model.addAttribute("waiting", waiting.stream().map(item -> new Waiting("/openings?permit=" + item.permit().orElse(""),
                item.patient().map(names::get).map(Card::name).orElse(""), item.what().map(Wall::words).orElse(""), item.due().map(Wall::day).orElse(null))).toList());
        return "openings-of-whom";
    }

    private void show(Search search, Permit permit, Optional<Appointment> moving, Model model) {
        Set<String> known = keeping.of(permit.patient()).stream().map(a -> a.place().clinician()).collect(Collectors.toSet());
        Optional<OpeningId> after = Optional.ofNullable(search.cursor()).flatMap(OpeningId::find);
        Found found = finding.find(permit, search.filter(), known, after, A_PAGE, moving.map(Appointment::id).orElse(""));
        Card card = cards.named(List.of(permit.patient())).get(permit.patient());
        model.addAttribute("search", search);
        model.addAttribute("permit", permit.id());
        model.addAttribute("granted", permit.granted());
        model.addAttribute("holdOnly", permit.holdOnly());
        model.addAttribute("patient", card.name());
        model.addAttribute("work", Wall.words(permit.plan().procedure()));
        model.addAttribute("target", target(permit.plan()));
        model.addAttribute("needs", needs(permit));
        model.addAttribute("moving", moving.map(a -> Wall.when(a.times().localStart())).orElse(null));
        model.addAttribute("movingId", moving.map(Appointment::id).orElse(null));
        model.addAttribute("revision", moving.map(Appointment::revision).orElse(null));
        model.addAttribute("chips", chips(search));
        model.addAttribute("days", days(found.openings()));
        model.addAttribute("next", found.next().map(next -> search.without("cursor") + "&cursor=" + next).orElse(null));
        model.addAttribute("whyNot", found.whyNot().stream()
                .map(w -> new Reason(w.constraint().words(), w.removed(), w.nearest().map(Wall::when).orElse(null))).toList());
        model.addAttribute("sites", sites.all().stream().map(k -> new Choice(k.site().id(), k.site().name())).toList());
        model.addAttribute("settings", java.util.Arrays.stream(Setting.values()).map(s -> new Choice(s.code(), s.words())).toList());
        model.addAttribute("clinicians", sites.all().stream().flatMap(k -> k.site().clinicians().stream())
                .collect(Collectors.toMap(Site.SiteClinician::id, Site.SiteClinician::name, (one, _) -> one, TreeMap::new)).entrySet().stream()
                .map(e -> new Choice(e.getKey(), e.getValue())).toList());
        model.addAttribute("key", UUID.randomUUID().toString());
        model.addAttribute("today", LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC));
    }

    private static String target(Plan plan) {
        return (String.join(" ", plan.levels()) + " " + plan.side().orElse("")).strip();
    }

    /** What the plan needs, as a desk says it. */
    private static List<String> needs(Permit permit) {
        Plan plan = permit.plan();
        var needs = new ArrayList<String>();
        String guidance = plan.guidance().stream().filter(g -> g != Guidance.NONE).sorted().map(Guidance::words).collect(Collectors.joining(" or "));
        needs.add(guidance.isEmpty() ? "no imaging" : guidance);
        if (plan.contrast()) {
            needs.add("contrast");
        }
        needs.add(plan.sedation().sedated() ? Wall.words(plan.sedation().code()) + " sedation, nurse, monitored bay" : "no sedation");
        needs.add(plan.spans().procedure().toMinutes() + " min in the room");
        needs.add(plan.spans().prepare().toMinutes() + " min before and " + plan.spans().recovery().toMinutes() + " min after in a bay");
        if (plan.position() != null) {
            needs.add("position: " + plan.position().replace('-', ' '));
        }
        if (!plan.settings().isEmpty()) {
            needs.add(plan.settings().stream().map(Setting::words).collect(Collectors.joining(" or ")));
        }
        permit.earliest().ifPresent(date -> needs.add("from " + Wall.day(date).words()));
        permit.latest().ifPresent(date -> needs.add("until " + Wall.dayOfYear(date).words()));
        return needs;
    }

    /** The filters that are on; each leads to the same search without it. */
    private List<Chip> chips(Search search) {
        var chips = new ArrayList<Chip>();
        Search.text(search.site()).ifPresent(s -> chips.add(new Chip(sites.find(s).map(k -> k.site().name()).orElse(s), search.without("site", "cursor"))));
        Optional.ofNullable(search.setting()).ifPresent(s -> chips.add(new Chip(s.words(), search.without("setting", "cursor"))));
        Search.text(search.clinician()).ifPresent(c -> chips.add(new Chip(c, search.without("clinician", "cursor"))));
        Optional.ofNullable(search.from()).ifPresent(d -> chips.add(new Chip("from " + Wall.day(d).words(), search.without("from", "cursor"))));
        return chips;
    }

    private List<Day> days(List<Opening> openings) {
        var days = new TreeMap<LocalDate, List<Row>>();
        for (Opening opening : openings) {
            var place = opening.placement().place();
            var times = opening.placement().times();
            Site site = opening.site();
            days.computeIfAbsent(place.day().date(), _ -> new ArrayList<>()).add(new Row(opening.id().text(), times.localStart().toLocalTime().toString(),
                    Wall.when(times.localStart()), Wall.time(times.end(), site.zone()).words(), site.name(), site.setting().code(), site.setting().words(),
                    site.nameOf(place.clinician()), site.nameOf(place.room()), Wall.zone(site, sites.all()).orElse(null),
                    "/board/" + site.id() + "/" + place.day().date()));
        }
        return days.entrySet().stream().map(e -> new Day(Wall.day(e.getKey()), e.getValue())).toList();
    }
}
