package health.foramen.scheduling.day;

import health.foramen.scheduling.site.Fault;
import health.foramen.scheduling.site.Hours;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.site.Weekday;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Publishes a clinician's weekly time into the days of a site, and closes a block of it. Publishing the same again changes
 * nothing; a block that was closed on purpose stays closed.
 */
public final class PublishingBlocks {

    /** A year and a day: a longer plan is a slip of the keyboard. */
    private static final int MOST_DAYS = 366;

    public record Publish(String site, String clinician, String room, Optional<String> device, List<String> nurses, Set<Weekday> on, Hours hours,
            LocalDate first, LocalDate last) {
    }

    /** @param because a code: conflicts-with-block, clinician-elsewhere, outside-opening-hours, closed-before, on-leave */
    public record Left(LocalDate date, String because) {
    }

    public sealed interface Outcome {
        /** @param left days that were left as they are, and why */
        record Published(int published, int unchanged, List<Left> left) implements Outcome {
        }

        record Refused(List<Fault> faults) implements Outcome {
        }

        /** The clinician, the room or the device is elsewhere then; nothing was published. */
        record Conflicts(List<Left> days) implements Outcome {
        }
    }

    public sealed interface Closing {
        /** @param standing appointments that are still in it and need another place */
        record Closed(Block block, List<Appointment> standing) implements Closing {
        }

        record Unknown() implements Closing {
        }

        record Overtaken() implements Closing {
        }
    }

    /** Each failure means that somebody else wrote the same block. */
    private static final int TRIES = 10;

    private final Sites sites;
    private final ClinicDays days;
    private final ClinicianAgendas agendas;
    private final Leaves leaves;
    private final DayWatch watch;
    private final Clock clock;

    public PublishingBlocks(Sites sites, ClinicDays days, ClinicianAgendas agendas, Leaves leaves, DayWatch watch, Clock clock) {
        this.sites = sites;
        this.days = days;
        this.agendas = agendas;
        this.leaves = leaves;
        this.watch = watch;
        this.clock = clock;
    }

    public Outcome publish(Publish wish) {
        Optional<Site> found = sites.find(wish.site()).map(Sites.Known::site);
        if (found.isEmpty()) {
            return new Outcome.Refused(List.of(new Fault("/site", "No site is called " + wish.site() + ".")));
        }
        Site site = found.get();
        List<Fault> faults = faults(site, wish);
        if (!faults.isEmpty()) {
            return new Outcome.Refused(faults);
        }
        var block = Block.published(wish.clinician(), unit(site, wish.room()), wish.device().map(d -> unit(site, d)),
                wish.nurses().stream().map(n -> unit(site, n)).toList(), wish.hours());
        return publish(site, block, wish.first().datesUntil(wish.last().plusDays(1))
                .filter(date -> wish.on().contains(Weekday.of(date.getDayOfWeek()))).toList());
    }

    private Outcome publish(Site site, Block block, List<LocalDate> dates) {
        Map<LocalDate, ClinicDay> known = days.findAll(dates.stream().map(date -> new DayId(site.id(), date)).toList()).stream()
                .collect(Collectors.toMap(day -> day.id().date(), Function.identity()));
        var left = new ArrayList<Left>();
        var conflicts = new ArrayList<Left>();
        var fresh = new ArrayList<LocalDate>();
        List<Leaves.Leave> away = leaves.of(block.clinician());
        int unchanged = 0;
        for (LocalDate date : dates) {
            Optional<ClinicDay> day = Optional.ofNullable(known.get(date));
            Optional<Block> there = day.flatMap(d -> d.block(block.id()));
            if (site.open(date).filter(block.hours()::within).isEmpty()) {
                left.add(new Left(date, "outside-opening-hours"));
            } else if (away.stream().anyMatch(leave -> leave.stretch().takesAll(date, block.hours()))) {
                left.add(new Left(date, "on-leave"));
            } else if (there.isPresent() && !there.get().open()) {
                left.add(new Left(date, "closed-before"));
            } else if (there.filter(block::sameAs).isPresent()) {
                unchanged++;
            } else if (there.isPresent() || day.filter(d -> d.blocks().stream().anyMatch(block::conflicts)).isPresent()) {
                conflicts.add(new Left(date, "conflicts-with-block"));
            } else {
                fresh.add(date);
            }
        }
        if (conflicts.isEmpty()) {
            conflicts.addAll(enterAgenda(site, block, fresh));
        }
        if (!conflicts.isEmpty()) {
            return new Outcome.Conflicts(conflicts);
        }
        int published = 0;
        for (LocalDate date : fresh) {
            var day = new DayId(site.id(), date);
            if (days.publish(day, site.zone(), without(block, date, away))) {
                published++;
            } else if (days.find(day).flatMap(d -> d.block(block.id())).filter(block::sameAs).isPresent()) {
                unchanged++;
            } else {
                agendas.leave(block.clinician(), date.getYear(), day, block.id());
                left.add(new Left(date, "conflicts-with-block"));
            }
            watch.changed(day);
        }
        fresh.forEach(date -> keepOut(new DayId(site.id(), date), block, away));
        return new Outcome.Published(published, unchanged, left);
    }

