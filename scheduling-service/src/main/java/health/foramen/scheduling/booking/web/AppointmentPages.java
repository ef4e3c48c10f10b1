package health.foramen.scheduling.booking.web;

import health.foramen.safeguard.Person;
import health.foramen.scheduling.booking.BookingSeries;
import health.foramen.scheduling.booking.ExtendingHolds;
import health.foramen.scheduling.booking.KeepingAppointments;
import health.foramen.scheduling.booking.MovingAppointments;
import health.foramen.scheduling.booking.No;
import health.foramen.scheduling.booking.Result;
import health.foramen.scheduling.booking.Series;
import health.foramen.scheduling.booking.WorkingThroughDay;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.Claim;
import health.foramen.scheduling.day.Course;
import health.foramen.scheduling.day.FollowUp;
import health.foramen.scheduling.day.LocalDay;
import health.foramen.scheduling.day.TimeOut;
import health.foramen.scheduling.permit.Card;
import health.foramen.scheduling.permit.Cards;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.site.web.Wall;
import health.foramen.shell.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What happens next with this patient, and what has happened. The same acts stand on the appointment's own page and in the drawer of
 * the day board; a form that was sent from the drawer is answered with the drawer.
 */
@Controller
@RequestMapping("/appointments")
class AppointmentPages {

    /** The name of the place on the board into which a drawer is put; htmx sends it along. */
    private static final String DRAWER = "drawer";

    record Line(Wall.At at, String what, String name, String why) {
    }

    record Part(String unit, Wall.At from, Wall.At to) {
    }

    record Choice(String code, String words) {
    }

    /** A clearance as the time-out reads it out. */
    record Cleared(String kind, String words, String state, boolean open) {
    }

    /** Why a desk cancels; what it means to others is decided by who hears the code. */
    static final List<Choice> REASONS = List.of(new Choice("patient-request", "The patient asks"), new Choice("patient-ill", "The patient is ill"),
            new Choice("no-ride", "No ride home"), new Choice("not-fasted", "Ate or drank"), new Choice("not-cleared", "Not cleared"),
            new Choice("no-consent", "No consent"), new Choice("clinic", "The clinic cannot"), new Choice("clinician-ill", "The clinician is ill"),
            new Choice("device-broken", "The imaging device is broken"), new Choice("permit-withdrawn", "The permit was withdrawn"));

    private static final List<Choice> NO_FOLLOW_UP = List.of(new Choice("referrer-follows", "The referring physician follows up"),
            new Choice("patient-declines", "The patient declines"), new Choice("transferred", "Transferred to other care"), new Choice("not-needed", "Not needed"));

    private static final List<Integer> MINUTES_LATE = List.of(10, 20, 30, 45, 60, 90);

    private final KeepingAppointments keeping;
    private final WorkingThroughDay working;
    private final MovingAppointments moving;
    private final ExtendingHolds extending;
    private final BookingSeries series;
    private final Permits permits;
    private final Sites sites;
    private final Cards cards;
    private final Clock clock;

    AppointmentPages(KeepingAppointments keeping, WorkingThroughDay working, MovingAppointments moving, ExtendingHolds extending, BookingSeries series,
            Permits permits, Sites sites, Cards cards, Clock clock) {
        this.keeping = keeping;
        this.working = working;
        this.moving = moving;
        this.extending = extending;
        this.series = series;
        this.permits = permits;
        this.sites = sites;
        this.cards = cards;
        this.clock = clock;
    }

    @GetMapping("/{id}")
    String one(@PathVariable String id, @RequestParam(required = false) String said, Model model, HttpServletRequest request, HttpServletResponse response) {
        model.addAttribute("said", words(said));
        return page(id, model, request, response);
    }

    private static String words(String said) {
        return switch (said) {
            case "booked" -> "Booked. The patient is told at once.";
            case "held" -> "Held. Confirm it before it lapses.";
            case "extended" -> "Held for as long again. That is done once.";
            case "moved" -> "Moved. The patient is told.";
            case "undone" -> "Taken back.";
            case "done" -> "Done.";
            case null, default -> null;
        };
    }

    @PostMapping("/{id}/confirm")
    String confirm(@PathVariable String id, Person person, Model model, HttpServletRequest request, HttpServletResponse response) {
        return after(id, keeping.confirm(id, actor(person)), "booked", model, request, response);
    }

    @PostMapping("/{id}/extend")
    String extend(@PathVariable String id, Person person, Model model, HttpServletRequest request, HttpServletResponse response) {
        return after(id, extending.extend(id, actor(person)), "extended", model, request, response);
    }

