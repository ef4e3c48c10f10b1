package health.foramen.scheduling.booking.web;

import health.foramen.safeguard.Person;
import health.foramen.scheduling.booking.KeepingAppointments;
import health.foramen.scheduling.booking.MovingAppointments;
import health.foramen.scheduling.booking.No;
import health.foramen.scheduling.booking.Result;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Appointment.Outcome;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.Claim;
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
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What happens next with this patient, and what has happened. */
@Controller
@RequestMapping("/appointments")
class AppointmentPages {

    record Line(Wall.At at, String what, String name, String why) {
    }

    record Part(String unit, Wall.At from, Wall.At to) {
    }

    record Option(String code, String words) {
    }

    /** Why a desk cancels; what it means to others is decided by who hears the code. */
    private static final List<Option> REASONS = List.of(new Option("patient-request", "The patient asks"), new Option("patient-ill", "The patient is ill"),
            new Option("no-ride", "No ride home"), new Option("not-cleared", "Not cleared"), new Option("clinic", "The clinic cannot"),
            new Option("clinician-ill", "The clinician is ill"), new Option("permit-withdrawn", "The permit was withdrawn"));

    private static final List<Option> NO_FOLLOW_UP = List.of(new Option("referrer-follows", "The referring physician follows up"),
            new Option("patient-declines", "The patient declines"), new Option("transferred", "Transferred to other care"), new Option("not-needed", "Not needed"));

    private final KeepingAppointments keeping;
    private final MovingAppointments moving;
    private final Permits permits;
    private final Sites sites;
    private final Cards cards;
    private final Clock clock;

    AppointmentPages(KeepingAppointments keeping, MovingAppointments moving, Permits permits, Sites sites, Cards cards, Clock clock) {
        this.keeping = keeping;
        this.moving = moving;
        this.permits = permits;
        this.sites = sites;
        this.cards = cards;
        this.clock = clock;
    }

    @GetMapping("/{id}")
    String one(@PathVariable String id, @RequestParam(required = false) String said, Model model, HttpServletResponse response) {
        model.addAttribute("said", switch (said) {
            case "booked" -> "Booked. The patient is told at once.";
            case "held" -> "Held. Confirm it before it lapses.";
            case "moved" -> "Moved. The patient is told.";
            case "done" -> "Done.";
            case null, default -> null;
        });
        return page(id, model, response);
    }

    @PostMapping("/{id}/confirm")
    String confirm(@PathVariable String id, Person person, Model model, HttpServletResponse response) {
        return after(id, keeping.confirm(id, actor(person)), "booked", model, response);
    }

    @PostMapping("/{id}/let-go")
    String letGo(@PathVariable String id, Person person, Model model, HttpServletResponse response) {
        return keeping.letGo(id, actor(person)) instanceof Result.Refused(No why) ? refused(id, why, model, response) : "redirect:/worklist";
    }

    @PostMapping("/{id}/arrive")
    String arrive(@PathVariable String id, @RequestParam long revision, @RequestParam(required = false) String back, Person person, Model model,
            HttpServletResponse response) {
        String page = change(id, revision, a -> a.arrive(actor(person), clock.instant()), model, response);
        boolean fromBoard = page.startsWith("redirect:") && back != null && back.matches("/board/[a-z0-9.\\-]+/\\d{4}-\\d{2}-\\d{2}");
        return fromBoard ? "redirect:" + back : page;
    }

    @PostMapping("/{id}/start")
    String start(@PathVariable String id, @RequestParam long revision, @RequestParam(defaultValue = "false") boolean patient,
            @RequestParam(defaultValue = "false") boolean side, @RequestParam(defaultValue = "false") boolean level,
            @RequestParam(defaultValue = "false") boolean clearances, @RequestParam(defaultValue = "") String by, Person person, Model model,
            HttpServletResponse response) {
        return change(id, revision, a -> a.start(new TimeOut(patient, side, level, clearances, shortened(by, 120)), actor(person), clock.instant()), model, response);
    }

    @PostMapping("/{id}/recover")
    String recover(@PathVariable String id, @RequestParam long revision, Person person, Model model, HttpServletResponse response) {
        return change(id, revision, a -> a.recover(actor(person), clock.instant()), model, response);
    }

    @PostMapping("/{id}/discharge")
    String discharge(@PathVariable String id, @RequestParam long revision, @RequestParam(required = false) LocalDate date,
            @RequestParam(required = false) String noneBecause, Person person, Model model, HttpServletResponse response) {
        Optional<FollowUp> followUp = Optional.ofNullable(date).<FollowUp>map(FollowUp.On::new)
                .or(() -> Optional.ofNullable(noneBecause).filter(c -> NO_FOLLOW_UP.stream().anyMatch(o -> o.code().equals(c))).map(FollowUp.None::new));
        return change(id, revision, a -> a.discharge(followUp, actor(person), clock.instant()), model, response);
    }

