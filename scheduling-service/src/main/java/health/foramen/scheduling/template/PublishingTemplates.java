package health.foramen.scheduling.template;

import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.ClinicianAgendas;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.Leaves;
import health.foramen.scheduling.day.PublishingBlocks;
import health.foramen.scheduling.day.Verdict;
import health.foramen.scheduling.job.Job;
import health.foramen.scheduling.job.Jobs;
import health.foramen.scheduling.job.Worker;
import health.foramen.scheduling.site.Coded;
import health.foramen.scheduling.site.Fault;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows what the templates of a site would bring between two dates, and publishes it as a job. What was shown is no promise: each
 * block is judged once more when its turn comes, and what was done since is left as it is.
 */
public final class PublishingTemplates implements Worker {

    /** A quarter at once. */
    public static final int MOST_DAYS = 92;
    public static final String KIND = "publish-templates";

    /**
     * A block that a template would bring on a date.
     *
     * @param before the open block of that name that is published there
     */
    public record Draft(Template template, DayId day, Block block, Verdict verdict, Optional<String> because, Optional<Block> before) {
    }

    /** A block of a template on a date that its template does not have any more; it stays until a person closes it. */
    public record Left(DayId day, Block block, long appointments) {
    }

    public record Preview(Site site, LocalDate from, LocalDate to, List<Draft> drafts, List<Left> left) {

        public long count(Verdict verdict) {
            return drafts.stream().filter(d -> d.verdict() == verdict).count();
        }

        public long writes() {
            return drafts.stream().filter(d -> d.verdict().writes()).count();
        }
    }

    /** @param request a hash of what was asked */
    public record Publish(String id, String request, String site, LocalDate from, LocalDate to, String by, String name) {
    }

    public sealed interface Outcome {
        record Shown(Preview preview) implements Outcome {
        }

        record UnderWay(Job job) implements Outcome {
        }

        record Refused(List<Fault> faults) implements Outcome {
        }

        record KeyReused() implements Outcome {
        }
    }

    private final Templates templates;
    private final RecurrenceRules rules;
    private final Sites sites;
    private final ClinicDays days;
    private final ClinicianAgendas agendas;
    private final Leaves leaves;
    private final PublishingBlocks publishing;
    private final Jobs jobs;
    private final Clock clock;