    @PostMapping("/{id}/let-go")
    String letGo(@PathVariable String id, Person person, Model model, HttpServletRequest request, HttpServletResponse response) {
        return keeping.letGo(id, actor(person)) instanceof Result.Refused(No why) ? refused(id, why, model, request, response) : "redirect:/worklist";
    }

    @PostMapping("/{id}/arrive")
    String arrive(@PathVariable String id, @RequestParam long revision, @RequestParam(required = false) String back, Person person, Model model,
            HttpServletRequest request, HttpServletResponse response) {
        String page = after(id, working.arrive(id, revision, actor(person)), "done", model, request, response);
        boolean fromBoard = page.startsWith("redirect:") && back != null && back.matches("/board/[a-z0-9.\\-]+/\\d{4}-\\d{2}-\\d{2}");
        return fromBoard ? "redirect:" + back + "#row-" + id : page;
    }

    @PostMapping("/{id}/prepare")
    String prepare(@PathVariable String id, @RequestParam long revision, Person person, Model model, HttpServletRequest request, HttpServletResponse response) {
        return after(id, working.prepare(id, revision, actor(person)), "done", model, request, response);
    }

    @PostMapping("/{id}/start")
    String start(@PathVariable String id, @RequestParam long revision, @RequestParam(defaultValue = "false") boolean patient,
            @RequestParam(defaultValue = "false") boolean procedure, @RequestParam(required = false) String asked, @RequestParam(defaultValue = "false") boolean side,
            @RequestParam(defaultValue = "false") boolean level, @RequestParam(defaultValue = "false") boolean clearances,
            @RequestParam(required = false) List<String> kind, @RequestParam(required = false) List<String> confirmedBy,
            @RequestParam(defaultValue = "") String by, Person person, Model model, HttpServletRequest request, HttpServletResponse response) {
        TimeOut said = new TimeOut(patient, procedure || asked == null && level, side, level, clearances, confirmed(kind, confirmedBy), shortened(by, 120));
        return after(id, working.start(id, revision, said, actor(person)), "done", model, request, response);
    }

    /** A kind and a name for each; an empty name is a clearance that nobody has confirmed. */
    private static List<TimeOut.Confirmed> confirmed(List<String> kinds, List<String> names) {
        int pairs = kinds == null || names == null ? 0 : Math.min(Math.min(kinds.size(), names.size()), 20);
        return IntStream.range(0, pairs).mapToObj(i -> new TimeOut.Confirmed(kinds.get(i), shortened(names.get(i), 120))).toList();
    }

    @PostMapping("/{id}/recover")
    String recover(@PathVariable String id, @RequestParam long revision, Person person, Model model, HttpServletRequest request, HttpServletResponse response) {
        return after(id, working.recover(id, revision, actor(person)), "done", model, request, response);
    }

    @PostMapping("/{id}/bay")
    String bay(@PathVariable String id, @RequestParam long revision, @RequestParam String bay, Person person, Model model, HttpServletRequest request,
            HttpServletResponse response) {
        return after(id, working.recoverIn(id, revision, bay, actor(person)), "done", model, request, response);
    }

    @PostMapping("/{id}/late")
    String late(@PathVariable String id, @RequestParam long revision, @RequestParam int minutes, Person person, Model model, HttpServletRequest request,
            HttpServletResponse response) {
        int bounded = Math.clamp(minutes, 0, Course.Late.MOST_MINUTES);
        return after(id, working.late(id, revision, bounded, actor(person)), "done", model, request, response);
    }

    @PostMapping("/{id}/undo")
    String undo(@PathVariable String id, @RequestParam long revision, @RequestParam(defaultValue = "") String because, Person person, Model model,
            HttpServletRequest request, HttpServletResponse response) {
        if (because.isBlank()) {
            String page = page(id, model, request, response);
            response.setStatus(422);
            model.addAttribute("refused", "Say why it is taken back.");
            model.addAttribute("noReason", true);
            return page;
        }
        return after(id, working.undo(id, revision, shortened(because.strip(), 200), actor(person)), "undone", model, request, response);
    }

    @PostMapping("/{id}/discharge")
    String discharge(@PathVariable String id, @RequestParam long revision, @RequestParam(required = false) LocalDate date,
            @RequestParam(required = false) String noneBecause, @RequestParam(defaultValue = "") String visit, Person person, Model model,
            HttpServletRequest request, HttpServletResponse response) {
        Optional<FollowUp> followUp = Optional.ofNullable(date).<FollowUp>map(FollowUp.On::new)
                .or(() -> Optional.ofNullable(noneBecause).filter(c -> NO_FOLLOW_UP.stream().anyMatch(o -> o.code().equals(c))).map(FollowUp.None::new));
        Optional<String> booked = Optional.of(visit).filter(v -> !v.isBlank());
        return after(id, working.discharge(id, revision, followUp, booked, actor(person)), "done", model, request, response);
    }

