package health.foramen.scheduling.board.web;

import health.foramen.scheduling.board.DayBoard;
import health.foramen.scheduling.board.Estimates;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.Constraint;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.permit.Card;
import health.foramen.scheduling.permit.Cards;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.site.web.Wall;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What happens next in room 2? */
@Controller
@RequestMapping("/board")
class BoardPages {

    /** @param tone the stylesheet's word for a state */
    record Mark(String tone, String words) {
    }

    /** @param late what the board expects instead of the planned time, if that differs */
    record Slot(String id, long revision, String href, int step, int span, String tone, String title, String words, String time, List<Mark> marks, String after,
            String late, boolean movable) {
    }

    record Lane(String unit, String name, String who, List<Slot> slots, List<Free> gaps) {
    }

    record Free(int step, int span, String words) {
    }

    record Row(String id, long revision, Wall.At at, String arriveAt, String name, String target, String place, String clinician, Mark state, List<Mark> marks,
            boolean mayArrive, boolean next, String recovers, String late) {
    }

    record SiteChoice(String href, String name, boolean current) {
    }

    record HourWords(int step, String words) {
    }

    /** One number of the head, with the tone of what it counts. */
    record Count(String words, long number, String tone) {
    }

    private static final String CONSENT = "consent";
    private static final Duration WORTH_SAYING = Duration.ofMinutes(5);

    private final ClinicDays days;
    private final Sites sites;
    private final Cards cards;
    private final Permits permits;
    private final LiveBoards live;
    private final DowntimeSheets paper;
    private final Clock clock;

    BoardPages(ClinicDays days, Sites sites, Cards cards, Permits permits, LiveBoards live, DowntimeSheets paper, Clock clock) {
        this.days = days;
        this.sites = sites;
        this.cards = cards;
        this.permits = permits;
        this.live = live;
        this.paper = paper;
        this.clock = clock;
    }

    /** Today, where most happens. */
    @GetMapping
    String today(Model model) {
        return sites.all().stream().map(Sites.Known::site)
                .max(Comparator.comparing((Site s) -> days.find(today(s)).map(d -> d.appointments().size() + d.blocks().size()).orElse(0))
                        .thenComparing(Site::id, Comparator.reverseOrder()))
                .map(site -> "redirect:/board/" + site.id() + "/" + today(site).date()).orElse("board-without-sites");
    }

    @GetMapping("/{site}")
    String today(@PathVariable String site, HttpServletResponse response) {
        return sites.find(site).map(k -> "redirect:/board/" + site + "/" + today(k.site()).date()).orElseGet(() -> unknown(response));
    }

