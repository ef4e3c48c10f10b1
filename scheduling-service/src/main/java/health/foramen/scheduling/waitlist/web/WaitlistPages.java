package health.foramen.scheduling.waitlist.web;

import health.foramen.safeguard.Person;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.permit.Card;
import health.foramen.scheduling.permit.Cards;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.site.Setting;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.site.Weekday;
import health.foramen.scheduling.site.web.Wall;
import health.foramen.scheduling.waitlist.Answering;
import health.foramen.scheduling.waitlist.KeepingWaitlist;
import health.foramen.scheduling.waitlist.KeepingWaitlist.Line;
import health.foramen.scheduling.waitlist.KeepingWaitlist.Putting;
import health.foramen.scheduling.waitlist.Offer;
import health.foramen.scheduling.waitlist.OfferingSooner;
import health.foramen.scheduling.waitlist.Waiting;
import health.foramen.scheduling.waitlist.Wish;
import health.foramen.shell.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who waits for sooner, who is being asked, and what they said. */
@Controller
@RequestMapping("/waitlist")
class WaitlistPages {

    record Asking(String id, Wall.At when, String site, Setting setting, Wall.At answerBy, Instant until, String board) {
    }

    record Past(String words, Wall.At day, String site) {
    }

    record Row(String permit, String name, String urgency, boolean urgent, String age, List<String> can, String appointment, Wall.At has, String hasAt, Asking asking,
            List<Past> past) {
    }

    record Choice(String value, String words, boolean chosen) {
    }

    /** As it was typed: what cannot be read comes back beside its field. */
    record Form(String permit, Set<String> site, Set<Setting> setting, Set<Weekday> day, String earliest, String latest, String notice, String soonerBy, String until) {
    }

    private static final Map<Weekday, String> DAYS = Arrays.stream(Weekday.values()).collect(Collectors.toMap(Function.identity(),
            d -> d.day().getDisplayName(java.time.format.TextStyle.FULL, Locale.ENGLISH)));

    private final KeepingWaitlist keeping;
    private final OfferingSooner offering;
    private final Permits permits;
    private final Sites sites;
    private final Cards cards;
    private final Clock clock;

    WaitlistPages(KeepingWaitlist keeping, OfferingSooner offering, Permits permits, Sites sites, Cards cards, Clock clock) {
        this.keeping = keeping;
        this.offering = offering;
        this.permits = permits;
        this.sites = sites;
        this.cards = cards;
        this.clock = clock;
    }

    @GetMapping
    String waitlist(@RequestParam(required = false) String said, Model model) {
        model.addAttribute("said", switch (said) {
            case "put" -> "On the list. Whatever fits and is sooner is kept and offered.";
            case "off" -> "Taken off the list.";
            case "accepted" -> "Accepted. The patient has the sooner time.";
            case "declined" -> "Declined. The next one is asked.";
            case "withdrawn" -> "Taken back. The opening is free again.";
            case null, default -> null;
        });
        return page(model);
    }

    @GetMapping("/{permit}")
    String wish(@PathVariable String permit, Model model, HttpServletResponse response) {
        Wish wish = keeping.find(permit).map(Waiting::wish).orElse(Wish.ANY);
        return form(new Form(permit, wish.sites(), wish.settings(), wish.weekdays(), wish.earliest().map(Object::toString).orElse(""),
                wish.latest().map(Object::toString).orElse(""), Integer.toString(wish.noticeHours()), Integer.toString(wish.soonerByHours()),
                wish.until().map(Object::toString).orElse("")), Map.of(), model, response);
    }