    @PostMapping("/{id}/no-show")
    String noShow(@PathVariable String id, @RequestParam long revision, Person person, Model model, HttpServletRequest request, HttpServletResponse response) {
        return after(id, working.noShow(id, revision, actor(person)), "done", model, request, response);
    }

    @PostMapping("/{id}/cancel")
    String cancel(@PathVariable String id, @RequestParam long revision, @RequestParam String reason, @RequestParam(defaultValue = "") String note, Person person,
            Model model, HttpServletRequest request, HttpServletResponse response) {
        String code = REASONS.stream().map(Choice::code).filter(reason::equals).findFirst().orElse("clinic");
        Optional<String> why = Optional.of(shortened(note, 500)).filter(n -> !n.isBlank());
        return after(id, keeping.change(id, revision, a -> a.cancel(code, why, actor(person), clock.instant())), "done", model, request, response);
    }

    @PostMapping("/{id}/move")
    String move(@PathVariable String id, @RequestParam long revision, @RequestParam String opening, @RequestParam(defaultValue = "") String because, Person person,
            Model model, HttpServletRequest request, HttpServletResponse response) {
        Optional<String> reason = Optional.of(because).filter(code -> code.matches("[a-z][a-z0-9-]{1,39}"));
        return after(id, moving.move(id, revision, opening, reason, actor(person)), "moved", model, request, response);
    }

    private String after(String id, Result result, String said, Model model, HttpServletRequest request, HttpServletResponse response) {
        return switch (result) {
            case Result.Done(Appointment appointment, boolean _) when inDrawer(request) -> {
                response.setHeader("HX-Trigger", "day-changed");
                model.addAttribute("said", words(said));
                yield page(appointment.id(), model, request, response);
            }
            case Result.Done(Appointment appointment, boolean _) -> "redirect:/appointments/" + appointment.id() + "?said=" + said;
            case Result.Refused(No why) -> refused(id, why, model, request, response);
        };
    }

    private String refused(String id, No why, Model model, HttpServletRequest request, HttpServletResponse response) {
        Problem problem = Refusals.problem(why);
        String page = page(id, model, request, response);
        response.setStatus(problem.status().value());
        model.addAttribute("refused", problem.detail());
        return page;
    }

    private static boolean inDrawer(HttpServletRequest request) {
        return DRAWER.equals(request.getHeader("HX-Target"));
    }

