package health.foramen.scheduling.disruption.web;

import health.foramen.outbox.StableIds;
import health.foramen.safeguard.Person;
import health.foramen.scheduling.day.Claim;
import health.foramen.scheduling.disruption.Disruption;
import health.foramen.scheduling.disruption.Proposing.Proposal;
import health.foramen.scheduling.disruption.Rescheduling;
import health.foramen.scheduling.disruption.Rescheduling.Choice;
import health.foramen.scheduling.disruption.Rescheduling.Line;
import health.foramen.scheduling.disruption.Rescheduling.Outcome;
import health.foramen.scheduling.disruption.Rescheduling.Preview;
import health.foramen.scheduling.job.Job;
import health.foramen.scheduling.permit.Card;
import health.foramen.scheduling.permit.Cards;
import health.foramen.scheduling.site.Fault;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.site.web.Wall;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Something broke: who is meant, where could each go, move them. */
@Controller
@RequestMapping("/blocks/disruption")
class DisruptionPages {

    private static final int UNPROCESSABLE = 422;
    private static final String LEAVE = "leave";
    private static final List<String> REASONS = List.of("clinician-ill", "device-broken", "room-unusable", "staff-missing", "site-closed", "clinic");

    record Option(String value, String words) {
    }

    record Group(String words, List<Option> options) {
    }

    record Row(String id, String href, String patient, Wall.At when, String clinician, String state, boolean movable, boolean urgent, List<Option> options, boolean none) {
    }

    private final Rescheduling rescheduling;
    private final Sites sites;
    private final Cards cards;
    private final Clock clock;

    DisruptionPages(Rescheduling rescheduling, Sites sites, Cards cards, Clock clock) {
        this.rescheduling = rescheduling;
        this.sites = sites;
        this.cards = cards;
        this.clock = clock;
    }

    /** What the form asks about, as it was written; a block has a day of its own. */
    record Ask(String site, LocalDate from, LocalTime fromTime, LocalDate to, LocalTime toTime, String block, String unit, String instead) {

        boolean ofBlock() {
            return block != null && !block.isBlank();
        }

        Disruption.Named named(LocalDate first) {
            return new Disruption.Named(first, Optional.ofNullable(fromTime), to == null || ofBlock() ? first : to, Optional.ofNullable(toTime), said(block), said(unit), said(instead));
        }

        private static Optional<String> said(String maybe) {
            return Optional.ofNullable(maybe).filter(s -> !s.isBlank());
        }
    }

    @GetMapping
    String look(@ModelAttribute("ask") Ask ask, Model model, HttpServletResponse response) {
        Optional<Site> found = (ask.site() == null ? sites.all().stream().findFirst() : sites.find(ask.site())).map(Sites.Known::site);
        if (found.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return "board-without-sites";
        }
        return page(found.get(), ask, model, response);
    }

    @PostMapping
    String begin(@ModelAttribute("ask") Ask ask, @RequestParam String because, @RequestParam(required = false) List<String> choice, @RequestParam String key,
            Person person, Model model, HttpServletResponse response) {
        Optional<Site> found = sites.find(ask.site() == null ? "" : ask.site()).map(Sites.Known::site);
        if (found.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return "board-without-sites";
        }
        Optional<List<Choice>> choices = choices(choice == null ? List.of() : choice);
        if (choices.isEmpty() || !REASONS.contains(because) || ask.from() == null) {
            return refused(List.of("Say from which day and why, and choose for each patient from the list."), found.get(), ask, model, response);
        }
        Disruption disruption = Disruption.of(found.get(), ask.named(ask.from()), because);
        return switch (rescheduling.begin(new Rescheduling.Begin(StableIds.of("reschedule", person.id(), key).toString(),
                StableIds.of(ask.toString(), because, choices.get().toString()).toString(), disruption, choices.get(), person.id(), person.name()))) {
            case Outcome.UnderWay(Job job) -> "redirect:/blocks/jobs/" + job.id();
            case Outcome.Refused(List<Fault> faults) -> refused(faults.stream().map(Fault::detail).toList(), found.get(), ask, model, response);
            case Outcome.KeyReused() -> refused(List.of("This form was sent before with other choices. This is how it is now."), found.get(), ask, model, response);
            case Outcome.Shown(Preview _) -> throw new IllegalStateException("a job is no preview");
        };
    }

    private String refused(List<String> why, Site site, Ask ask, Model model, HttpServletResponse response) {
        response.setStatus(UNPROCESSABLE);
        String page = page(site, ask, model, response);
        model.addAttribute("refused", why);
        return page;
    }

    /** {@code appointment~revision~opening}, an empty opening for the worklist, {@code leave} for staying. */
    private static Optional<List<Choice>> choices(List<String> written) {
        var choices = new ArrayList<Choice>();
        for (String each : written) {
            String[] parts = each.split("~", -1);
            if (parts.length != 3 || !parts[1].matches("\\d{1,10}") || parts[0].isBlank()) {
                return Optional.empty();
            }
            choices.add(new Choice(parts[0], Long.parseLong(parts[1]), Optional.of(parts[2]).filter(to -> !to.isBlank() && !to.equals(LEAVE)), parts[2].equals(LEAVE)));
        }
        return Optional.of(choices);
    }