    @GetMapping("/{site}/{date}")
    String board(@PathVariable String site, @PathVariable LocalDate date, @RequestParam(required = false) String open, Model model, HttpServletResponse response) {
        Optional<Site> found = sites.find(site).map(Sites.Known::site);
        if (found.isEmpty()) {
            return unknown(response);
        }
        Site at = found.get();
        Instant now = clock.instant();
        ClinicDay day = days.find(new DayId(site, date)).orElseGet(() -> new ClinicDay(new DayId(site, date), at.zone(), 0, List.of(), List.of()));
        Map<String, Card> names = cards.named(day.appointments().stream().map(Appointment::patient).distinct().toList());
        Map<String, Permit> plans = permits.findAll(day.appointments().stream().map(Appointment::permit).distinct().toList()).stream()
                .collect(Collectors.toMap(Permit::id, Function.identity()));
        DayBoard board = DayBoard.of(at, day, now);
        Map<String, Estimates.Estimate> estimates = Estimates.of(day, now);
        model.addAttribute("site", at.name());
        model.addAttribute("setting", at.setting());
        model.addAttribute("zone", Wall.zone(at, sites.all()).orElse(null));
        model.addAttribute("day", Wall.dayOfYear(date));
        model.addAttribute("back", "/board/" + site + "/" + date);
        model.addAttribute("yesterday", "/board/" + site + "/" + date.minusDays(1));
        model.addAttribute("today", "/board/" + site + "/" + today(at).date());
        model.addAttribute("isToday", today(at).date().equals(date));
        model.addAttribute("tomorrow", "/board/" + site + "/" + date.plusDays(1));
        model.addAttribute("choices", sites.all().stream().map(k -> new SiteChoice("/board/" + k.site().id() + "/" + date, k.site().name(), k.site().id().equals(site))).toList());
        model.addAttribute("hours", board.hours().stream().map(h -> new HourWords(h.step(), h.time().toString())).toList());
        model.addAttribute("now", board.now().orElse(null));
        model.addAttribute("version", day.version());
        model.addAttribute("begins", board.begins());
        model.addAttribute("live", "/board/" + site + "/" + date + "/live");
        model.addAttribute("open", open);
        model.addAttribute("sheet", paper.of(new DayId(site, date)).orElse(null));
        model.addAttribute("rooms", board.rooms().stream().map(lane -> room(at, day, lane, names, plans, estimates)).toList());
        model.addAttribute("bays", board.bays().stream().map(lane -> bay(at, lane, names)).toList());
        model.addAttribute("anything", !day.blocks().isEmpty() || !day.appointments().isEmpty());
        model.addAttribute("rows", rows(at, day, names, plans, estimates, today(at).date().equals(date), now));
        model.addAttribute("left", day.appointments().stream().filter(a -> a.state().gaveUp()).sorted(Comparator.comparing(a -> a.times().start()))
                .map(a -> row(at, day, a, names, plans, estimates, false, false)).toList());
        model.addAttribute("counts", counts(day, plans, estimates));
        return "board";
    }

    /** What the head counts; a number of trouble only when there is trouble. */
    private static List<Count> counts(ClinicDay day, Map<String, Permit> plans, Map<String, Estimates.Estimate> estimates) {
        List<Appointment> expected = day.appointments().stream().filter(a -> !a.state().gaveUp() && !(a.state() instanceof AppointmentState.Held)).toList();
        List<Appointment> waiting = expected.stream().filter(a -> !a.state().over()).toList();
        var counts = new ArrayList<>(List.of(new Count("booked", expected.size(), null),
                new Count("arrived", DayBoard.count(day, AppointmentState.Arrived.class) + DayBoard.count(day, AppointmentState.Preparing.class), null),
                new Count("in procedure", DayBoard.count(day, AppointmentState.InProcedure.class), null),
                new Count("recovering", DayBoard.count(day, AppointmentState.Recovering.class), null),
                new Count("home", DayBoard.count(day, AppointmentState.Completed.class), null)));
        trouble(counts, "not cleared", "stop", waiting.stream().filter(a -> uncleared(plans.get(a.permit()))).count());
        trouble(counts, "no consent", "stop", waiting.stream().filter(a -> noConsent(plans.get(a.permit()))).count());
        trouble(counts, "need another place", "stop", waiting.stream().filter(a -> trouble(day, a).isPresent()).count());
        trouble(counts, "rides missing", "warn", waiting.stream().filter(a -> a.marks().rideMissing()).count());
        trouble(counts, "unconfirmed", "wait", waiting.stream().filter(BoardPages::unconfirmed).count());
        trouble(counts, "running late", "warn", waiting.stream().map(a -> estimates.get(a.id())).filter(e -> e != null && isLate(e)).count());
        return counts;
    }

    private static void trouble(List<Count> counts, String words, String tone, long number) {
        if (number > 0) {
            counts.add(new Count(words, number, tone));
        }
    }

    private static boolean uncleared(Permit permit) {
        return permit != null && permit.clearances().stream().anyMatch(c -> c.open() && !c.kind().equals(CONSENT));
    }

    private static boolean noConsent(Permit permit) {
        return permit != null && permit.clearances().stream().anyMatch(c -> c.open() && c.kind().equals(CONSENT));
    }

