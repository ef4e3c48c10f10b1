package health.foramen.scheduling.template.web;

import health.foramen.outbox.StableIds;
import health.foramen.safeguard.Person;
import health.foramen.scheduling.day.Verdict;
import health.foramen.scheduling.job.Job;
import health.foramen.scheduling.site.Fault;
import health.foramen.scheduling.site.Hours;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.site.Weekday;
import health.foramen.scheduling.site.web.Wall;
import health.foramen.scheduling.template.KeepingTemplates;
import health.foramen.scheduling.template.KeepingTemplates.Outcome;
import health.foramen.scheduling.template.PublishingTemplates;
import health.foramen.scheduling.template.PublishingTemplates.Draft;
import health.foramen.scheduling.template.PublishingTemplates.Preview;
import health.foramen.scheduling.template.Template;
import health.foramen.scheduling.template.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The week that a site means to have: painted, looked at, published. */
@Controller
@RequestMapping("/blocks/templates")
class TemplatePages {

    private static final int UNPROCESSABLE = 422;
    private static final int DATES_SHOWN = 12;
    private static final int MOST_WEEKS_BETWEEN = 26;
    private static final String INCOMPLETE = "Say who, in which room, on which days, from when to when, and the first date.";

    /** What a form says of a template; kept when it is refused. */
    record Form(String clinician, String room, String device, List<String> nurses, List<Weekday> on, LocalTime from, LocalTime to, Integer every, LocalDate first,
            LocalDate until, String rule, String key, Long version) {

        static Form empty(LocalDate today) {
            return new Form(null, null, null, List.of(), List.of(), LocalTime.of(8, 0), LocalTime.of(12, 0), 1, today, null, null, UUID.randomUUID().toString(), null);
        }

        static Form of(Templates.Known known) {
            Template t = known.template();
            return new Form(t.clinician(), t.room(), t.device().orElse(null), t.nurses(), List.of(), t.hours().from(), t.hours().to(), 1, t.first(), null, t.rule(), null,
                    known.version());
        }

        String written() {
            return rule != null && !rule.isBlank() ? rule.strip() : RuleWords.rule(on == null ? List.of() : on, every == null ? 1 : every, until);
        }

        boolean whole() {
            boolean days = rule != null && !rule.isBlank() || on != null && !on.isEmpty();
            return clinician != null && room != null && from != null && to != null && from.isBefore(to) && first != null && days
                    && (every == null || every >= 1 && every <= MOST_WEEKS_BETWEEN);
        }

        Template template(String id, String site, Template known) {
            return new Template(id, site, clinician, room, Optional.ofNullable(device).filter(d -> !d.isBlank()), nurses == null ? List.of() : nurses,
                    new Hours(from, to), written(), first, known == null ? List.of() : known.except(), known == null ? List.of() : known.swaps(),
                    known == null ? Optional.empty() : known.ended());
        }
    }

    record Line(String id, String href, String clinician, String where, String hours, String rule, Wall.At first, int except, int swaps, boolean ended, String endedOn) {
    }

    record Count(String words, String sentence, long count, boolean wrong) {
    }

    /** @param was what is published there now, when it is something else */
    record DraftRow(Wall.At day, String hours, String clinician, String where, String verdict, String sentence, String state, String board, String was) {
    }

    record LeftRow(Wall.At day, String hours, String clinician, long appointments, String href) {
    }

    record DateRow(LocalDate date, Wall.At words, boolean excepted, String clinician, boolean swapped) {
    }

    private final Sites sites;
    private final Templates templates;
    private final KeepingTemplates keeping;
    private final PublishingTemplates publishing;
    private final Clock clock;

    TemplatePages(Sites sites, Templates templates, KeepingTemplates keeping, PublishingTemplates publishing, Clock clock) {
        this.sites = sites;
        this.templates = templates;
        this.keeping = keeping;
        this.publishing = publishing;
        this.clock = clock;
    }

    @GetMapping
    String first() {
        return sites.all().stream().findFirst().map(k -> "redirect:/blocks/templates/" + k.site().id()).orElse("redirect:/sites");
    }