    @PostMapping("/{id}/no-show")
    String noShow(@PathVariable String id, @RequestParam long revision, Person person, Model model, HttpServletResponse response) {
        return change(id, revision, a -> a.noShow(actor(person), clock.instant()), model, response);
    }

    @PostMapping("/{id}/cancel")
    String cancel(@PathVariable String id, @RequestParam long revision, @RequestParam String reason, @RequestParam(defaultValue = "") String note, Person person,
            Model model, HttpServletResponse response) {
        String code = REASONS.stream().map(Option::code).filter(reason::equals).findFirst().orElse("clinic");
        Optional<String> why = Optional.of(shortened(note, 500)).filter(n -> !n.isBlank());
        return change(id, revision, a -> a.cancel(code, why, actor(person), clock.instant()), model, response);
    }

    @PostMapping("/{id}/move")
    String move(@PathVariable String id, @RequestParam long revision, @RequestParam String opening, Person person, Model model, HttpServletResponse response) {
        return after(id, moving.move(id, revision, opening, actor(person)), "moved", model, response);
    }

    private String change(String id, long revision, Function<Appointment, Outcome> decide, Model model, HttpServletResponse response) {
        return after(id, keeping.change(id, revision, decide), "done", model, response);
    }

    private String after(String id, Result result, String said, Model model, HttpServletResponse response) {
        return switch (result) {
            case Result.Done(Appointment appointment, boolean _) -> "redirect:/appointments/" + appointment.id() + "?said=" + said;
            case Result.Refused(No why) -> refused(id, why, model, response);
        };
    }

    private String refused(String id, No why, Model model, HttpServletResponse response) {
        Problem problem = Refusals.problem(why);
        String page = page(id, model, response);
        response.setStatus(problem.status().value());
        model.addAttribute("refused", problem.detail());
        return page;
    }

    private String page(String id, Model model, HttpServletResponse response) {
        Optional<Appointment> found = keeping.find(id);
        if (found.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return "appointment-unknown";
        }
        Appointment a = found.get();
        ZoneId zone = a.place().zone();
        Instant now = clock.instant();
        Optional<Site> site = sites.find(a.place().day().site()).map(Sites.Known::site);
        Card card = cards.named(List.of(a.patient())).get(a.patient());
        model.addAttribute("a", AppointmentWords.of(a, site, Optional.of(card)));
        model.addAttribute("state", a.state().words());
        model.addAttribute("mark", mark(a));
        model.addAttribute("when", Wall.when(a.times().localStart()));
        model.addAttribute("arriveAt", Wall.time(a.times().arriveAt(), zone));
        model.addAttribute("end", Wall.time(a.times().end(), zone));
        model.addAttribute("zone", site.flatMap(s -> Wall.zone(s, sites.all())).orElse(null));
        model.addAttribute("work", Wall.words(a.work().procedure()));
        model.addAttribute("target", (String.join(" ", a.work().levels()) + " " + a.work().side().orElse("")).strip());
        model.addAttribute("board", "/board/" + a.place().day().site() + "/" + a.place().day().date());
        model.addAttribute("claims", a.claims().stream().sorted(Comparator.comparing(Claim::from).thenComparing(Claim::unit))
                .map(c -> new Part(site.map(s -> s.nameOf(c.unit())).orElse(c.unit()), Wall.time(c.from(), zone), Wall.time(c.to(), zone))).toList());
        model.addAttribute("clearances", permits.find(a.permit()).map(Permit::clearances).orElse(List.of()));
        model.addAttribute("history", a.history().reversed().stream()
                .map(c -> new Line(Wall.when(c.at(), zone), Wall.words(c.what()), c.by().name(), c.why().orElse(null))).toList());
        model.addAttribute("onTheDay", LocalDay.at(now, zone).date().equals(a.place().day().date()));
        model.addAttribute("begun", !now.isBefore(a.times().start()));
        model.addAttribute("canGoHome", a.state() instanceof AppointmentState.Recovering
                || a.state() instanceof AppointmentState.InProcedure && a.times().end().equals(a.times().procedureEnd()));
        model.addAttribute("reasons", REASONS);
        model.addAttribute("noFollowUp", NO_FOLLOW_UP);
        model.addAttribute("earliestFollowUp", a.place().day().date().plusDays(1));
        model.addAttribute("followUp", a.state() instanceof AppointmentState.Completed completed ? switch (completed.followUp()) {
            case FollowUp.On(LocalDate date) -> Wall.dayOfYear(date).words();
            case FollowUp.None(String because) -> "None: " + Wall.words(because).toLowerCase(java.util.Locale.ROOT);
        } : null);
        return "appointment";
    }

    /** The state's shape and hue. */
    static String mark(Appointment a) {
        return switch (a.state()) {
            case AppointmentState.Held _, AppointmentState.Booked _ -> "wait";
            case AppointmentState.Arrived _ -> "ok";
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
