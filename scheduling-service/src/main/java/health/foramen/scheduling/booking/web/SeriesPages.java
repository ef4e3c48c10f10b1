package health.foramen.scheduling.booking.web;

import health.foramen.outbox.StableIds;
import health.foramen.safeguard.Person;
import health.foramen.scheduling.booking.BookingSeries;
import health.foramen.scheduling.booking.BookingSeries.Outcome;
import health.foramen.scheduling.booking.ProposingSeries;
import health.foramen.scheduling.booking.ProposingSeries.Visit;
import health.foramen.scheduling.booking.Series;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.openings.Filter;
import health.foramen.scheduling.openings.Opening;
import health.foramen.scheduling.permit.Card;
import health.foramen.scheduling.permit.Cards;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.site.Weekday;
import health.foramen.scheduling.site.web.Wall;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Several visits of one patient together: propose them, hold them while the patient is asked, book them all or none; see what became of them. */
@Controller
@RequestMapping("/openings/series")
class SeriesPages {

    /** What most plans leave between two injections, in days; the desk may say another. */
    private static final int APART = 14;
    private static final int LONGEST_APART = 180;

    /** @param visit the permits that are meant; nothing: all that are open */
    record Ask(String permit, List<String> visit, LocalDate from, Integer apart, String site, String clinician, Weekday weekday, LocalTime earliest, Boolean propose) {

        Filter filter() {
            return new Filter(Optional.empty(), Optional.empty(), one(site), Set.of(), one(clinician), weekday == null ? Set.of() : Set.of(weekday),
                    Optional.ofNullable(earliest), Optional.empty(), Set.of(), false);
        }

        private static Set<String> one(String maybe) {
            return maybe == null || maybe.isBlank() ? Set.of() : Set.of(maybe);
        }

        int days() {
            return apart == null || apart < 0 || apart > LONGEST_APART ? APART : apart;
        }

        boolean means(Permit permit) {
            return visit == null || visit.isEmpty() || visit.contains(permit.id());
        }
    }

    record Choice(String value, String words) {
    }

    record OpenPermit(String id, String words, String dates, boolean chosen, boolean holdOnly) {
    }

    record Proposal(int number, String permit, String words, Wall.At notBefore, List<Choice> openings) {
    }

    record Known(String href, String words, String state, String mark) {
    }

    record Patient(String href, String name, long visits, String what) {
    }

    record Line(int number, String href, Wall.At when, String zone, String site, String clinician, String what, String state, String mark) {
    }

    private final BookingSeries booking;
    private final ProposingSeries proposing;
    private final Permits permits;
    private final Sites sites;
    private final Cards cards;
    private final Clock clock;

    SeriesPages(BookingSeries booking, ProposingSeries proposing, Permits permits, Sites sites, Cards cards, Clock clock) {
        this.booking = booking;
        this.proposing = proposing;
        this.permits = permits;
        this.sites = sites;
        this.cards = cards;
        this.clock = clock;
    }

    @GetMapping
    String propose(@ModelAttribute("ask") Ask ask, Model model, HttpServletResponse response) {
        boolean named = ask.permit() != null && !ask.permit().isBlank();
        Optional<Permit> permit = named ? permits.find(ask.permit()) : Optional.empty();
        if (permit.isEmpty()) {
            if (named) {
                response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            }
            return choose(named, model);
        }
        return page(ask, permit.get(), model);
    }

    private String choose(boolean unknown, Model model) {
        Map<String, List<Permit>> candidates = proposing.candidates();
        Map<String, Card> names = cards.named(List.copyOf(candidates.keySet()));
        model.addAttribute("unknown", unknown);
        model.addAttribute("patients", candidates.entrySet().stream().map(e -> new Patient("/openings/series?permit=" + e.getValue().getFirst().id(),
                names.get(e.getKey()).name(), e.getValue().size(), e.getValue().stream().map(p -> Wall.words(p.plan().procedure())).distinct()
                .collect(Collectors.joining(", ")))).toList());
        return "series-of-whom";
    }