    private List<Left> enterAgenda(Site site, Block block, List<LocalDate> dates) {
        var byYear = new TreeMap<Integer, List<ClinicianAgendas.Line>>();
        for (LocalDate date : dates) {
            var local = new LocalDay(date, site.zone());
            byYear.computeIfAbsent(date.getYear(), _ -> new ArrayList<>()).add(line(new DayId(site.id(), date), block, local));
        }
        var entered = new HashMap<Integer, List<ClinicianAgendas.Line>>();
        for (var year : byYear.entrySet()) {
            List<ClinicianAgendas.Line> refused = agendas.enter(block.clinician(), year.getKey(), year.getValue());
            if (!refused.isEmpty()) {
                // All or nothing, over the turn of a year too.
                entered.forEach((before, lines) -> lines.forEach(l -> agendas.leave(block.clinician(), before, l.day(), l.block())));
                return refused.stream().map(line -> new Left(line.day().date(), "clinician-elsewhere")).toList();
            }
            entered.put(year.getKey(), year.getValue());
        }
        return List.of();
    }

    /**
     * What would become of a block on that day now.
     *
     * @param day    the day as it is, perhaps with other drafts in it; nothing if nothing is published there yet
     * @param away   when the clinician does not work
     * @param agenda what the clinician has that year
     */
    public Verdict judge(Site site, DayId id, Optional<ClinicDay> day, Block block, List<Leaves.Leave> away, List<ClinicianAgendas.Line> agenda) {
        var local = new LocalDay(id.date(), site.zone());
        if (!local.bound(block.hours().to()).isAfter(clock.instant())) {
            return Verdict.PAST;
        }
        Optional<Hours> doors = site.open(id.date());
        if (doors.isEmpty()) {
            return Verdict.SITE_CLOSED;
        }
        if (!block.hours().within(doors.get())) {
            return Verdict.OUTSIDE_OPENING_HOURS;
        }
        if (away.stream().anyMatch(leave -> leave.stretch().takesAll(id.date(), block.hours()))) {
            return Verdict.ON_LEAVE;
        }
        Optional<Block> there = day.flatMap(d -> d.block(block.id()));
        if (there.filter(b -> !b.open()).isPresent()) {
            return Verdict.CLOSED_BEFORE;
        }
        List<Block> standing = day.map(ClinicDay::blocks).orElse(List.of());
        if (standing.stream().anyMatch(b -> b.open() && b.sameAs(block))) {
            return Verdict.UNCHANGED;
        }
        if (there.isPresent() && day.get().appointments().stream().anyMatch(a -> a.live() && a.place().block().equals(block.id()))) {
            return Verdict.BOOKED_OTHERWISE;
        }
        if (standing.stream().anyMatch(b -> !b.id().equals(block.id()) && b.conflicts(block))) {
            return Verdict.CONFLICTS_WITH_BLOCK;
        }
        if (standing.size() >= ClinicDay.MOST_BLOCKS && there.isEmpty()) {
            return Verdict.DAY_FULL;
        }
        ClinicianAgendas.Line wanted = line(id, block, local);
        if (agenda.stream().anyMatch(line -> line.conflicts(wanted))) {
            return Verdict.CLINICIAN_ELSEWHERE;
        }
        return there.isPresent() ? Verdict.AMENDED : Verdict.NEW;
    }