    @GetMapping("/{site}")
    String week(@PathVariable String site, @RequestParam(required = false) LocalDate week, @RequestParam(required = false) String said, Model model,
            HttpServletResponse response) {
        model.addAttribute("said", switch (said) {
            case "added" -> "Painted. Nothing is published yet: look at what it brings, then publish.";
            case "changed" -> "Changed. What was published before stays as it is until you publish again.";
            case "ended" -> "Ended. Blocks that it published stay until they are closed.";
            case null, default -> null;
        });
        return page(site, week, null, model, response);
    }

    @PostMapping("/{site}")
    String add(@PathVariable String site, @ModelAttribute Form form, Person person, Model model, HttpServletResponse response) {
        if (!form.whole()) {
            return refused(site, form, List.of(INCOMPLETE), model, response);
        }
        String id = StableIds.of("template", person.id(), form.key() == null ? UUID.randomUUID().toString() : form.key()).toString();
        return switch (keeping.add(form.template(id, site, null))) {
            case Outcome.Kept(Templates.Known _, boolean _) -> "redirect:/blocks/templates/" + site + "?said=added&week=" + form.first();
            case Outcome.Refused(List<Fault> faults) -> refused(site, form, faults.stream().map(Fault::detail).toList(), model, response);
            case Outcome.Unknown(), Outcome.Overtaken(Templates.Known _) -> refused(site, form, List.of("This form was sent before with other words."), model, response);
        };
    }

    @GetMapping("/{site}/publish")
    String preview(@PathVariable String site, @RequestParam(required = false) LocalDate from, @RequestParam(required = false) LocalDate to, Model model,
            HttpServletResponse response) {
        Optional<Site> found = sites.find(site).map(Sites.Known::site);
        if (found.isEmpty()) {
            return nowhere(response);
        }
        LocalDate today = today(found.get());
        LocalDate first = from == null ? today : from;
        LocalDate last = to == null ? today.with(TemporalAdjusters.lastDayOfMonth()).plusMonths(from == null ? 1 : 0) : to;
        model.addAttribute("key", UUID.randomUUID().toString());
        return shown(found.get(), first, last.isBefore(first) && to == null ? first.plusDays(27) : last, publishing.preview(site, first, last), model, response);
    }

    @PostMapping("/{site}/publish")
    String publish(@PathVariable String site, @RequestParam LocalDate from, @RequestParam LocalDate to, @RequestParam String key, Person person, Model model,
            HttpServletResponse response) {
        Optional<Site> found = sites.find(site).map(Sites.Known::site);
        if (found.isEmpty()) {
            return nowhere(response);
        }
        PublishingTemplates.Outcome outcome = publishing.publish(new PublishingTemplates.Publish(StableIds.of("publish", person.id(), key).toString(),
                StableIds.of(site, from.toString(), to.toString()).toString(), site, from, to, person.id(), person.name()));
        if (outcome instanceof PublishingTemplates.Outcome.UnderWay(Job job)) {
            return "redirect:/blocks/jobs/" + job.id();
        }
        model.addAttribute("key", UUID.randomUUID().toString());
        return shown(found.get(), from, to, outcome, model, response);
    }

    private String shown(Site site, LocalDate from, LocalDate to, PublishingTemplates.Outcome outcome, Model model, HttpServletResponse response) {
        model.addAttribute("s", site);
        model.addAttribute("from", from);
        model.addAttribute("to", to);
        model.addAttribute("today", today(site));
        switch (outcome) {
            case PublishingTemplates.Outcome.Shown(Preview preview) -> {
                model.addAttribute("writes", preview.writes());
                model.addAttribute("counts", Arrays.stream(Verdict.values()).filter(v -> preview.count(v) > 0)
                        .map(v -> new Count(v.words(), v.sentence(), preview.count(v), v.contested())).toList());
                model.addAttribute("rows", preview.drafts().stream().map(d -> row(site, d)).toList());
                model.addAttribute("left", preview.left().stream().map(l -> left(site, l)).toList());
            }
            case PublishingTemplates.Outcome.Refused(List<Fault> faults) -> {
                response.setStatus(UNPROCESSABLE);
                model.addAttribute("refused", faults.stream().map(Fault::detail).toList());
            }
            case PublishingTemplates.Outcome.KeyReused() -> {
                response.setStatus(UNPROCESSABLE);
                model.addAttribute("refused", List.of("This form was sent before with other dates. Look again, then publish."));
            }
            case PublishingTemplates.Outcome.UnderWay(Job _) -> throw new IllegalStateException("a preview is no job");
        }
        return "publish-preview";
    }