    @PostMapping("/{permit}")
    String put(@PathVariable String permit, @RequestParam(required = false) Set<String> site, @RequestParam(required = false) Set<String> setting,
            @RequestParam(required = false) Set<String> day, @RequestParam(defaultValue = "") String earliest, @RequestParam(defaultValue = "") String latest,
            @RequestParam(defaultValue = "") String notice, @RequestParam(defaultValue = "") String soonerBy, @RequestParam(defaultValue = "") String until,
            Person person, Model model, HttpServletResponse response) {
        var form = new Form(permit, set(site), coded(Setting.class, setting), coded(Weekday.class, day), earliest, latest, notice, soonerBy, until);
        var faults = new java.util.TreeMap<String, String>();
        Optional<LocalTime> from = read(earliest, LocalTime::parse, "earliest", "A time like 09:00.", faults);
        Optional<LocalTime> to = read(latest, LocalTime::parse, "latest", "A time like 15:00.", faults);
        Optional<LocalDate> last = read(until, LocalDate::parse, "until", "A date.", faults);
        Optional<Integer> hours = read(notice, Integer::valueOf, "notice", "A number of hours.", faults);
        Optional<Integer> by = read(soonerBy, Integer::valueOf, "soonerBy", "A number of hours.", faults);
        hours.filter(h -> h < 0 || h > Wish.LONGEST_NOTICE).ifPresent(_ -> faults.put("notice", "Between 0 and " + Wish.LONGEST_NOTICE + " hours."));
        by.filter(h -> h < 1 || h > Wish.MOST_SOONER_BY).ifPresent(_ -> faults.put("soonerBy", "Between 1 and " + Wish.MOST_SOONER_BY + " hours."));
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            faults.put("latest", "Not before the earliest.");
        }
        if (!faults.isEmpty() || form.site().size() > Wish.MOST_SITES) {
            return form(form, faults, model, response);
        }
        var wish = new Wish(form.site(), form.setting(), form.day(), from, to, hours.orElse(Wish.ANY.noticeHours()), by.orElse(Wish.ANY.soonerByHours()), last);
        Putting put = keeping.put(permit, wish, WaitlistApi.actor(person));
        if (put instanceof Putting.Put) {
            return "redirect:/waitlist?said=put";
        }
        Problem problem = WaitlistApi.problem(put);
        String page = form(form, Map.of("site", problem.detail()), model, response);
        response.setStatus(problem.status().value());
        return page;
    }

    @PostMapping("/{permit}/off")
    String off(@PathVariable String permit, Person person) {
        keeping.takeOff(permit, WaitlistApi.actor(person));
        return "redirect:/waitlist?said=off";
    }

    @PostMapping("/offers/{id}/accept")
    String accept(@PathVariable String id, Person person, Model model, HttpServletResponse response) {
        return answered(offering.accept(id, WaitlistApi.actor(person)), "accepted", model, response);
    }

    @PostMapping("/offers/{id}/decline")
    String decline(@PathVariable String id, Person person, Model model, HttpServletResponse response) {
        return answered(offering.decline(id, WaitlistApi.actor(person)), "declined", model, response);
    }

    @PostMapping("/offers/{id}/withdraw")
    String withdraw(@PathVariable String id, Person person, Model model, HttpServletResponse response) {
        return answered(offering.withdraw(id, WaitlistApi.actor(person)), "withdrawn", model, response);
    }

    private String answered(Answering answering, String said, Model model, HttpServletResponse response) {
        if (answering instanceof Answering.Done(Offer offer, boolean _)) {
            return "redirect:/waitlist?said=" + (offer.status() == Offer.Status.ACCEPTED ? "accepted" : said);
        }
        Problem problem = WaitlistApi.problem(answering);
        String page = page(model);
        response.setStatus(problem.status().value());
        model.addAttribute("refused", problem.detail());
        return page;
    }

    private String page(Model model) {
        List<Line> lines = keeping.lines();
        Map<String, Card> names = cards.named(lines.stream().map(l -> l.waiting().patient()).distinct().toList());
        List<Row> rows = lines.stream().map(line -> row(line, names)).toList();
        model.addAttribute("rows", rows);
        model.addAttribute("asked", rows.stream().filter(r -> r.asking() != null).count());
        return "waitlist";
    }

    private Row row(Line line, Map<String, Card> names) {
        Waiting w = line.waiting();
        Optional<Appointment> has = line.has();
        List<String> can = java.util.stream.Stream.concat(w.wish().sites().stream().sorted().map(this::site), w.wish().words().stream()).toList();
        return new Row(w.permit(), names.get(w.patient()).name(), w.urgency(), w.urgency().equals("urgent"), Wall.age(w.since(), clock.instant()), can,
                has.map(Appointment::id).orElse(null), has.map(a -> Wall.when(a.times().localStart())).orElse(null),
                has.map(a -> site(a.place().day().site())).orElse(null), line.offer().map(this::asking).orElse(null),
                w.asked().reversed().stream().limit(3).map(a -> new Past(a.how().words(), Wall.day(a.day().date()), site(a.day().site()))).toList());
    }

    private Asking asking(Offer offer) {
        return new Asking(offer.id(), Wall.when(offer.localStart()), site(offer.site()), sites.find(offer.site()).map(k -> k.site().setting()).orElse(null),
                Wall.when(offer.answerBy(), offer.zone()), offer.answerBy(), "/board/" + offer.site() + "/" + offer.localStart().toLocalDate());
    }

    private String form(Form form, Map<String, String> faults, Model model, HttpServletResponse response) {
        Optional<Permit> permit = permits.find(form.permit());
        if (permit.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        } else if (!faults.isEmpty()) {
            response.setStatus(422);
        }
        model.addAttribute("unknown", permit.isEmpty());
        model.addAttribute("form", form);
        model.addAttribute("faults", faults);
        model.addAttribute("on", keeping.find(form.permit()).isPresent());
        model.addAttribute("patient", permit.map(p -> cards.named(List.of(p.patient())).get(p.patient()).name()).orElse(""));
        model.addAttribute("work", permit.map(p -> Wall.words(p.plan().procedure())).orElse(""));
        model.addAttribute("sites", sites.all().stream().map(Sites.Known::site).map(s -> new Choice(s.id(), s.name(), form.site().contains(s.id()))).toList());
        model.addAttribute("settings", Arrays.stream(Setting.values()).map(s -> new Choice(s.code(), s.words(), form.setting().contains(s))).toList());
        model.addAttribute("days", Arrays.stream(Weekday.values()).map(d -> new Choice(d.code(), DAYS.get(d), form.day().contains(d))).toList());
        return "waitlist-wish";
    }

    private String site(String id) {
        return sites.find(id).map(Sites.Known::site).map(Site::name).orElse(id);
    }

    private static <T> Optional<T> read(String text, Function<String, T> parse, String field, String sentence, Map<String, String> faults) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(text.strip()));
        } catch (DateTimeException | NumberFormatException _) {
            faults.put(field, sentence);
            return Optional.empty();
        }
    }

    private static <T> Set<T> set(Set<T> maybe) {
        return maybe == null ? Set.of() : maybe;
    }

    private static <E extends Enum<E> & health.foramen.scheduling.site.Coded> Set<E> coded(Class<E> type, Set<String> codes) {
        return set(codes).stream().map(code -> health.foramen.scheduling.site.Coded.find(type, code)).flatMap(Optional::stream).collect(Collectors.toSet());
    }
}