    /** Why somebody who is expected needs another place; whoever is in the house is looked after anyway. */
    static Optional<String> trouble(ClinicDay day, Appointment a) {
        boolean expected = a.state() instanceof AppointmentState.Booked || a.state() instanceof AppointmentState.Held;
        return day.against(a).filter(_ -> expected).map(why -> why == Constraint.CLINICIAN_AWAY ? "clinician away" : "block closed");
    }

    private static boolean unconfirmed(Appointment a) {
        return a.state() instanceof AppointmentState.Booked && a.marks().confirmed().isEmpty();
    }

    /** Less is no news on a board. */
    private static boolean isLate(Estimates.Estimate estimate) {
        return estimate.late().compareTo(WORTH_SAYING) >= 0;
    }

    private static String late(Estimates.Estimate estimate, Site site) {
        return estimate == null || !isLate(estimate) ? null
                : "about " + Wall.time(estimate.start(), site.zone()).words() + ", " + estimate.late().toMinutes() + " min late";
    }

    /** Says that the day changed, as long as somebody looks; 204 tells the browser to look for itself. */
    @GetMapping(path = "/{site}/{date}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> live(@PathVariable String site, @PathVariable LocalDate date, @RequestParam(defaultValue = "0") long version) {
        if (sites.find(site).isEmpty()) {
            return ResponseEntity.notFound().build();
        }
        return live.watch(new DayId(site, date), version).map(line -> ResponseEntity.ok().header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no").body(line)).orElseGet(() -> ResponseEntity.noContent().build());
    }

    private List<Row> rows(Site site, ClinicDay day, Map<String, Card> names, Map<String, Permit> plans, Map<String, Estimates.Estimate> estimates,
            boolean today, Instant now) {
        List<Appointment> inOrder = day.appointments().stream().filter(a -> !a.state().gaveUp() && !a.expired(now))
                .sorted(Comparator.comparing(a -> a.times().start())).toList();
        Optional<Appointment> next = inOrder.stream().filter(a -> today && a.state() instanceof AppointmentState.Booked).findFirst();
        return inOrder.stream().map(a -> row(site, day, a, names, plans, estimates, today && a.state() instanceof AppointmentState.Booked,
                next.filter(a::equals).isPresent())).toList();
    }

    private Row row(Site site, ClinicDay day, Appointment a, Map<String, Card> names, Map<String, Permit> plans, Map<String, Estimates.Estimate> estimates, boolean mayArrive,
            boolean next) {
        return new Row(a.id(), a.revision(), new Wall.At(a.times().start().toString(), a.times().localStart().toLocalTime().toString()),
                Wall.time(a.times().arriveAt(), site.zone()).words(), names.get(a.patient()).name(), target(a), site.nameOf(a.place().room()),
                site.nameOf(a.place().clinician()), new Mark(tone(a), a.state().words()), marks(a, day, plans), mayArrive, next,
                DayBoard.recovery(a).map(c -> site.nameOf(c.unit()) + " until " + Wall.time(c.to(), site.zone()).words()).orElse(null),
                late(estimates.get(a.id()), site));
    }

    private static Lane room(Site site, ClinicDay day, DayBoard.Lane lane, Map<String, Card> names, Map<String, Permit> plans, Map<String, Estimates.Estimate> estimates) {
        String who = lane.blocks().stream().map(b -> who(site, b)).distinct().collect(Collectors.joining("; "));
        return new Lane(lane.unit(), site.nameOf(lane.unit()), who, lane.slots().stream().map(s -> {
            Appointment a = s.appointment();
            String after = DayBoard.recovery(a).map(c -> "→ " + site.nameOf(c.unit()) + " until " + Wall.time(c.to(), site.zone()).words()).orElse(null);
            return new Slot(a.id(), a.revision(), "/appointments/" + a.id(), s.step(), s.span(), warned(a, day, plans), names.get(a.patient()).initials() + " · " + target(a),
                    a.state().words(), a.times().localStart().toLocalTime().toString(), marks(a, day, plans), after, late(estimates.get(a.id()), site),
                    a.state() instanceof AppointmentState.Booked);
        }).toList(), lane.gaps().stream().map(g -> new Free(g.step(), g.span(), (g.away() ? "clinician away, " : "open, ") + words(g.length()))).toList());
    }

    private static Lane bay(Site site, DayBoard.Lane lane, Map<String, Card> names) {
        boolean monitored = site.bays().stream().anyMatch(b -> b.id().equals(lane.unit()) && b.monitored());
        return new Lane(lane.unit(), site.nameOf(lane.unit()), monitored ? "monitored" : "", lane.slots().stream().map(s -> new Slot(s.appointment().id(),
                s.appointment().revision(), "/appointments/" + s.appointment().id(), s.step(), s.span(), tone(s.appointment()),
                names.get(s.appointment().patient()).initials(), null, null, List.of(), null, null, false)).toList(), List.of());
    }

    private static String words(Duration length) {
        return length.toHours() > 0 ? length.toHours() + " h" + (length.toMinutesPart() > 0 ? " " + length.toMinutesPart() + " min" : "") : length.toMinutes() + " min";
    }

    private static String who(Site site, Block block) {
        return block.device().map(d -> site.nameOf(d) + " · ").orElse("") + site.nameOf(block.clinician());
    }

    static String target(Appointment a) {
        return (String.join(" ", a.work().levels()) + " " + a.work().side().orElse("")).strip();
    }

    /** What is missing, or well: a ride, a clearance, the permit itself. */
    private static List<Mark> marks(Appointment a, ClinicDay day, Map<String, Permit> plans) {
        var marks = new ArrayList<Mark>();
        if (a.marks().permitWithdrawn()) {
            marks.add(new Mark("stop", "permit withdrawn"));
        }
        trouble(day, a).ifPresent(why -> marks.add(new Mark("stop", why)));
        Optional<Permit> permit = Optional.ofNullable(plans.get(a.permit()));
        if (!a.state().over()) {
            permit.filter(p -> !p.clearances().isEmpty() && p.cleared()).ifPresent(_ -> marks.add(new Mark("ok", "cleared")));
            permit.filter(BoardPages::uncleared).ifPresent(_ -> marks.add(new Mark("stop", "not cleared")));
            permit.filter(BoardPages::noConsent).ifPresent(_ -> marks.add(new Mark("stop", "no consent")));
        }
        if (a.work().escortRequired() && !a.state().over()) {
            marks.add(switch (a.marks().ride().map(r -> r.status()).orElse("asked")) {
                case "arranged", "not-needed" -> new Mark("ok", "ride");
                case "missing" -> new Mark("warn", "ride missing");
                default -> new Mark("wait", "ride open");
            });
        }
        if (a.state() instanceof AppointmentState.Booked) {
            marks.add(a.marks().confirmed().isPresent() ? new Mark("ok", "confirmed") : new Mark("wait", "unconfirmed"));
        }
        if (a.marks().changeRequested().isPresent() && !a.state().over()) {
            marks.add(new Mark("warn", "asks for a change"));
        }
        return marks;
    }

    private static String warned(Appointment a, ClinicDay day, Map<String, Permit> plans) {
        boolean waiting = a.state() instanceof AppointmentState.Booked || a.state() instanceof AppointmentState.Arrived;
        return waiting ? marks(a, day, plans).stream().map(Mark::tone).filter(t -> t.equals("stop") || t.equals("warn")).findFirst().orElse(tone(a)) : tone(a);
    }

    private static String tone(Appointment a) {
        return switch (a.state()) {
            case AppointmentState.Held _ -> "open";
            case AppointmentState.Booked _ -> "wait";
            case AppointmentState.Arrived _, AppointmentState.Preparing _ -> "ok";
            case AppointmentState.InProcedure _, AppointmentState.Recovering _ -> "now";
            case AppointmentState.Completed _, AppointmentState.Cancelled _, AppointmentState.NoShow _ -> "done";
        };
    }

    private DayId today(Site site) {
        return new DayId(site.id(), LocalDate.ofInstant(clock.instant(), site.zone()));
    }

    private static String unknown(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        return "board-without-sites";
    }
}