    @GetMapping("/{site}/{id}")
    String one(@PathVariable String site, @PathVariable String id, @RequestParam(required = false) String said, @RequestParam(required = false) LocalDate dates, Model model,
            HttpServletResponse response) {
        model.addAttribute("said", switch (said) {
            case "changed" -> "Changed. What was published before stays as it is until you publish again.";
            case "ended" -> "Ended. Blocks that it published stay until they are closed.";
            case "goes-on" -> "It goes on. Publish again to put it into the days.";
            case "excepted" -> "That date is left out. A block that is published already stays until it is closed.";
            case "included" -> "That date is in again.";
            case "swapped" -> "Swapped. Publish again to put it into the days.";
            case "as-ever" -> "That date is as in the template. Publish again to put it into the days.";
            case "overtaken" -> "Somebody else changed it in the same moment. This is how it is now; nothing of yours was stored.";
            case null, default -> null;
        });
        Optional<Templates.Known> known = templates.find(id).filter(k -> k.template().site().equals(site));
        return known.map(k -> template(k, Form.of(k), Optional.ofNullable(dates), model, response)).orElseGet(() -> nowhere(response));
    }

    @PostMapping("/{site}/{id}")
    String change(@PathVariable String site, @PathVariable String id, @ModelAttribute Form form, Model model, HttpServletResponse response) {
        if (!form.whole()) {
            return refusedOne(site, id, form, List.of(INCOMPLETE), model, response);
        }
        return switch (keeping.change(id, form.version() == null ? 0 : form.version(), known -> form.template(id, site, known))) {
            case Outcome.Kept(Templates.Known _, boolean _) -> "redirect:/blocks/templates/" + site + "?said=changed";
            case Outcome.Refused(List<Fault> faults) -> refusedOne(site, id, form, faults.stream().map(Fault::detail).toList(), model, response);
            case Outcome.Unknown() -> nowhere(response);
            case Outcome.Overtaken(Templates.Known _) -> "redirect:/blocks/templates/" + site + "/" + id + "?said=overtaken";
        };
    }

    /** The form as it was filled in, with what it would change in the days that are published; nothing is stored. */
    @PostMapping("/{site}/{id}/look")
    String look(@PathVariable String site, @PathVariable String id, @ModelAttribute Form form, Model model, HttpServletResponse response) {
        if (!form.whole()) {
            return refusedOne(site, id, form, List.of(INCOMPLETE), model, response);
        }
        Optional<Templates.Known> known = templates.find(id).filter(k -> k.template().site().equals(site));
        Optional<Site> at = sites.find(site).map(Sites.Known::site);
        if (known.isEmpty() || at.isEmpty()) {
            return nowhere(response);
        }
        return switch (keeping.consider(id, t -> form.template(id, site, t))) {
            case Outcome.Kept(Templates.Known next, boolean _) -> {
                Preview changes = publishing.changes(at.get(), next.template());
                model.addAttribute("until", Wall.dayOfYear(changes.to()));
                model.addAttribute("changes", changes.drafts().stream().filter(d -> d.before().isPresent() && d.verdict() != Verdict.UNCHANGED && d.verdict() != Verdict.PAST)
                        .map(d -> row(at.get(), d)).toList());
                model.addAttribute("same", changes.count(Verdict.UNCHANGED));
                model.addAttribute("more", changes.count(Verdict.NEW));
                model.addAttribute("left", changes.left().stream().map(l -> left(at.get(), l)).toList());
                yield template(known.get(), form, Optional.empty(), model, response);
            }
            case Outcome.Refused(List<Fault> faults) -> refusedOne(site, id, form, faults.stream().map(Fault::detail).toList(), model, response);
            case Outcome.Unknown() -> nowhere(response);
            case Outcome.Overtaken(Templates.Known _) -> throw new IllegalStateException("nothing was stored");
        };
    }

