package health.foramen.scheduling.board.web;

import health.foramen.scheduling.board.DayBoard;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.ClinicDays;
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
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** What happens next in room 2? */
@Controller
@RequestMapping("/board")
class BoardPages {

    /** @param tone the stylesheet's word for a state */
    record Mark(String tone, String words) {
    }

    record Slot(String href, int step, int span, String tone, String title, String words, String time, String marks, String after) {
    }

    record Lane(String name, String who, List<Slot> slots, List<Free> gaps) {
    }

    record Free(int step, int span, String words) {
    }

    record Row(String id, long revision, Wall.At at, String arriveAt, String name, String target, String place, String clinician, Mark state, List<Mark> marks,
            boolean mayArrive, boolean next, String recovers) {
    }

    record SiteChoice(String href, String name, boolean current) {
    }

    record HourWords(int step, String words) {
    }

    private final ClinicDays days;
    private final Sites sites;
    private final Cards cards;
    private final Permits permits;
    private final Clock clock;

    BoardPages(ClinicDays days, Sites sites, Cards cards, Permits permits, Clock clock) {
        this.days = days;
        this.sites = sites;
        this.cards = cards;
        this.permits = permits;
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
    String board(@PathVariable String site, @PathVariable LocalDate date, Model model, HttpServletResponse response) {
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
        model.addAttribute("rooms", board.rooms().stream().map(lane -> room(at, lane, names, plans)).toList());
        model.addAttribute("bays", board.bays().stream().map(lane -> bay(at, lane, names)).toList());
        model.addAttribute("anything", !day.blocks().isEmpty() || !day.appointments().isEmpty());
        model.addAttribute("rows", rows(at, day, names, plans, today(at).date().equals(date), now));
        model.addAttribute("left", day.appointments().stream().filter(a -> a.state().gaveUp()).sorted(Comparator.comparing(a -> a.times().start()))
                .map(a -> row(at, a, names, plans, false, false)).toList());
        model.addAttribute("booked", day.appointments().stream().filter(a -> !a.state().gaveUp() && !(a.state() instanceof AppointmentState.Held)).count());
        model.addAttribute("arrived", DayBoard.count(day, AppointmentState.Arrived.class));
        model.addAttribute("inProcedure", DayBoard.count(day, AppointmentState.InProcedure.class));
        model.addAttribute("recovering", DayBoard.count(day, AppointmentState.Recovering.class));
        model.addAttribute("home", DayBoard.count(day, AppointmentState.Completed.class));
        model.addAttribute("ridesMissing", day.appointments().stream().filter(a -> !a.state().over() && a.marks().rideMissing()).count());
        return "board";
    }

    private List<Row> rows(Site site, ClinicDay day, Map<String, Card> names, Map<String, Permit> plans, boolean today, Instant now) {
        List<Appointment> inOrder = day.appointments().stream().filter(a -> !a.state().gaveUp() && !a.expired(now))
                .sorted(Comparator.comparing(a -> a.times().start())).toList();
        Optional<Appointment> next = inOrder.stream().filter(a -> today && a.state() instanceof AppointmentState.Booked).findFirst();
        return inOrder.stream().map(a -> row(site, a, names, plans, today && a.state() instanceof AppointmentState.Booked, next.filter(a::equals).isPresent())).toList();
    }

    private Row row(Site site, Appointment a, Map<String, Card> names, Map<String, Permit> plans, boolean mayArrive, boolean next) {
        return new Row(a.id(), a.revision(), new Wall.At(a.times().start().toString(), a.times().localStart().toLocalTime().toString()),
                Wall.time(a.times().arriveAt(), site.zone()).words(), names.get(a.patient()).name(), target(a), site.nameOf(a.place().room()),
                site.nameOf(a.place().clinician()), new Mark(tone(a), a.state().words()), marks(a, plans), mayArrive, next,
                DayBoard.recovery(a).map(c -> site.nameOf(c.unit()) + " until " + Wall.time(c.to(), site.zone()).words()).orElse(null));
    }

    private static Lane room(Site site, DayBoard.Lane lane, Map<String, Card> names, Map<String, Permit> plans) {
        String who = lane.blocks().stream().map(b -> who(site, b)).distinct().collect(Collectors.joining("; "));
        return new Lane(site.nameOf(lane.unit()), who, lane.slots().stream().map(s -> {
            Appointment a = s.appointment();
            String after = DayBoard.recovery(a).map(c -> "→ " + site.nameOf(c.unit()) + " until " + Wall.time(c.to(), site.zone()).words()).orElse(null);
            return new Slot("/appointments/" + a.id(), s.step(), s.span(), warned(a, plans), names.get(a.patient()).initials() + " · " + target(a), a.state().words(),
                    a.times().localStart().toLocalTime().toString(), marks(a, plans).stream().map(Mark::words).collect(Collectors.joining(", ")), after);
        }).toList(), lane.gaps().stream().map(g -> new Free(g.step(), g.span(), "open, " + words(g.length()))).toList());
    }

    private static Lane bay(Site site, DayBoard.Lane lane, Map<String, Card> names) {
        boolean monitored = site.bays().stream().anyMatch(b -> b.id().equals(lane.unit()) && b.monitored());
        return new Lane(site.nameOf(lane.unit()), monitored ? "monitored" : "", lane.slots().stream().map(s -> new Slot("/appointments/" + s.appointment().id(),
                s.step(), s.span(), tone(s.appointment()), names.get(s.appointment().patient()).initials(), null, null, null, null)).toList(), List.of());
    }

    private static String words(Duration length) {
        return length.toHours() > 0 ? length.toHours() + " h" + (length.toMinutesPart() > 0 ? " " + length.toMinutesPart() + " min" : "") : length.toMinutes() + " min";
    }

    private static String who(Site site, Block block) {
        return block.device().map(d -> site.nameOf(d) + " · ").orElse("") + site.nameOf(block.clinician());
    }

    private static String target(Appointment a) {
        return (String.join(" ", a.work().levels()) + " " + a.work().side().orElse("")).strip();
    }

    /** What is missing, or well: a ride, a clearance, the permit itself. */
    private static List<Mark> marks(Appointment a, Map<String, Permit> plans) {
        var marks = new ArrayList<Mark>();
        if (a.marks().permitWithdrawn()) {
            marks.add(new Mark("stop", "permit withdrawn"));
        }
        Optional<Permit> permit = Optional.ofNullable(plans.get(a.permit()));
        permit.filter(p -> !p.clearances().isEmpty()).ifPresent(p -> marks.add(p.cleared() ? new Mark("ok", "cleared") : new Mark("stop", "not cleared")));
        if (a.work().escortRequired() && !a.state().over()) {
            marks.add(switch (a.marks().ride().map(r -> r.status()).orElse("asked")) {
                case "arranged", "not-needed" -> new Mark("ok", "ride");
                case "missing" -> new Mark("warn", "ride missing");
                default -> new Mark("wait", "ride open");
            });
        }
        if (a.state() instanceof AppointmentState.Booked && a.marks().confirmed().isPresent()) {
            marks.add(new Mark("ok", "confirmed"));
        }
        if (a.marks().changeRequested().isPresent() && !a.state().over()) {
            marks.add(new Mark("warn", "asks for a change"));
        }
        return marks;
    }

    private static String warned(Appointment a, Map<String, Permit> plans) {
        boolean waiting = a.state() instanceof AppointmentState.Booked || a.state() instanceof AppointmentState.Arrived;
        return waiting ? marks(a, plans).stream().map(Mark::tone).filter(t -> t.equals("stop") || t.equals("warn")).findFirst().orElse(tone(a)) : tone(a);
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