    private String page(Ask ask, Permit permit, Model model) {
        List<Permit> open = proposing.open(permit.patient());
        model.addAttribute("ask", ask);
        model.addAttribute("permit", permit.id());
        model.addAttribute("patient", cards.named(List.of(permit.patient())).get(permit.patient()).name());
        model.addAttribute("open", open.stream().map(p -> new OpenPermit(p.id(), words(p), dates(p), ask.means(p), p.holdOnly())).toList());
        model.addAttribute("holdOnly", open.stream().filter(ask::means).anyMatch(Permit::holdOnly));
        model.addAttribute("apart", ask.days());
        model.addAttribute("sites", sites.all().stream().map(k -> new Choice(k.site().id(), k.site().name())).toList());
        model.addAttribute("clinicians", sites.all().stream().flatMap(k -> k.site().clinicians().stream())
                .collect(Collectors.toMap(Site.SiteClinician::id, Site.SiteClinician::name, (one, _) -> one, TreeMap::new)).entrySet().stream()
                .map(e -> new Choice(e.getKey(), e.getValue())).toList());
        model.addAttribute("weekdays", Arrays.stream(Weekday.values()).map(d -> new Choice(d.code(), d.day().getDisplayName(TextStyle.FULL, Locale.ENGLISH))).toList());
        model.addAttribute("known", booking.of(permit.patient()).stream().map(this::known).toList());
        model.addAttribute("key", UUID.randomUUID().toString());
        if (Boolean.TRUE.equals(ask.propose())) {
            LocalDate today = LocalDate.ofInstant(clock.instant(), sites.home());
            List<Visit> visits = proposing.propose(open.stream().filter(ask::means).toList(), new ProposingSeries.Wish(Optional.ofNullable(ask.from()), ask.days(), ask.filter()),
                    today);
            model.addAttribute("proposals", visits.stream().map(v -> proposal(visits.indexOf(v) + 1, v)).toList());
            model.addAttribute("placed", visits.stream().filter(v -> !v.openings().isEmpty()).count());
        }
        return "series-propose";
    }

    private Proposal proposal(int number, Visit visit) {
        return new Proposal(number, visit.permit().id(), words(visit.permit()), Wall.day(visit.notBefore()),
                visit.openings().stream().map(o -> new Choice(visit.permit().id() + "~" + o.id().text(), words(o))).toList());
    }

    private String words(Opening o) {
        return Wall.when(o.placement().times().localStart()).words() + Wall.zone(o.site(), sites.all()).map(z -> " " + z).orElse("") + ", " + o.site().name() + ", "
                + o.site().nameOf(o.placement().place().clinician());
    }

    private static String words(Permit p) {
        return Wall.words(p.plan().procedure()) + " " + (String.join(" ", p.plan().levels()) + " " + p.plan().side().orElse("")).strip();
    }