    @PostMapping("/{site}/{id}/except")
    String except(@PathVariable String site, @PathVariable String id, @RequestParam LocalDate date, @RequestParam(defaultValue = "false") boolean again,
            @RequestParam(required = false) LocalDate dates, Model model, HttpServletResponse response) {
        return altered(site, id, t -> again ? t.including(date) : t.excepting(date), again ? "included" : "excepted", Optional.ofNullable(dates), model, response);
    }

    @PostMapping("/{site}/{id}/swap")
    String swap(@PathVariable String site, @PathVariable String id, @RequestParam LocalDate date, @RequestParam String clinician,
            @RequestParam(required = false) LocalDate dates, Model model, HttpServletResponse response) {
        boolean asEver = templates.find(id).filter(known -> known.template().clinician().equals(clinician)).isPresent();
        return altered(site, id, t -> t.swapping(date, clinician), asEver ? "as-ever" : "swapped", Optional.ofNullable(dates), model, response);
    }

    @PostMapping("/{site}/{id}/end")
    String end(@PathVariable String site, @PathVariable String id, @RequestParam(required = false) LocalDate from, Model model, HttpServletResponse response) {
        return altered(site, id, t -> t.ending(Optional.ofNullable(from)), from == null ? "goes-on" : "ended", Optional.empty(), model, response);
    }

    /** One date of it: whoever changed another meanwhile is not in the way. The page shows the same dates afterwards. */
    private String altered(String site, String id, UnaryOperator<Template> change, String said, Optional<LocalDate> dates, Model model, HttpServletResponse response) {
        Optional<Templates.Known> known = templates.find(id).filter(k -> k.template().site().equals(site));
        if (known.isEmpty()) {
            return nowhere(response);
        }
        return switch (keeping.change(id, known.get().version(), change)) {
            case Outcome.Kept(Templates.Known _, boolean _) -> "redirect:/blocks/templates/" + site + "/" + id + "?said=" + said + dates.map(from -> "&dates=" + from).orElse("");
            case Outcome.Refused(List<Fault> faults) -> refusedOne(site, id, Form.of(known.get()), faults.stream().map(Fault::detail).toList(), model, response);
            case Outcome.Unknown() -> nowhere(response);
            case Outcome.Overtaken(Templates.Known _) -> "redirect:/blocks/templates/" + site + "/" + id + "?said=overtaken";
        };
    }

    private String refused(String site, Form form, List<String> why, Model model, HttpServletResponse response) {
        String page = page(site, form.first(), form, model, response);
        if (response.getStatus() != HttpServletResponse.SC_NOT_FOUND) {
            response.setStatus(UNPROCESSABLE);
        }
        model.addAttribute("refused", why);
        return page;
    }

    private String refusedOne(String site, String id, Form form, List<String> why, Model model, HttpServletResponse response) {
        Optional<Templates.Known> known = templates.find(id).filter(k -> k.template().site().equals(site));
        if (known.isEmpty()) {
            return nowhere(response);
        }
        response.setStatus(UNPROCESSABLE);
        model.addAttribute("refused", why);
        return template(known.get(), form, Optional.empty(), model, response);
    }

    private String page(String id, LocalDate week, Form form, Model model, HttpServletResponse response) {
        Optional<Site> found = sites.find(id).map(Sites.Known::site);
        if (found.isEmpty()) {
            return nowhere(response);
        }
        Site site = found.get();
        LocalDate today = today(site);
        LocalDate monday = (week == null ? today : week).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        List<Draft> drafts = publishing.preview(id, monday, monday.plusDays(6)) instanceof PublishingTemplates.Outcome.Shown(Preview preview) ? preview.drafts() : List.of();
        choices(site, form == null ? Form.empty(today) : form, model);
        model.addAttribute("grid", WeekGrid.of(site, monday, drafts));
        model.addAttribute("week", Wall.dayOfYear(monday));
        model.addAttribute("before", "/blocks/templates/" + id + "?week=" + monday.minusWeeks(1));
        model.addAttribute("after", "/blocks/templates/" + id + "?week=" + monday.plusWeeks(1));
        model.addAttribute("action", "/blocks/templates/" + id);
        model.addAttribute("sites", sites.all().stream().map(k -> new Line(k.site().id(), "/blocks/templates/" + k.site().id() + "?week=" + monday, k.site().name(), null, null,
                null, null, 0, 0, k.site().id().equals(id), null)).toList());
        model.addAttribute("lines", templates.of(id).stream().map(Templates.Known::template).map(t -> line(site, t)).toList());
        return "week-templates";
    }