    private String page(String id, Model model, HttpServletRequest request, HttpServletResponse response) {
        Optional<Appointment> found = keeping.find(id);
        if (found.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return "appointment-unknown";
        }
        if (inDrawer(request)) {
            // The address stays that of the board: what a form was sent to is no page to come back to.
            response.setHeader("HX-Push-Url", "false");
        }
        Appointment a = found.get();
        ZoneId zone = a.place().zone();
        Instant now = clock.instant();
        Optional<Site> site = sites.find(a.place().day().site()).map(Sites.Known::site);
        Optional<Permit> permit = permits.find(a.permit());
        Card card = cards.named(List.of(a.patient())).get(a.patient());
        boolean onTheDay = LocalDay.at(now, zone).date().equals(a.place().day().date());
        model.addAttribute("a", AppointmentWords.of(a, site, Optional.of(card)));
        model.addAttribute("state", a.state().words());
        model.addAttribute("mark", mark(a));
        model.addAttribute("when", Wall.when(a.times().localStart()));
        model.addAttribute("arriveAt", Wall.time(a.times().arriveAt(), zone));
        model.addAttribute("end", Wall.time(a.times().end(), zone));
        model.addAttribute("zone", site.flatMap(s -> Wall.zone(s, sites.all())).orElse(null));
        model.addAttribute("work", Wall.words(a.work().procedure()));
        model.addAttribute("target", (String.join(" ", a.work().levels()) + " " + a.work().side().orElse("")).strip());
        model.addAttribute("series", series.with(a).map(s -> new Choice("/openings/series/" + s.id(), "Visit " + (s.number(a.id()) + 1) + " of " + s.items().size())).orElse(null));
        model.addAttribute("takenBack", a.state() instanceof AppointmentState.Booked || a.state() instanceof AppointmentState.Held
                ? keeping.against(a).map(c -> c.words() + ".").orElse(null) : null);
        model.addAttribute("board", "/board/" + a.place().day().site() + "/" + a.place().day().date());
        model.addAttribute("claims", a.claims().stream().sorted(Comparator.comparing(Claim::from).thenComparing(Claim::unit))
                .map(c -> new Part(name(site, c.unit()), Wall.time(c.from(), zone), Wall.time(c.to(), zone))).toList());
        List<Cleared> cleared = permit.map(Permit::clearances).orElse(List.of()).stream()
                .map(c -> new Cleared(c.kind(), Wall.words(c.kind()), c.state(), c.open())).toList();
        model.addAttribute("clearances", cleared);
        model.addAttribute("openClearances", cleared.stream().filter(Cleared::open).map(c -> c.words().toLowerCase(Locale.ROOT)).toList());
        model.addAttribute("history", a.history().reversed().stream()
                .map(c -> new Line(Wall.when(c.at(), zone), HistoryWords.what(c), c.by().name(), HistoryWords.why(c, unit -> name(site, unit), sites))).toList());
        model.addAttribute("onTheDay", onTheDay);
        model.addAttribute("begun", !now.isBefore(a.times().start()));
        model.addAttribute("canGoHome", a.state() instanceof AppointmentState.Recovering
                || a.state() instanceof AppointmentState.InProcedure && a.times().end().equals(a.times().procedureEnd()));
        model.addAttribute("canStart", a.state() instanceof AppointmentState.Arrived || a.state() instanceof AppointmentState.Preparing);
        model.addAttribute("over", a.state().over());
        model.addAttribute("reasons", REASONS);
        model.addAttribute("noFollowUp", NO_FOLLOW_UP);
        model.addAttribute("earliestFollowUp", a.place().day().date().plusDays(1));
        model.addAttribute("nextVisits", keeping.of(a.patient()).stream().filter(next -> next.state() instanceof AppointmentState.Booked
                && next.place().day().date().isAfter(a.place().day().date())).map(next -> new Choice(next.id(), Wall.when(next.times().localStart()).words())).toList());
        model.addAttribute("bay", a.recovery().map(c -> name(site, c.unit())).orElse(null));
        model.addAttribute("bays", a.recovery().isEmpty() || a.state().over() ? List.of() : site.map(s -> s.bays().stream()
                .filter(b -> b.monitored() || !a.work().sedation().sedated()).map(b -> new Choice(b.id(), b.name() + (b.monitored() ? ", monitored" : ""))).toList())
                .orElse(List.of()));
        model.addAttribute("inBay", a.recovery().map(Claim::unit).orElse(null));
        model.addAttribute("minutesLate", MINUTES_LATE);
        model.addAttribute("asked", a.course().asked().filter(w -> !w.answer().good()).map(w -> w.answer().words() + asOf(w, permit, zone)).orElse(null));
        model.addAttribute("timeOut", a.course().timeOut().orElse(null));
        model.addAttribute("undo", a.course().before().filter(b -> undoable(a) && !now.isAfter(b.at().plus(Appointment.UNDONE_WITHIN)))
                .map(b -> Wall.time(b.at().plus(Appointment.UNDONE_WITHIN), zone)).orElse(null));
        model.addAttribute("followUp", a.state() instanceof AppointmentState.Completed completed ? switch (completed.followUp()) {
            case FollowUp.On(LocalDate date) -> Wall.dayOfYear(date).words();
            case FollowUp.Visit(String _, LocalDate date) -> "Booked, " + Wall.dayOfYear(date).words();
            case FollowUp.None(String because) -> "None: " + Wall.words(because).toLowerCase(Locale.ROOT);
        } : null);
        model.addAttribute("inDrawer", inDrawer(request));
        return inDrawer(request) ? "appointment-drawer" : "appointment";
    }

    private static String asOf(Course.Asked word, Optional<Permit> permit, ZoneId zone) {
        return word.answer() == Course.Answer.AWAY ? permit.map(p -> " (as of " + Wall.when(p.since(), zone).words() + ")").orElse("") : "";
    }

    private static boolean undoable(Appointment a) {
        return switch (a.state()) {
            case AppointmentState.Arrived _, AppointmentState.Preparing _, AppointmentState.InProcedure _, AppointmentState.Recovering _,
                 AppointmentState.Completed _, AppointmentState.NoShow _ -> true;
            case AppointmentState.Held _, AppointmentState.Booked _, AppointmentState.Cancelled _ -> false;
        };
    }

    private static String name(Optional<Site> site, String unit) {
        return site.map(s -> s.nameOf(unit)).orElse(unit);
    }

    /** The state's shape and hue. */
    static String mark(Appointment a) {
        return switch (a.state()) {
            case AppointmentState.Held _, AppointmentState.Booked _ -> "wait";
            case AppointmentState.Arrived _, AppointmentState.Preparing _ -> "ok";
            case AppointmentState.InProcedure _, AppointmentState.Recovering _ -> "now";
            case AppointmentState.Completed _ -> "done";
            case AppointmentState.Cancelled _, AppointmentState.NoShow _ -> "done";
        };
    }

    private static Actor actor(Person person) {
        return AppointmentsApi.actor(person);
    }

    private static String shortened(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) : text;
    }
}
