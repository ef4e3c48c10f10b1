package health.foramen.scheduling.booking.web;

import health.foramen.outbox.StableIds;
import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import health.foramen.scheduling.booking.BookingOpenings.Ask;
import health.foramen.scheduling.booking.BookingOpenings;
import health.foramen.scheduling.booking.KeepingAppointments;
import health.foramen.scheduling.booking.MovingAppointments;
import health.foramen.scheduling.booking.No;
import health.foramen.scheduling.booking.Result;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Constraint;
import health.foramen.scheduling.openings.Acquaintances;
import health.foramen.scheduling.openings.CountingOpenings.Narrowing;
import health.foramen.scheduling.openings.CountingOpenings;
import health.foramen.scheduling.openings.DayBoards;
import health.foramen.scheduling.openings.Filter;
import health.foramen.scheduling.openings.FindingOpenings.Found;
import health.foramen.scheduling.openings.FindingOpenings.WhyNot;
import health.foramen.scheduling.openings.FindingOpenings;
import health.foramen.scheduling.openings.Landing;
import health.foramen.scheduling.openings.Opening;
import health.foramen.scheduling.openings.OpeningId;
import health.foramen.scheduling.openings.web.ChangeWords;
import health.foramen.scheduling.permit.Card;
import health.foramen.scheduling.permit.Cards;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.permit.Plan;
import health.foramen.scheduling.site.Guidance;
import health.foramen.scheduling.site.Setting;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.site.Weekday;
import health.foramen.scheduling.site.web.Wall;
import health.foramen.scheduling.worklist.Item;
import health.foramen.scheduling.worklist.Why;
import health.foramen.scheduling.worklist.WorkingThroughList;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    record Search(String permit, String moving, String site, Setting setting, String clinician, Weekday weekday, LocalDate from, LocalTime earliest,
            LocalTime latest, Boolean overbook, String cursor, String look) {

        Filter filter(boolean mayOverbook) {
            return new Filter(Optional.ofNullable(from), Optional.empty(), set(text(site)), set(Optional.ofNullable(setting)), set(text(clinician)),
                    set(Optional.ofNullable(weekday)), Optional.ofNullable(earliest), Optional.ofNullable(latest), Set.of(),
                    mayOverbook && Boolean.TRUE.equals(overbook));
        }

        private static Optional<String> text(String maybe) {
            return Optional.ofNullable(maybe).filter(s -> !s.isBlank());
        }

        private static <T> Set<T> set(Optional<T> maybe) {
            return maybe.map(Set::of).orElse(Set.of());
        }

        String without(String... names) {
            UriComponentsBuilder path = UriComponentsBuilder.fromPath("/openings");
            Set<String> left = Set.of(names);
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("permit", permit);
            all.put("moving", moving);
            all.put("site", site);
            all.put("setting", setting == null ? null : setting.code());
            all.put("clinician", clinician);
            all.put("weekday", weekday == null ? null : weekday.code());
            all.put("from", from);
            all.put("earliest", earliest);
            all.put("latest", latest);
            all.put("overbook", overbook);
            all.put("cursor", cursor);
            all.forEach((name, value) -> {
                if (value != null && !value.toString().isBlank() && !left.contains(name)) {
                    path.queryParam(name, value);
                }
            });
            return path.build().encode().toUriString();
        }
    }

    /** @param onlyHere when the patient should have come by, where that hour has passed */
    record Row(String opening, String look, String time, Wall.At when, String ends, String site, String setting, String settingWords, String clinician, boolean known,
            String room, String zone, String board, boolean overbooks, String onlyHere) {
    }

    record Day(Wall.At date, List<Row> rows) {
    }

    /** @param removed how many openings of thirty days it hides; nothing where that is not counted */
    record Chip(String words, String href, Integer removed) {
    }

    record Need(String words, int removed) {
    }

    record Reason(String words, int removed, Wall.At nearest, String change) {
    }

    record Instead(String words, String href) {
    }

    record Stroke(String what, int step, int span, String words) {
    }

    record Strip(String name, List<Stroke> slots) {
    }

    record Look(Wall.At when, String site, String setting, String settingWords, String arrive, String home, List<Landing.Hour> hours, List<Strip> lanes) {
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
    private final CountingOpenings counting;
    private final Acquaintances acquaintances;
    private final DayBoards boards;
    private final Clock clock;

    OpeningPages(Permits permits, Sites sites, Cards cards, FindingOpenings finding, BookingOpenings booking, KeepingAppointments keeping,
            WorkingThroughList worklist, CountingOpenings counting, Acquaintances acquaintances, DayBoards boards, Clock clock) {
        this.permits = permits;
        this.sites = sites;
        this.cards = cards;
        this.finding = finding;
        this.booking = booking;
        this.keeping = keeping;
        this.worklist = worklist;
        this.counting = counting;
        this.acquaintances = acquaintances;
        this.boards = boards;
        this.clock = clock;
    }

    @GetMapping
    String openings(@ModelAttribute Search search, Person person, Model model, HttpServletResponse response) {
        Optional<Permit> permit = Optional.ofNullable(search.permit()).flatMap(permits::find);
        if (permit.isEmpty()) {
            return choose(search, model, response);
        }
        Optional<Appointment> moving = Optional.ofNullable(search.moving()).filter(m -> !m.isBlank()).flatMap(keeping::find);
        Optional<Appointment> booked = keeping.on(permit.get()).filter(a -> moving.filter(m -> m.id().equals(a.id())).isEmpty());
        show(search, permit.get(), moving, person.is(Role.CLINICIAN), model);
        model.addAttribute("booked", booked.map(Appointment::id).orElse(null));
        return "openings";
    }

    @PostMapping("/book")
    String book(@ModelAttribute Search search, @RequestParam String opening, @RequestParam String key, @RequestParam(defaultValue = "") String reason, Person person,
            Model model, HttpServletResponse response) {
        Optional<String> why = Boolean.TRUE.equals(search.overbook()) ? Optional.of(reason.strip()).filter(r -> !r.isEmpty() && r.length() <= 200) : Optional.empty();
        if (why.isPresent() && !person.is(Role.CLINICIAN)) {
            return done(search, Result.no(new No.MayNotOverbook()), "booked", person, model, response);
        }
        return done(search, booking.book(ask("book", search, opening, key, why, person), AppointmentsApi.actor(person)), "booked", person, model, response);
    }

    @PostMapping("/hold")
    String hold(@ModelAttribute Search search, @RequestParam String opening, @RequestParam String key, Person person, Model model, HttpServletResponse response) {
        return done(search, booking.hold(ask("hold", search, opening, key, Optional.empty(), person), AppointmentsApi.actor(person)), "held", person, model, response);
    }

    private String done(Search search, Result result, String said, Person person, Model model, HttpServletResponse response) {
        return switch (result) {
            case Result.Done(Appointment appointment, boolean _) -> "redirect:/appointments/" + appointment.id() + "?said=" + said;
            case Result.Refused(No why) -> {
                var problem = Refusals.problem(why);
                String page = openings(search, person, model, response);
                response.setStatus(problem.status().value());
                model.addAttribute("refused", problem.detail());
                yield page;
            }
        };
    }

    private static Ask ask(String what, Search search, String opening, String key, Optional<String> overbook, Person person) {
        String permit = search.permit() == null ? "" : search.permit();
        return new Ask(StableIds.of(person.id(), key, what, opening).toString(), StableIds.of(what, permit, opening, overbook.orElse("")).toString(), permit, opening,
                overbook);
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

    private void show(Search search, Permit permit, Optional<Appointment> moving, boolean mayOverbook, Model model) {
        Filter filter = search.filter(mayOverbook);
        String self = moving.map(Appointment::id).orElse("");
        Optional<OpeningId> after = Optional.ofNullable(search.cursor()).flatMap(OpeningId::find);
        Found found = finding.find(permit, filter, acquaintances.of(permit.patient()), after, A_PAGE, self);
        List<WhyNot> reasons = finding.reasons(permit, filter, self);
        List<Narrowing> narrowings = counting.narrowings(permit, filter, self);
        Optional<Opening> looked = Optional.ofNullable(search.look()).flatMap(OpeningId::find).flatMap(id -> finding.one(permit, id, self, filter.overbooking()))
                .or(() -> found.openings().stream().findFirst());
        Card card = cards.named(List.of(permit.patient())).get(permit.patient());
        model.addAttribute("search", search);
        model.addAttribute("permit", permit.id());
        model.addAttribute("granted", permit.granted());
        model.addAttribute("holdOnly", permit.holdOnly());
        model.addAttribute("patient", card.name());
        model.addAttribute("work", Wall.words(permit.plan().procedure()));
        model.addAttribute("target", target(permit.plan()));
        model.addAttribute("needs", needs(permit, reasons));
        model.addAttribute("moving", moving.map(a -> Wall.when(a.times().localStart())).orElse(null));
        model.addAttribute("movingId", moving.map(Appointment::id).orElse(null));
        model.addAttribute("revision", moving.map(Appointment::revision).orElse(null));
        model.addAttribute("late", moving.filter(a -> MovingAppointments.isLate(a, clock.instant())).isPresent());
        model.addAttribute("mayOverbook", mayOverbook && moving.isEmpty());
        model.addAttribute("chips", chips(search, narrowings));
        model.addAttribute("days", days(search, found.openings()));
        model.addAttribute("next", found.next().map(next -> search.without("cursor") + "&cursor=" + next).orElse(null));
        model.addAttribute("instead", narrowings.stream().flatMap(n -> n.nearest().map(o -> instead(search, n.part(), o)).stream()).toList());
        model.addAttribute("whyNot", found.openings().isEmpty() ? reasons.stream().map(w -> new Reason(w.constraint().words(), w.removed(),
                w.nearest().map(Wall::when).orElse(null), ChangeWords.of(w, permit, sites).orElse(""))).toList() : List.of());
        model.addAttribute("looked", looked.map(o -> o.id().text()).orElse(null));
        model.addAttribute("landing", looked.flatMap(this::landing).orElse(null));
        model.addAttribute("sites", sites.all().stream().map(k -> new Choice(k.site().id(), k.site().name())).toList());
        model.addAttribute("settings", Arrays.stream(Setting.values()).map(s -> new Choice(s.code(), s.words())).toList());
        model.addAttribute("weekdays", Arrays.stream(Weekday.values()).map(d -> new Choice(d.code(), dayName(d))).toList());
        model.addAttribute("clinicians", sites.all().stream().flatMap(k -> k.site().clinicians().stream())
                .collect(Collectors.toMap(Site.SiteClinician::id, Site.SiteClinician::name, (one, _) -> one, TreeMap::new)).entrySet().stream()
                .map(e -> new Choice(e.getKey(), e.getValue())).toList());
        model.addAttribute("key", UUID.randomUUID().toString());
    }

    private static String dayName(Weekday day) {
        return day.day().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    /** With Dr. Lindqvist instead of Dr. Haddad: Thu 3 Dec, 10:15. */
    private Instead instead(Search search, Filter.Part part, Opening opening) {
        Site site = opening.site();
        String who = site.nameOf(opening.placement().place().clinician());
        String words = switch (part) {
            case SITE -> "At " + site.name() + " instead of " + siteName(search.site());
            case SETTING -> "In a " + site.setting().words() + " instead of " + search.setting().words() + ", at " + site.name();
            case CLINICIAN -> "With " + who + " instead of " + clinicianName(search.clinician()) + ", at " + site.name();
            case WEEKDAY -> "On another day than " + dayName(search.weekday());
            case EARLIEST -> "Before " + search.earliest();
            case LATEST -> "After " + search.latest();
            case FROM -> "Before " + Wall.day(search.from()).words();
            case TO -> "Later";
        };
        return new Instead(words + ": " + Wall.when(opening.placement().times().localStart()).words(), search.without(name(part), "cursor"));
    }

    private static String name(Filter.Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    private String siteName(String id) {
        return sites.find(id).map(k -> k.site().name()).orElse(id);
    }

    private String clinicianName(String id) {
        return sites.all().stream().flatMap(k -> k.site().clinician(id).stream()).map(Site.SiteClinician::name).findFirst().orElse(id);
    }

    private Optional<Look> landing(Opening opening) {
        Site site = opening.site();
        var times = opening.placement().times();
        return boards.sheet(opening.id().day()).map(sheet -> {
            Landing landing = Landing.of(site, sheet.day(), opening.placement(), clock.instant());
            return new Look(Wall.when(times.localStart()), site.name(), site.setting().code(), site.setting().words(), Wall.time(times.arriveAt(), site.zone()).words(),
                    Wall.time(times.end(), site.zone()).words(), landing.hours(), landing.lanes().stream().map(lane -> new Strip(site.nameOf(lane.unit()),
                    lane.slots().stream().map(slot -> stroke(slot, site)).toList())).toList());
        });
    }

    private static Stroke stroke(Landing.Slot slot, Site site) {
        String from = Wall.time(slot.from(), site.zone()).words();
        String to = Wall.time(slot.to(), site.zone()).words();
        return switch (slot.what()) {
            case TAKEN -> new Stroke("taken", slot.step(), slot.span(), "taken " + from + "–" + to);
            case HELD -> new Stroke("held", slot.step(), slot.span(), "on hold " + from + "–" + to);
            case HERE -> new Stroke("here", slot.step(), slot.span(), "here " + from + "–" + to);
        };
    }

    private static String target(Plan plan) {
        return (String.join(" ", plan.levels()) + " " + plan.side().orElse("")).strip();
    }

    /** What the plan needs, as a desk says it, and how many times fall away because of each. */
    private List<Need> needs(Permit permit, List<WhyNot> reasons) {
        Plan plan = permit.plan();
        Map<Constraint, Integer> removed = reasons.stream().collect(Collectors.toMap(WhyNot::constraint, WhyNot::removed));
        var needs = new ArrayList<Need>();
        String guidance = plan.guidance().stream().filter(g -> g != Guidance.NONE).sorted().map(Guidance::words).collect(Collectors.joining(" or "));
        needs.add(need(removed, guidance.isEmpty() ? "no imaging" : guidance, Constraint.GUIDANCE, Constraint.DEVICE_BUSY, Constraint.OUT_OF_SERVICE));
        if (plan.contrast()) {
            needs.add(need(removed, "contrast", Constraint.CONTRAST));
        }
        needs.add(need(removed, plan.sedation().sedated() ? Wall.words(plan.sedation().code()) + " sedation, nurse" : "no sedation",
                Constraint.SEDATION, Constraint.NURSE_BUSY));
        if (plan.monitoring()) {
            needs.add(need(removed, "heart and breathing watched, in the room and in the bay", Constraint.MONITORED_ROOM, Constraint.MONITORED_BAY));
        }
        plan.birthDate().ifPresent(_ -> needs.add(need(removed, "a clinician for this age", Constraint.AGE)));
        needs.add(need(removed, plan.spans().procedure().toMinutes() + " min in the room", Constraint.CLINICIAN_BUSY, Constraint.CLINICIAN_AWAY, Constraint.ROOM_BUSY));
        needs.add(need(removed, plan.spans().prepare().toMinutes() + " min before and " + plan.spans().recovery().toMinutes() + " min after in a bay",
                Constraint.BAY_BEFORE, Constraint.BAY_AFTER, Constraint.OPENING_HOURS, Constraint.PAST_MIDNIGHT));
        if (plan.position() != null) {
            needs.add(need(removed, "position: " + plan.position().replace('-', ' ')));
        }
        needs.add(need(removed, "a clinician who does it", Constraint.PROCEDURE));
        if (!plan.settings().isEmpty()) {
            needs.add(need(removed, plan.settings().stream().map(Setting::words).collect(Collectors.joining(" or ")), Constraint.SETTING));
        }
        if (!plan.sites().isEmpty()) {
            needs.add(need(removed, plan.sites().stream().map(this::siteName).collect(Collectors.joining(" or ")), Constraint.SITE));
        }
        if (!plan.clinicians().isEmpty()) {
            needs.add(need(removed, plan.clinicians().stream().map(this::clinicianName).collect(Collectors.joining(" or ")), Constraint.CLINICIAN));
        }
        permit.earliest().ifPresent(date -> needs.add(need(removed, "from " + Wall.day(date).words(), Constraint.TOO_EARLY)));
        permit.latest().ifPresent(date -> needs.add(need(removed, "until " + Wall.dayOfYear(date).words(), Constraint.TOO_LATE)));
        return needs;
    }

    private static Need need(Map<Constraint, Integer> removed, String words, Constraint... by) {
        return new Need(words, Arrays.stream(by).mapToInt(c -> removed.getOrDefault(c, 0)).sum());
    }

    /** The filters that are on, each with what it hides; each leads to the same search without it. */
    private List<Chip> chips(Search search, List<Narrowing> narrowings) {
        var chips = narrowings.stream().map(n -> new Chip(switch (n.part()) {
            case SITE -> siteName(search.site());
            case SETTING -> search.setting().words();
            case CLINICIAN -> clinicianName(search.clinician());
            case WEEKDAY -> dayName(search.weekday());
            case EARLIEST -> "from " + search.earliest();
            case LATEST -> "until " + search.latest();
            case FROM -> "from " + Wall.day(search.from()).words();
            case TO -> "until then";
        }, search.without(name(n.part()), "cursor"), n.removed())).collect(Collectors.toCollection(ArrayList::new));
        if (Boolean.TRUE.equals(search.overbook())) {
            chips.add(new Chip("also taken once", search.without("overbook", "cursor"), null));
        }
        return chips;
    }

    private List<Day> days(Search search, List<Opening> openings) {
        var days = new TreeMap<LocalDate, List<Row>>();
        Instant now = clock.instant();
        for (Opening opening : openings) {
            var place = opening.placement().place();
            var times = opening.placement().times();
            Site site = opening.site();
            String here = search.without();
            days.computeIfAbsent(place.day().date(), _ -> new ArrayList<>()).add(new Row(opening.id().text(), here + "&look=" + opening.id().text(),
                    times.localStart().toLocalTime().toString(), Wall.when(times.localStart()), Wall.time(times.end(), site.zone()).words(), site.name(),
                    site.setting().code(), site.setting().words(), site.nameOf(place.clinician()), opening.continuity(), site.nameOf(place.room()),
                    Wall.zone(site, sites.all()).orElse(null), "/board/" + site.id() + "/" + place.day().date(), opening.overbooks(),
                    times.isForSomebodyHere(now) ? Wall.time(times.arriveAt(), site.zone()).words() : null));
        }
        return days.entrySet().stream().map(e -> new Day(Wall.day(e.getKey()), e.getValue())).toList();
    }
}