    /**
     * Publishes one block on one day, or changes the one of its name while nobody is booked in it. Done twice it is done once:
     * then it answers {@link Verdict#UNCHANGED}.
     */
    public Verdict publish(Site site, DayId id, Block block) {
        Optional<ClinicDay> day = days.find(id);
        int year = id.date().getYear();
        List<Leaves.Leave> away = leaves.of(block.clinician());
        Verdict verdict = judge(site, id, day, block, away, agendas.of(block.clinician(), year));
        if (!verdict.writes()) {
            return verdict;
        }
        Optional<Block> before = day.flatMap(d -> d.block(block.id()));
        // The line of the same block gives way first: its hours, or whose it is, may be others now.
        before.ifPresent(b -> agendas.leave(b.clinician(), year, id, b.id()));
        if (!agendas.enter(block.clinician(), year, List.of(line(id, block, new LocalDay(id.date(), site.zone())))).isEmpty()) {
            before.ifPresent(b -> enterAgain(site, id, b));
            return Verdict.CLINICIAN_ELSEWHERE;
        }
        boolean stored = before.map(b -> days.amend(id, b, without(freed(b, id.date(), away).becoming(block).at(b.revision() + 1), id.date(), away)))
                .orElseGet(() -> days.publish(id, site.zone(), without(block, id.date(), away)));
        watch.changed(id);
        if (stored) {
            keepOut(id, block, away);
            return verdict;
        }
        // Somebody was quicker: with the same, with another block, or with a patient in it.
        Optional<ClinicDay> now = days.find(id);
        Optional<Block> standing = now.flatMap(d -> d.block(block.id())).filter(Block::open);
        if (standing.filter(block::sameAs).isPresent()) {
            return Verdict.UNCHANGED;
        }
        agendas.leave(block.clinician(), year, id, block.id());
        standing.ifPresent(b -> enterAgain(site, id, b));
        Verdict again = judge(site, id, now, block, List.of(), List.of());
        return again.writes() ? Verdict.CONFLICTS_WITH_BLOCK : again;
    }

    private void enterAgain(Site site, DayId id, Block block) {
        agendas.enter(block.clinician(), id.date().getYear(), List.of(line(id, block, new LocalDay(id.date(), site.zone()))));
    }

    private static ClinicianAgendas.Line line(DayId id, Block block, LocalDay local) {
        return new ClinicianAgendas.Line(id, block.id(), local.bound(block.hours().from()), local.bound(block.hours().to()));
    }

    /**
     * Leave that was written down while the block was on its way: whoever wrote it down did not find the block, so it is looked for once more from here. One of
     * the two sees the other.
     */
    private void keepOut(DayId id, Block block, List<Leaves.Leave> seen) {
        leaves.of(block.clinician()).stream().filter(leave -> !seen.contains(leave))
                .flatMap(leave -> leave.stretch().on(id.date()).flatMap(block.hours()::common).stream()).forEach(hours -> takeOut(id, block.id(), hours));
    }

    /** The block with the hours that leave took out of it: at other hours it loses others. */
    private static Block freed(Block block, LocalDate date, List<Leaves.Leave> away) {
        Block left = block;
        for (Leaves.Leave leave : away) {
            left = leave.stretch().on(date).flatMap(block.hours()::common).map(left::withAgain).orElse(left);
        }
        return left;
    }

    /** The block without the hours of that date in which its clinician is away. */
    private static Block without(Block block, LocalDate date, List<Leaves.Leave> away) {
        Block left = block;
        for (Leaves.Leave leave : away) {
            left = leave.stretch().on(date).flatMap(block.hours()::common).map(left::without).orElse(left);
        }
        return left.at(block.revision());
    }

    /** Takes some hours out of a block: its clinician goes, or is not there yet. What was booked in them stays, and is answered. */
    public Closing takeOut(DayId id, String block, Hours hours) {
        return insisting(id, block, () -> written(id, block, hours, b -> b.without(hours)));
    }

    /** As {@link #close}, tried again while others write the block in the same moment. */
    public Closing shut(DayId id, String block, String because) {
        return insisting(id, block, () -> close(id, block, because));
    }