    private static String dates(Permit p) {
        return Stream.of(p.earliest().map(d -> "from " + Wall.day(d).words()), p.latest().map(d -> "until " + Wall.dayOfYear(d).words())).flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private Known known(Series series) {
        List<Appointment> visits = booking.appointments(series);
        String when = visits.stream().map(a -> a.times().localStart()).min(Comparator.naturalOrder()).map(first -> ", from " + Wall.when(first).words()).orElse("");
        return new Known("/openings/series/" + series.id(), series.items().size() + " visits" + when, state(series), mark(series));
    }

    private static String state(Series series) {
        return switch (series.state()) {
            case HOLDING, CONFIRMING -> "under way";
            case HELD -> "held";
            case BOOKED -> "booked";
            case RELEASED -> "not booked";
        };
    }

    private static String mark(Series series) {
        return switch (series.state()) {
            case HOLDING, CONFIRMING -> "wait";
            case HELD -> "warn";
            case BOOKED -> "ok";
            case RELEASED -> "warn";
        };
    }

    @PostMapping("/hold")
    String hold(@ModelAttribute("ask") Ask ask, @RequestParam(required = false) List<String> choice, @RequestParam String key, Person person, Model model,
            HttpServletResponse response) {
        return take(ask, choice, key, true, person, model, response);
    }

    @PostMapping("/book")
    String book(@ModelAttribute("ask") Ask ask, @RequestParam(required = false) List<String> choice, @RequestParam String key, Person person, Model model,
            HttpServletResponse response) {
        return take(ask, choice, key, false, person, model, response);
    }

    private String take(Ask ask, List<String> chosen, String key, boolean hold, Person person, Model model, HttpServletResponse response) {
        String id = StableIds.of(person.id(), "series-page", key).toString();
        List<Map.Entry<String, String>> visits = (chosen == null ? List.<String>of() : chosen).stream().map(c -> c.split("~", -1))
                .filter(parts -> parts.length == 2 && !parts[0].isBlank() && !parts[1].isBlank()).map(parts -> Map.entry(parts[0], parts[1])).toList();
        if (visits.isEmpty() || visits.size() > Series.MOST || visits.stream().map(Map.Entry::getKey).distinct().count() < visits.size()) {
            return refused("Choose a time for at least one visit, each once.", ask, model, response);
        }
        List<Series.Item> items = SeriesApi.items(id, visits);
        String request = SeriesApi.request(items, hold);
        Outcome outcome = hold ? booking.hold(id, request, items, AppointmentsApi.actor(person)) : booking.book(id, request, items, AppointmentsApi.actor(person));
        return switch (outcome) {
            case Outcome.Held _ -> "redirect:/openings/series/" + id + "?said=held";
            case Outcome.Booked _ -> "redirect:/openings/series/" + id + "?said=booked";
            case Outcome.UnderWay _ -> "redirect:/openings/series/" + id;
            case Outcome.NotBooked(Series series, var _) -> refused(sentence(series), ask, model, response);
            case Outcome.KeyReused _, Outcome.Unknown _ -> refused("This form was sent before with other times. These are free now.", ask, model, response);
        };
    }

    private static String sentence(Series series) {
        return series.refused().map(r -> "Visit " + (r.item() + 1) + ": " + r.sentence()).orElse("One of the holds lapsed, so all were let go.");
    }

    private String refused(String why, Ask ask, Model model, HttpServletResponse response) {
        String page = propose(ask, model, response);
        response.setStatus(response.getStatus() == HttpServletResponse.SC_NOT_FOUND ? HttpServletResponse.SC_NOT_FOUND : 409);
        model.addAttribute("refused", why);
        return page;
    }

    @GetMapping("/{id}")
    String one(@PathVariable String id, @RequestParam(required = false) String said, Model model, HttpServletResponse response) {
        Optional<Series> found = booking.find(id);
        if (found.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return choose(true, model);
        }
        Series series = found.get();
        List<Appointment> visits = booking.appointments(series).stream().sorted(Comparator.comparing(a -> a.times().start())).toList();
        List<Permit> theirs = permits.findAll(series.items().stream().map(Series.Item::permit).toList());
        var lines = new ArrayList<Line>();
        for (Appointment a : visits) {
            lines.add(line(lines.size() + 1, a));
        }
        model.addAttribute("id", id);
        model.addAttribute("lines", lines);
        model.addAttribute("visits", series.items().size());
        model.addAttribute("state", state(series));
        model.addAttribute("mark", mark(series));
        model.addAttribute("held", series.state() == Series.State.HELD);
        model.addAttribute("booked", visits.stream().filter(a -> series.state() == Series.State.BOOKED && a.state() instanceof AppointmentState.Booked).count());
        model.addAttribute("lapses", series.state() == Series.State.HELD ? lapses(visits).orElse(null) : null);
        model.addAttribute("because", series.state() == Series.State.RELEASED ? sentence(series) : null);
        model.addAttribute("patient", theirs.stream().findFirst().map(p -> cards.named(List.of(p.patient())).get(p.patient()).name()).orElse("Name on its way"));
        model.addAttribute("again", theirs.stream().findFirst().map(p -> "/openings/series?permit=" + p.id()).orElse("/openings/series"));
        model.addAttribute("reasons", AppointmentPages.REASONS);
        model.addAttribute("said", switch (said) {
            case "held" -> "All are held. Ask the patient, then book them together.";
            case "booked" -> "All are booked.";
            case "gone" -> "Let go. Nothing of it is held any more.";
            case "cancelled" -> "What had not begun is cancelled.";
            case null, default -> null;
        });
        return "series";
    }

    private static Optional<Instant> lapses(List<Appointment> visits) {
        return visits.stream().flatMap(a -> a.state() instanceof AppointmentState.Held held ? Stream.of(held.expiresAt()) : Stream.empty()).min(Comparator.naturalOrder());
    }

    private Line line(int number, Appointment a) {
        Optional<Site> site = sites.find(a.place().day().site()).map(Sites.Known::site);
        return new Line(number, "/appointments/" + a.id(), Wall.when(a.times().localStart()), site.flatMap(s -> Wall.zone(s, sites.all())).orElse(null),
                site.map(Site::name).orElse(a.place().day().site()), site.map(s -> s.nameOf(a.place().clinician())).orElse(a.place().clinician()),
                Wall.words(a.work().procedure()), a.state().words(), a.state() instanceof AppointmentState.Held ? "warn" : a.state().gaveUp() ? "wait" : "ok");
    }

    @PostMapping("/{id}/confirm")
    String confirm(@PathVariable String id, Model model, HttpServletResponse response) {
        return switch (booking.confirm(id)) {
            case Outcome.Booked _ -> "redirect:/openings/series/" + id + "?said=booked";
            case Outcome.NotBooked _ -> {
                String page = one(id, null, model, response);
                response.setStatus(409);
                yield page;
            }
            case Outcome.Held _, Outcome.UnderWay _, Outcome.KeyReused _ -> "redirect:/openings/series/" + id;
            case Outcome.Unknown _ -> one(id, null, model, response);
        };
    }

    @PostMapping("/{id}/release")
    String release(@PathVariable String id, Model model, HttpServletResponse response) {
        return booking.letGo(id) instanceof Outcome.Unknown ? one(id, null, model, response) : "redirect:/openings/series/" + id + "?said=gone";
    }

    @PostMapping("/{id}/cancel")
    String cancel(@PathVariable String id, @RequestParam String reason, Person person, Model model, HttpServletResponse response) {
        String code = AppointmentPages.REASONS.stream().map(AppointmentPages.Choice::code).filter(reason::equals).findFirst().orElse("clinic");
        return booking.cancel(id, code, Optional.empty(), AppointmentsApi.actor(person)).map(_ -> "redirect:/openings/series/" + id + "?said=cancelled")
                .orElseGet(() -> one(id, null, model, response));
    }
}
