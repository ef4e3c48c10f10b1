package health.foramen.scheduling.disruption;

import health.foramen.scheduling.booking.KeepingAppointments;
import health.foramen.scheduling.booking.MovingAppointments;
import health.foramen.scheduling.booking.No;
import health.foramen.scheduling.booking.Result;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.ClinicianAgendas;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.DayWatch;
import health.foramen.scheduling.day.Leaves;
import health.foramen.scheduling.day.Placement;
import health.foramen.scheduling.day.PublishingBlocks;
import health.foramen.scheduling.day.Verdict;
import health.foramen.scheduling.day.WhatBreaks;
import health.foramen.scheduling.disruption.Disruption.What;
import health.foramen.scheduling.disruption.Proposing.Proposal;
import health.foramen.scheduling.disruption.Proposing.Reserved;
import health.foramen.scheduling.job.Job;
import health.foramen.scheduling.job.Jobs;
import health.foramen.scheduling.job.Worker;
import health.foramen.scheduling.openings.OpeningId;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.site.Fault;
import health.foramen.scheduling.site.Hours;
import health.foramen.scheduling.site.KeepingSites;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.worklist.Worklist;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shows who is meant by a disruption and where each of them could go; then, as a job, takes back what cannot be kept, moves them one by one,
 * and looks once more for those who were booked in between. A place that was taken meanwhile is found anew.
 */
public final class Rescheduling implements Worker {