    public PublishingTemplates(Templates templates, RecurrenceRules rules, Sites sites, ClinicDays days, ClinicianAgendas agendas, Leaves leaves,
            PublishingBlocks publishing, Jobs jobs, Clock clock) {
        this.templates = templates;
        this.rules = rules;
        this.sites = sites;
        this.days = days;
        this.agendas = agendas;
        this.leaves = leaves;
        this.publishing = publishing;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** The next dates of a template, as it is, within a year. @param onwards none before it, and none that is past */
    public List<LocalDate> next(Template template, LocalDate onwards, int most) {
        LocalDate today = sites.find(template.site()).map(k -> clock.instant().atZone(k.site().zone()).toLocalDate()).orElse(template.first());
        LocalDate from = Stream.of(today, template.first(), onwards).max(Comparator.naturalOrder()).orElseThrow();
        return rules.dates(template.rule(), template.first(), from, from.plusYears(1)).stream()
                .filter(date -> template.ended().filter(end -> !date.isBefore(end)).isEmpty()).limit(most).toList();
    }

    public Outcome preview(String siteId, LocalDate from, LocalDate to) {
        Optional<Site> found = sites.find(siteId).map(Sites.Known::site);
        if (found.isEmpty()) {
            return new Outcome.Refused(List.of(new Fault("/site", "No site is called " + siteId + ".")));
        }
        if (to.isBefore(from)) {
            return new Outcome.Refused(List.of(new Fault("/to", "The last date comes after the first.")));
        }
        if (from.plusDays(MOST_DAYS).isBefore(to)) {
            return new Outcome.Refused(List.of(new Fault("/to", "At most " + MOST_DAYS + " days at once.")));
        }
        return new Outcome.Shown(look(found.get(), from, to));
    }

    /** What a template, as somebody means to have it, would change from today on, as far ahead as is published at once. Nothing is stored. */
    public Preview changes(Site site, Template next) {
        LocalDate today = clock.instant().atZone(site.zone()).toLocalDate();
        List<Template> all = Stream.concat(templates.of(site.id()).stream().map(Templates.Known::template).filter(t -> !t.id().equals(next.id())), Stream.of(next)).toList();
        Preview whole = look(site, today, today.plusDays(MOST_DAYS), all);
        return new Preview(site, whole.from(), whole.to(), whole.drafts().stream().filter(d -> d.template().id().equals(next.id())).toList(),
                whole.left().stream().filter(l -> l.block().id().equals(next.blockId())).toList());
    }

    private Preview look(Site site, LocalDate from, LocalDate to) {
        return look(site, from, to, templates.of(site.id()).stream().map(Templates.Known::template).toList());
    }

    private Preview look(Site site, LocalDate from, LocalDate to, List<Template> painted) {
        Map<DayId, ClinicDay> known = days.findAll(from.datesUntil(to.plusDays(1)).map(date -> new DayId(site.id(), date)).toList()).stream()
                .collect(Collectors.toMap(ClinicDay::id, day -> day));
        List<Template> all = painted.stream().sorted(Comparator.comparing(Template::id)).toList();
        var wanted = new ArrayList<Draft>();
        Set<String> had = new HashSet<>();
        for (Template template : all) {
            for (LocalDate date : rules.dates(template.rule(), template.first(), from, to)) {
                if (template.works(date)) {
                    wanted.add(new Draft(template, new DayId(site.id(), date), template.block(date), Verdict.NEW, Optional.empty(), Optional.empty()));
                    had.add(date + "|" + template.blockId());
                }
            }
        }
        wanted.sort(Comparator.comparing(Draft::day).thenComparing(d -> d.block().hours().from()).thenComparing(d -> d.template().id()));
        var drafts = new ArrayList<Draft>();
        var away = new HashMap<String, List<Leaves.Leave>>();
        var busy = new HashMap<String, List<ClinicianAgendas.Line>>();
        var growing = new HashMap<>(known);
        for (Draft draft : wanted) {
            drafts.add(judged(site, draft, growing, away, busy));
        }
        List<Left> left = known.values().stream().sorted(Comparator.comparing(ClinicDay::id)).flatMap(day -> day.blocks().stream()
                .filter(b -> b.open() && b.id().startsWith("template-") && !had.contains(day.id().date() + "|" + b.id()))
                .map(b -> new Left(day.id(), b, day.appointments().stream().filter(a -> a.live() && a.place().block().equals(b.id())).count()))).toList();
        return new Preview(site, from, to, drafts, left);
    }

    /** Judged beside what is published and beside the drafts before it: two templates may want one room. */
    private Draft judged(Site site, Draft draft, Map<DayId, ClinicDay> growing, Map<String, List<Leaves.Leave>> away,
            Map<String, List<ClinicianAgendas.Line>> busy) {
        String clinician = draft.block().clinician();
        int year = draft.day().date().getYear();
        List<Leaves.Leave> leave = away.computeIfAbsent(clinician, leaves::of);
        Optional<ClinicDay> day = Optional.ofNullable(growing.get(draft.day()));
        Verdict verdict = publishing.judge(site, draft.day(), day, draft.block(), leave, busy.computeIfAbsent(clinician + "|" + year, _ -> agendas.of(clinician, year)));
        if (verdict.writes()) {
            growing.put(draft.day(), day.orElseGet(() -> new ClinicDay(draft.day(), site.zone(), 0, List.of(), List.of())).withBlock(draft.block()));
        }
        Optional<String> because = switch (verdict) {
            case ON_LEAVE -> leave.stream().filter(l -> l.stretch().takesAll(draft.day().date(), draft.block().hours())).map(Leaves.Leave::because).findFirst();
            case SITE_CLOSED -> site.closure(draft.day().date());
            case NEW, AMENDED, UNCHANGED, BOOKED_OTHERWISE, CLOSED_BEFORE, CONFLICTS_WITH_BLOCK, CLINICIAN_ELSEWHERE, OUTSIDE_OPENING_HOURS, PAST,
                 DAY_FULL -> Optional.empty();
        };
        return new Draft(draft.template(), draft.day(), draft.block(), verdict, because, day.flatMap(d -> d.block(draft.block().id())).filter(Block::open));
    }

    /** Begins a job of all that would write something; the same request again finds that job. */
    public Outcome publish(Publish wish) {
        Optional<Job> before = jobs.find(wish.id());
        if (before.isPresent()) {
            return before.get().request().equals(wish.request()) ? new Outcome.UnderWay(before.get()) : new Outcome.KeyReused();
        }
        return switch (preview(wish.site(), wish.from(), wish.to())) {
            case Outcome.Shown(Preview preview) when preview.writes() > Job.MOST_STEPS -> new Outcome.Refused(List.of(new Fault("/to",
                    "That is " + preview.writes() + " blocks; at most " + Job.MOST_STEPS + " at once.")));
            case Outcome.Shown(Preview preview) -> {
                var job = new Job(wish.id(), KIND, "Publishing " + preview.site().name() + ", " + wish.from() + " to " + wish.to(),
                        "/blocks/templates/" + wish.site(), wish.by(), wish.name(), wish.request(), clock.instant(),
                        preview.drafts().stream().filter(d -> d.verdict().writes()).map(PublishingTemplates::step).toList(), Optional.empty());
                jobs.add(job);
                yield new Outcome.UnderWay(jobs.find(wish.id()).orElseThrow());
            }
            case Outcome.Refused refused -> refused;
            case Outcome.UnderWay underWay -> underWay;
            case Outcome.KeyReused reused -> reused;
        };
    }

    private static Job.Step step(Draft draft) {
        return Job.Step.of(Map.of("template", draft.template().id(), "site", draft.day().site(), "date", draft.day().date().toString()));
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** As the template is by now: who corrected it meanwhile meant it. */
    @Override
    public Job.Done work(Job job, Map<String, String> what) {
        LocalDate date = LocalDate.parse(what.get("date"));
        Optional<Template> template = templates.find(what.get("template")).map(Templates.Known::template).filter(t -> t.works(date));
        Optional<Site> site = sites.find(what.get("site")).map(Sites.Known::site);
        if (template.isEmpty() || site.isEmpty()) {
            return Job.Done.of("no-longer-wanted", date + ": the template has no such date any more");
        }
        Block block = template.get().block(date);
        Verdict verdict = publishing.publish(site.get(), new DayId(site.get().id(), date), block);
        String said = date + ", " + block.hours().from() + "–" + block.hours().to() + ", " + site.get().nameOf(block.clinician());
        return switch (verdict) {
            case NEW -> Job.Done.of("published", said);
            case AMENDED -> Job.Done.of("changed", said);
            case UNCHANGED, BOOKED_OTHERWISE, CLOSED_BEFORE, CONFLICTS_WITH_BLOCK, CLINICIAN_ELSEWHERE, ON_LEAVE, SITE_CLOSED, OUTSIDE_OPENING_HOURS, PAST,
                 DAY_FULL -> Job.Done.of(((Coded) verdict).code(), said + ": " + verdict.sentence());
        };
    }
}