    private String page(Site site, Ask ask, Model model, HttpServletResponse response) {
        LocalDate first = ask.from() == null ? LocalDate.ofInstant(clock.instant(), site.zone()) : ask.from();
        model.addAttribute("s", site);
        model.addAttribute("sites", sites.all().stream().map(k -> new Option(k.site().id(), k.site().name())).toList());
        model.addAttribute("units", units(site));
        model.addAttribute("clinicians", site.clinicians().stream().map(c -> new Option(c.id(), c.name())).toList());
        model.addAttribute("today", LocalDate.ofInstant(clock.instant(), site.zone()));
        model.addAttribute("ask", ask);
        model.addAttribute("from", first);
        model.addAttribute("to", ask.to() == null || ask.ofBlock() ? first : ask.to());
        model.addAttribute("block", ask.ofBlock() ? ask.block() : null);
        model.addAttribute("unit", ask.unit() == null ? "" : ask.unit());
        model.addAttribute("reasons", REASONS.stream().map(r -> new Option(r, Wall.words(r))).toList());
        model.addAttribute("key", UUID.randomUUID().toString());
        if (ask.from() == null) {
            return "disruption";
        }
        switch (rescheduling.preview(Disruption.of(site, ask.named(first), "clinic"))) {
            case Outcome.Shown(Preview preview) -> shown(preview, model);
            case Outcome.Refused(List<Fault> faults) -> {
                response.setStatus(UNPROCESSABLE);
                model.addAttribute("refused", faults.stream().map(Fault::detail).toList());
            }
            case Outcome.UnderWay(Job _), Outcome.KeyReused() -> throw new IllegalStateException("a preview is no job");
        }
        return "disruption";
    }

    private void shown(Preview preview, Model model) {
        Map<String, Card> names = cards.named(preview.lines().stream().map(l -> l.appointment().patient()).distinct().toList());
        List<Row> rows = preview.lines().stream().map(l -> row(preview, l, names)).toList();
        model.addAttribute("rows", rows);
        model.addAttribute("movable", rows.stream().filter(Row::movable).count());
        model.addAttribute("placed", rows.stream().filter(r -> r.movable() && !r.none()).count());
        model.addAttribute("taken", preview.blocks().stream().map(b -> taken(preview, b)).toList());
        model.addAttribute("outOf", preview.disruption().stretch().words().strip());
    }

    private String taken(Preview preview, Rescheduling.BlockOfDay b) {
        String block = Wall.day(b.day().date()).words() + ", " + b.hours().from() + "–" + b.hours().to() + ", " + preview.site().nameOf(b.block().clinician());
        return preview.disruption().instead().map(other -> block + " becomes " + preview.site().nameOf(other) + "’s, in the same room, with the same device and nurses")
                .orElse(block + (b.whole() ? " is closed" : " is taken out of the block " + b.block().hours().from() + "–" + b.block().hours().to()));
    }

    private Row row(Preview preview, Line l, Map<String, Card> names) {
        var a = l.appointment();
        String key = a.id() + "~" + a.revision() + "~";
        var options = new ArrayList<Option>();
        l.proposals().forEach(p -> options.add(new Option(key + p.opening().text(), words(preview, l, p))));
        options.add(new Option(key, "To the worklist, first in line"));
        options.add(new Option(key + LEAVE, "Leave as it is"));
        Site at = sites.find(a.place().day().site()).map(Sites.Known::site).orElse(preview.site());
        return new Row(a.id(), "/appointments/" + a.id(), Optional.ofNullable(names.get(a.patient())).map(Card::name).orElse("Name on its way"),
                Wall.when(a.times().localStart()), at.nameOf(a.place().clinician()), a.state().words(), l.movable(),
                l.permit().filter(p -> p.urgency().equals("urgent")).isPresent(), options, l.proposals().isEmpty());
    }

    private static String words(Preview preview, Line l, Proposal p) {
        if (p.stays()) {
            List<String> before = l.appointment().claims().stream().map(Claim::unit).toList();
            return "Stays at its time, with " + p.placement().claims().stream().map(Claim::unit).filter(u -> !before.contains(u)).map(p.site()::nameOf).distinct()
                    .collect(Collectors.joining(" and "));
        }
        if (preview.disruption().instead().isPresent() && p.placement().times().localStart().equals(l.appointment().times().localStart())
                && p.placement().place().room().equals(l.appointment().place().room())) {
            return "Stays at its time, with " + p.site().nameOf(p.placement().place().clinician());
        }
        String later = p.daysLater() == 0 ? "same day" : p.daysLater() == 1 ? "1 day later" : p.daysLater() + " days later";
        return Wall.when(p.placement().times().localStart()).words() + ", " + p.site().nameOf(p.placement().place().clinician()) + (p.sameClinician() ? " (as now)" : "")
                + (p.site().id().equals(preview.site().id()) ? "" : ", " + p.site().name()) + " · " + later;
    }

    private static List<Group> units(Site site) {
        return List.of(new Group("Clinicians", site.clinicians().stream().map(c -> new Option(c.id(), c.name())).toList()),
                new Group("Rooms", site.rooms().stream().map(r -> new Option(r.id(), r.name())).toList()),
                new Group("Devices", site.devices().stream().map(d -> new Option(d.id(), d.name())).toList()),
                new Group("Bays", site.bays().stream().map(b -> new Option(b.id(), b.name())).toList()),
                new Group("Nurses", site.nurses().stream().map(n -> new Option(n.id(), n.name())).toList()));
    }
}