    public static final String KIND = "reschedule";
    private static final int PROPOSALS = 4;
    /** Each failure means that somebody else moved. */
    private static final int TRIES = 6;
    private static final String DO = "do";
    private static final DateTimeFormatter TOLD = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);

    /** @param movable whether a patient can still be moved: not begun, not in the house */
    public record Line(Appointment appointment, Optional<Permit> permit, boolean movable, List<Proposal> proposals) {
    }

    /** @param blocks open blocks that would be taken back */
    public record Preview(Disruption disruption, Site site, List<Line> lines, List<BlockOfDay> blocks) {
    }

    /** @param hours those of the block that fall out */
    public record BlockOfDay(DayId day, Block block, Hours hours) {

        public boolean whole() {
            return hours.equals(block.hours());
        }
    }

    /** @param to where to; nothing: onto the worklist */
    public record Choice(String appointment, long revision, Optional<String> to, boolean leave) {
    }

    /** @param request a hash of what was asked */
    public record Begin(String id, String request, Disruption disruption, List<Choice> choices, String by, String name) {
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

    private final Sites sites;
    private final KeepingSites keepingSites;
    private final ClinicDays days;
    private final ClinicianAgendas agendas;
    private final Leaves leaves;
    private final PublishingBlocks publishing;
    private final Permits permits;
    private final KeepingAppointments appointments;
    private final MovingAppointments moving;
    private final Proposing proposing;
    private final Worklist worklist;
    private final DayWatch watch;
    private final Jobs jobs;
    private final Clock clock;

    public Rescheduling(Sites sites, KeepingSites keepingSites, ClinicDays days, ClinicianAgendas agendas, Leaves leaves, PublishingBlocks publishing, Permits permits,
            KeepingAppointments appointments, MovingAppointments moving, Proposing proposing, Worklist worklist, DayWatch watch, Jobs jobs, Clock clock) {
        this.sites = sites;
        this.keepingSites = keepingSites;
        this.days = days;
        this.agendas = agendas;
        this.leaves = leaves;
        this.publishing = publishing;
        this.permits = permits;
        this.appointments = appointments;
        this.moving = moving;
        this.proposing = proposing;
        this.worklist = worklist;
        this.watch = watch;
        this.jobs = jobs;
        this.clock = clock;
    }

    public Outcome preview(Disruption disruption) {
        Optional<Site> site = sites.find(disruption.site()).map(Sites.Known::site);
        if (site.isEmpty()) {
            return refused("/site", "No site is called " + disruption.site() + ".");
        }
        List<Fault> faults = disruption.faults(site.get(), clock.instant().atZone(site.get().zone()).toLocalDate());
        if (!faults.isEmpty()) {
            return new Outcome.Refused(faults);
        }
        List<ClinicDay> meant = meant(disruption);
        Optional<Fault> cannot = cannotTakeOver(site.get(), disruption, meant);
        if (cannot.isPresent()) {
            return new Outcome.Refused(List.of(cannot.get()));
        }
        List<Appointment> affected = affected(disruption, meant);
        Map<String, Permit> granted = permits.findAll(affected.stream().map(Appointment::permit).distinct().toList()).stream()
                .collect(Collectors.toMap(Permit::id, p -> p));
        var reserved = new Reserved();
        var lines = new ArrayList<Line>();
        for (Appointment a : affected) {
            Optional<Permit> permit = Optional.ofNullable(granted.get(a.permit()));
            boolean movable = a.state() instanceof AppointmentState.Booked;
            List<Proposal> proposals = movable ? permit.map(p -> proposing.propose(a, p, disruption, reserved, PROPOSALS)).orElse(List.of()) : List.of();
            proposals.stream().findFirst().ifPresent(best -> reserved.add(a.id(), best.placement()));
            lines.add(new Line(a, permit, movable, proposals));
        }
        return new Outcome.Shown(new Preview(disruption, site.get(), lines, blocks(disruption, meant)));
    }

    /** Whoever takes over has to be free for the whole block; nothing if nobody takes over, or they are. */
    private Optional<Fault> cannotTakeOver(Site site, Disruption disruption, List<ClinicDay> meant) {
        if (disruption.instead().isEmpty()) {
            return Optional.empty();
        }
        String other = disruption.instead().get();
        List<BlockOfDay> blocks = blocks(disruption, meant);
        if (blocks.isEmpty()) {
            return Optional.of(new Fault("/block", "There is no such open block."));
        }
        for (BlockOfDay each : blocks) {
            if (each.block().clinician().equals(other)) {
                return Optional.of(new Fault("/instead", "It is the block of " + site.nameOf(other) + " already."));
            }
            ClinicDay closed = meant.stream().filter(d -> d.id().equals(each.day())).findFirst().orElseThrow().withBlock(each.block().closed(disruption.because()));
            Verdict verdict = publishing.judge(site, each.day(), Optional.of(closed), each.block().insteadBy(other), leaves.of(other),
                    agendas.of(other, each.day().date().getYear()));
            if (!verdict.writes()) {
                return Optional.of(new Fault("/instead", site.nameOf(other) + " cannot take it over: " + verdict.sentence() + "."));
            }
        }
        return Optional.empty();
    }

    /** The urgent choose first, then whoever comes first. */
    private List<Appointment> affected(Disruption disruption, List<ClinicDay> meant) {
        return meant.stream().flatMap(day -> day.appointments().stream())
                .filter(a -> a.live() && !a.expired(clock.instant()) && a.moving().isEmpty() && disruption.covers(a))
                .sorted(Comparator.comparing((Appointment a) -> !permits.find(a.permit()).map(Permit::urgency).orElse("").equals("urgent"))
                        .thenComparing(a -> a.times().start()).thenComparing(Appointment::id)).toList();
    }

    private static List<BlockOfDay> blocks(Disruption disruption, List<ClinicDay> meant) {
        return meant.stream().flatMap(day -> day.blocks().stream().filter(b -> b.open() && disruption.covers(day.id(), b))
                .map(b -> new BlockOfDay(day.id(), b, disruption.hours(day.id(), b).orElseThrow()))).toList();
    }

    private List<ClinicDay> meant(Disruption disruption) {
        List<String> where = switch (disruption.what()) {
            case What.Clinician(String clinician) -> sites.all().stream().map(Sites.Known::site).filter(s -> s.clinician(clinician).isPresent()).map(Site::id).toList();
            case What.OneBlock _, What.Unit _, What.WholeDays _ -> List.of(disruption.site());
        };
        return days.findAll(disruption.from().datesUntil(disruption.to().plusDays(1)).flatMap(date -> where.stream().map(s -> new DayId(s, date))).toList()).stream()
                .sorted(Comparator.comparing(ClinicDay::id)).toList();
    }

    /** Begins the job; the same request again finds it. */
    public Outcome begin(Begin wish) {
        Optional<Job> before = jobs.find(wish.id());
        if (before.isPresent()) {
            return before.get().request().equals(wish.request()) ? new Outcome.UnderWay(before.get()) : new Outcome.KeyReused();
        }
        Disruption disruption = wish.disruption();
        Optional<Site> site = sites.find(disruption.site()).map(Sites.Known::site);
        if (site.isEmpty()) {
            return refused("/site", "No site is called " + disruption.site() + ".");
        }
        List<Fault> faults = disruption.faults(site.get(), clock.instant().atZone(site.get().zone()).toLocalDate());
        if (!faults.isEmpty()) {
            return new Outcome.Refused(faults);
        }
        Optional<Fault> cannot = cannotTakeOver(site.get(), disruption, meant(disruption));
        if (cannot.isPresent()) {
            return new Outcome.Refused(List.of(cannot.get()));
        }
        if (wish.choices().size() + 2 > Job.MOST_STEPS) {
            return refused("/moves", "At most " + (Job.MOST_STEPS - 2) + " at once.");
        }
        var steps = new ArrayList<Job.Step>();
        steps.add(step("take-back", disruption.words()));
        wish.choices().forEach(choice -> steps.add(step(choice.leave() ? "leave" : "move", with(disruption.words(), Map.of("appointment", choice.appointment(),
                "revision", Long.toString(choice.revision()), "opening", choice.to().orElse(""))))));
        steps.add(step("rest", disruption.words()));
        jobs.add(new Job(wish.id(), KIND, title(site.get(), disruption), "/sites/" + disruption.site(), wish.by(), wish.name(), wish.request(), clock.instant(), steps,
                Optional.empty()));
        return new Outcome.UnderWay(jobs.find(wish.id()).orElseThrow());
    }

    private static String title(Site site, Disruption disruption) {
        String what = switch (disruption.what()) {
            case What.OneBlock _ when disruption.instead().isPresent() -> "a block to " + site.nameOf(disruption.instead().get());
            case What.OneBlock _ -> "a block";
            case What.Clinician(String clinician) -> site.nameOf(clinician);
            case What.Unit(String unit) -> site.nameOf(unit);
            case What.WholeDays _ -> "everybody";
        };
        return "Moving " + what + ", " + site.name() + ", " + disruption.from() + (disruption.to().equals(disruption.from()) ? "" : " to " + disruption.to()) + disruption.stretch().words();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Job.Done work(Job job, Map<String, String> what) {
        Disruption disruption = Disruption.read(what);
        var by = new Actor(job.by(), job.name());
        return switch (what.get(DO)) {
            case "take-back" -> takeBack(job, disruption);
            case "move" -> move(what.get("appointment"), Long.parseLong(what.get("revision")), what.get("opening"), disruption, by);
            case "leave" -> Job.Done.of("left-as-is", "as the desk wished");
            case "rest" -> rest(job, disruption, by);
            default -> throw new IllegalStateException("a step that nobody knows: " + what.get(DO));
        };
    }

    /** From here on nobody can be booked into it. */
    private Job.Done takeBack(Job job, Disruption disruption) {
        if (disruption.what() instanceof What.Unit(String unit)) {
            return switch (keepingSites.takeOut(disruption.site(), new Site.Outage(unit, disruption.from(), disruption.to(), disruption.because(),
                    disruption.fromTime(), disruption.toTime()))) {
                case KeepingSites.Outcome.Kept(Sites.Known known, boolean _, var _) -> Job.Done.of("out-of-service", known.site().nameOf(unit));
                case KeepingSites.Outcome.Refused(List<Fault> faults) -> Job.Done.of("failed", faults.getFirst().detail());
                case KeepingSites.Outcome.Overtaken(), KeepingSites.Outcome.WouldBreak(var _) -> throw new IllegalStateException("the site is being written by many");
            };
        }
        if (disruption.what() instanceof What.Clinician(String clinician) && leaves.of(clinician).stream().noneMatch(l -> l.stretch().contains(disruption.stretch()))) {
            leaves.add(clinician, new Leaves.Leave(job.id(), disruption.from(), disruption.to(), disruption.because(), disruption.fromTime(), disruption.toTime()));
        }
        if (disruption.closure().isPresent()) {
            switch (keepingSites.shut(disruption.site(), disruption.closure().get())) {
                case KeepingSites.Outcome.Kept _ -> {
                    // From here on the search knows it, and a booking asks the same.
                }
                case KeepingSites.Outcome.Refused(List<Fault> faults) -> {
                    return Job.Done.of("failed", faults.getFirst().detail());
                }
                case KeepingSites.Outcome.Overtaken(), KeepingSites.Outcome.WouldBreak(var _) -> throw new IllegalStateException("the site is being written by many");
            }
        }
        int closed = 0;
        for (BlockOfDay each : blocks(disruption, meant(disruption))) {
            closed += takeBack(each, disruption) ? 1 : 0;
        }
        String tookOver = disruption.instead().isPresent() && disruption.what() instanceof What.OneBlock(String id) ? takeOver(disruption, id) : "";
        return Job.Done.of("closed", closed + (closed == 1 ? " block" : " blocks") + tookOver);
    }

    /** Also when an earlier attempt closed the block and then died. */
    private String takeOver(Disruption disruption, String block) {
        var day = new DayId(disruption.site(), disruption.from());
        Site site = sites.find(disruption.site()).orElseThrow().site();
        Block next = days.find(day).flatMap(d -> d.block(block)).flatMap(disruption::successor).orElseThrow();
        Verdict verdict = publishing.publish(site, day, next);
        watch.changed(day);
        return verdict.writes() || verdict == Verdict.UNCHANGED ? ", taken over by " + site.nameOf(next.clinician())
                : "; " + site.nameOf(next.clinician()) + " could not take it over: " + verdict.sentence();
    }

    private boolean takeBack(BlockOfDay each, Disruption disruption) {
        return (each.whole() ? publishing.shut(each.day(), each.block().id(), disruption.because())
                : publishing.takeOut(each.day(), each.block().id(), each.hours())) instanceof PublishingBlocks.Closing.Closed;
    }

    private Job.Done move(String id, long revision, String wished, Disruption disruption, Actor by) {
        String opening = wished;
        long seen = revision;
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<Appointment> found = appointments.find(id);
            if (found.isEmpty()) {
                return Job.Done.of("gone", "it is not there any more");
            }
            Appointment a = found.get();
            if (!(a.state() instanceof AppointmentState.Booked)) {
                return Job.Done.of("left-as-is", "it is " + a.state().words().toLowerCase(java.util.Locale.ROOT) + " by now");
            }
            if (!disruption.covers(a)) {
                // By an attempt that could not say so any more, or by a desk.
                return Job.Done.of("moved", "to " + place(a));
            }
            Optional<Permit> permit = permits.find(a.permit());
            boolean another = tries > 0 || a.revision() != seen;
            if (wished.isEmpty() && !another) {
                return toWorklist(a, disruption, "as the desk wished");
            }
            Optional<Proposal> best = another ? permit.stream().flatMap(p -> proposing.propose(a, p, disruption, new Reserved(), 1).stream()).findFirst() : Optional.empty();
            if (another && best.isEmpty()) {
                return toWorklist(a, disruption, "no other place was found");
            }
            opening = best.map(p -> p.opening().text()).orElse(opening);
            seen = a.revision();
            Optional<Job.Done> done = onto(a, permit, opening, disruption, by);
            if (done.isPresent()) {
                return done.get();
            }
        }
        return appointments.find(id).map(a -> toWorklist(a, disruption, "others were quicker each time")).orElseGet(() -> Job.Done.of("gone"));
    }

    /** Nothing: not there, and not for a reason that another place would not help. */
    private Optional<Job.Done> onto(Appointment a, Optional<Permit> permit, String opening, Disruption disruption, Actor by) {
        Optional<OpeningId> to = OpeningId.find(opening);
        boolean stays = to.filter(o -> o.day().equals(a.place().day()) && o.block().equals(a.place().block())
                && o.time().equals(a.times().localStart().toLocalTime())).isPresent();
        if (stays) {
            Optional<Placement> again = permit.flatMap(p -> proposing.fit(a, p, disruption, new Reserved(), to.get(), clock.instant()));
            boolean taken = again.filter(p -> days.reclaim(a, p.claims())).isPresent();
            watch.changed(a.place().day());
            return taken ? Optional.of(Job.Done.of("moved", "stays at " + TOLD.format(a.times().localStart()) + ", with another bay or nurse")) : Optional.empty();
        }
        return switch (moving.move(a.id(), a.revision(), opening, by)) {
            case Result.Done(Appointment now, boolean _) -> Optional.of(Job.Done.of("moved", TOLD.format(a.times().localStart()) + " → " + place(now)));
            case Result.Refused(No.PermitNotGranted _) -> Optional.of(toWorklist(a, disruption, "its permit was withdrawn"));
            case Result.Refused(No _) -> Optional.empty();
        };
    }

    /** Booked between the look and the taking back: found a place like the others. */
    private Job.Done rest(Job job, Disruption disruption, Actor by) {
        Set<String> seen = job.steps().stream().map(s -> s.what().get("appointment")).filter(java.util.Objects::nonNull).collect(Collectors.toSet());
        List<Appointment> late = affected(disruption, meant(disruption)).stream().filter(a -> !seen.contains(a.id()) && a.state() instanceof AppointmentState.Booked).toList();
        if (late.isEmpty()) {
            return Job.Done.of("everybody-seen", "nobody was booked meanwhile");
        }
        // Minus one: no revision was seen, so that a place is looked for at once.
        Map<String, Long> became = late.stream().map(a -> move(a.id(), -1, "", disruption, by)).collect(Collectors.groupingBy(Job.Done::became, LinkedHashMap::new, Collectors.counting()));
        return Job.Done.of(became.containsKey("to-worklist") ? "to-worklist" : "moved", late.size() + " booked meanwhile: "
                + became.entrySet().stream().map(e -> e.getValue() + " " + e.getKey().replace('-', ' ')).collect(Collectors.joining(", ")));
    }

    private Job.Done toWorklist(Appointment a, Disruption disruption, String why) {
        worklist.put(WhatBreaks.firstInLine(a, disruption.because(), clock.instant()));
        return Job.Done.of("to-worklist", place(a) + ": " + why);
    }

    private String place(Appointment a) {
        return TOLD.format(a.times().localStart()) + ", " + sites.find(a.place().day().site()).map(k -> k.site().name() + ", " + k.site().nameOf(a.place().clinician()))
                .orElse(a.place().day().site());
    }

    private static Job.Step step(String verb, Map<String, String> words) {
        return Job.Step.of(with(words, Map.of(DO, verb)));
    }

    private static Map<String, String> with(Map<String, String> words, Map<String, String> more) {
        var all = new LinkedHashMap<>(words);
        all.putAll(more);
        return all;
    }

    private static Outcome refused(String pointer, String why) {
        return new Outcome.Refused(List.of(new Fault(pointer, why)));
    }
}