    /** @param dates those shown begin with it; empty for today */
    private String template(Templates.Known known, Form form, Optional<LocalDate> dates, Model model, HttpServletResponse response) {
        Template t = known.template();
        Optional<Site> found = sites.find(t.site()).map(Sites.Known::site);
        if (found.isEmpty()) {
            return nowhere(response);
        }
        Site site = found.get();
        choices(site, form, model);
        model.addAttribute("line", line(site, t));
        model.addAttribute("action", "/blocks/templates/" + t.site() + "/" + t.id());
        Optional<LocalDate> from = dates.filter(today(site)::isBefore);
        List<LocalDate> shown = publishing.next(t, from.orElse(t.first()), DATES_SHOWN);
        model.addAttribute("datesFrom", from.orElse(null));
        model.addAttribute("later", shown.size() == DATES_SHOWN ? shown.getLast().plusDays(1) : null);
        model.addAttribute("dates", shown.stream().map(date -> new DateRow(date, Wall.dayOfYear(date), t.except().contains(date),
                t.clinicianOn(date), !t.clinicianOn(date).equals(t.clinician()))).toList());
        return "week-template";
    }

    private void choices(Site site, Form form, Model model) {
        model.addAttribute("s", site);
        model.addAttribute("today", today(site));
        model.addAttribute("form", form);
        model.addAttribute("weekdays", Weekday.values());
    }

    private static Line line(Site site, Template t) {
        return new Line(t.id(), "/blocks/templates/" + site.id() + "/" + t.id(), site.nameOf(t.clinician()),
                site.nameOf(t.room()) + t.device().map(d -> " · " + site.nameOf(d)).orElse(""), t.hours().from() + "–" + t.hours().to(), RuleWords.words(t.rule()),
                Wall.dayOfYear(t.first()), t.except().size(), t.swaps().size(), t.ended().isPresent(), t.ended().map(e -> Wall.dayOfYear(e).words()).orElse(null));
    }

    private static LeftRow left(Site site, PublishingTemplates.Left l) {
        return new LeftRow(Wall.day(l.day().date()), l.block().hours().from() + "–" + l.block().hours().to(), site.nameOf(l.block().clinician()), l.appointments(),
                "/blocks/disruption?site=" + site.id() + "&from=" + l.day().date() + "&block=" + l.block().id());
    }

    /** What is published there, when it is something else. */
    private static String was(Site site, Draft d) {
        return d.before().filter(b -> !b.sameAs(d.block())).map(b -> b.hours().from() + "–" + b.hours().to() + ", " + site.nameOf(b.clinician()) + ", " + site.nameOf(b.room())
                + b.device().map(x -> " · " + site.nameOf(x)).orElse("")).orElse(null);
    }

    private static DraftRow row(Site site, Draft d) {
        return new DraftRow(Wall.dayOfYear(d.day().date()), d.block().hours().from() + "–" + d.block().hours().to(), site.nameOf(d.block().clinician()),
                site.nameOf(d.block().room()) + d.block().device().map(x -> " · " + site.nameOf(x)).orElse(""), d.verdict().words(),
                d.verdict().sentence() + d.because().map(b -> ": " + b).orElse(""),
                d.verdict().writes() ? "ok" : d.verdict().contested() ? "warn" : "done", "/board/" + site.id() + "/" + d.day().date(), was(site, d));
    }

    private LocalDate today(Site site) {
        return LocalDate.ofInstant(clock.instant(), site.zone());
    }

    private static String nowhere(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        return "board-without-sites";
    }
}