    /** Gives hours back that were taken out of a block. */
    public Closing giveBack(DayId id, String block, Hours hours) {
        return insisting(id, block, () -> written(id, block, hours, b -> b.withAgain(hours)));
    }

    private static Closing insisting(DayId id, String block, Supplier<Closing> attempt) {
        for (int tries = 0; tries < TRIES; tries++) {
            Closing closing = attempt.get();
            if (!(closing instanceof Closing.Overtaken)) {
                return closing;
            }
        }
        throw new IllegalStateException("block " + block + " of " + id + " is being written by many");
    }

    private Closing written(DayId id, String blockId, Hours hours, UnaryOperator<Block> change) {
        Optional<Block> found = days.find(id).flatMap(d -> d.block(blockId)).filter(Block::open);
        if (found.isEmpty()) {
            return new Closing.Unknown();
        }
        Block next = change.apply(found.get());
        if (next != found.get() && !days.curtail(id, found.get(), next)) {
            return new Closing.Overtaken();
        }
        watch.changed(id);
        ClinicDay now = days.find(id).orElseThrow();
        LocalDay local = now.localDay();
        return new Closing.Closed(now.block(blockId).orElseThrow(), now.appointments().stream().filter(a -> a.live() && a.place().block().equals(blockId)
                && local.bound(hours.from()).isBefore(a.times().procedureEnd()) && a.times().start().isBefore(local.bound(hours.to()))).toList());
    }

    public Closing close(DayId id, String blockId, String because) {
        Optional<ClinicDay> day = days.find(id);
        Optional<Block> found = day.flatMap(d -> d.block(blockId));
        if (found.isEmpty()) {
            return new Closing.Unknown();
        }
        Block block = found.get();
        if (block.open() && !days.close(id, block, because)) {
            return new Closing.Overtaken();
        }
        agendas.leave(block.clinician(), id.date().getYear(), id, block.id());
        watch.changed(id);
        // Read after the closing: from then on nothing can be booked into it.
        ClinicDay now = days.find(id).orElseThrow();
        return new Closing.Closed(now.block(blockId).orElseThrow(),
                now.appointments().stream().filter(a -> a.live() && a.place().block().equals(blockId)).toList());
    }

    private List<Fault> faults(Site site, Publish wish) {
        List<Fault> faults = unitFaults(site, wish.clinician(), wish.room(), wish.device(), wish.nurses());
        if (wish.on().isEmpty()) {
            faults.add(new Fault("/weekly/days", "Say on which days of the week."));
        }
        if (wish.last().isBefore(wish.first())) {
            faults.add(new Fault("/lastDate", "The last date comes after the first."));
        } else if (wish.first().plusDays(MOST_DAYS).isBefore(wish.last())) {
            faults.add(new Fault("/lastDate", "At most " + MOST_DAYS + " days at once."));
        }
        if (wish.first().isBefore(clock.instant().atZone(site.zone()).toLocalDate())) {
            faults.add(new Fault("/firstDate", "That date is past."));
        }
        return faults;
    }

    /** Who and what of a block the site does not have. */
    public static List<Fault> unitFaults(Site site, String clinician, String roomNamed, Optional<String> deviceNamed, List<String> nurses) {
        var faults = new ArrayList<Fault>();
        if (site.clinician(clinician).isEmpty()) {
            faults.add(new Fault("/clinician", clinician + " does not work at " + site.name() + "."));
        }
        Optional<Site.Room> room = site.room(unit(site, roomNamed));
        if (room.isEmpty()) {
            faults.add(new Fault("/room", site.name() + " has no room " + roomNamed + "."));
        }
        deviceNamed.map(d -> unit(site, d)).ifPresent(device -> {
            if (site.device(device).isEmpty()) {
                faults.add(new Fault("/device", site.name() + " has no device " + device + "."));
            } else if (room.filter(r -> r.holds().contains(device)).isEmpty()) {
                faults.add(new Fault("/device", "That room does not hold " + device + "."));
            }
        });
        for (int i = 0; i < nurses.size(); i++) {
            if (!site.hasNurse(unit(site, nurses.get(i)))) {
                faults.add(new Fault("/nurses/" + i, site.name() + " has no nurse " + nurses.get(i) + "."));
            }
        }
        return faults;
    }

    private static String unit(Site site, String named) {
        return Site.unit(site.id(), named);
    }
}
