package health.foramen.scheduling.check;

import health.foramen.scheduling.booking.Agendas;
import health.foramen.scheduling.booking.Entry;
import health.foramen.scheduling.booking.Settling;
import health.foramen.scheduling.booking.Whereabouts;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.Claim;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.ClinicianAgendas;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.LocalDay;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.worklist.Item;
import health.foramen.scheduling.worklist.Worklist;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads everything and holds it against everything else: days against whereabouts, agendas and permits, agendas against days, blocks against the
 * agendas of clinicians and back, permits and holds against the worklist. What is under way is settled first, so that what remains is a breach.
 *
 * <p>Each collection is read once, a few documents at a time, and of what was read only an imprint is kept: what does not match its counterpart's is asked for once more,
 * by its id, and then judged. So the time follows the size of the store, and a hundred thousand appointments need a few megabytes. Only the open worklist is held whole, which is
 * small by its nature.
 */
public final class CheckingEverything {

    /** Documents of one kind that are held against the others at once. */
    private static final int PAGE = 500;
    /** Lines of agendas that wait for their days: each day is then read once for all of them. */
    private static final int LINES = 20_000;
    private static final int DAYS_AT_ONCE = 40;
    /** Whoever has more to repair begins with these. */
    private static final int MOST_BREACHES = 1_000;

    /**
     * @param rule a code
     * @param what a sentence that names the ids
     */
    public record Breach(String rule, String what) {
    }

    /** @param more whether there are more breaches than are told */
    public record Report(int days, int appointments, int agendas, int permits, int items, boolean more, List<Breach> breaches) {
    }

    private final ClinicDays days;
    private final Agendas agendas;
    private final ClinicianAgendas clinicians;
    private final Whereabouts whereabouts;
    private final Permits permits;
    private final Worklist worklist;
    private final Settling settling;
    private final Clock clock;

    public CheckingEverything(ClinicDays days, Agendas agendas, ClinicianAgendas clinicians, Whereabouts whereabouts, Permits permits, Worklist worklist,
            Settling settling, Clock clock) {
        this.days = days;
        this.agendas = agendas;
        this.clinicians = clinicians;
        this.whereabouts = whereabouts;
        this.permits = permits;
        this.worklist = worklist;
        this.settling = settling;
        this.clock = clock;
    }

    /**
     * Bookings may go on meanwhile, and the store is not read in one moment: whatever looks like a breach is looked at once more,
     * and only what is still one is reported.
     */
    public Report check() {
        settling.sweep();
        Report first = new Look().look();
        if (first.breaches().isEmpty()) {
            return first;
        }
        settling.sweep();
        Report second = new Look().look();
        Set<Breach> seen = Set.copyOf(first.breaches());
        return new Report(second.days(), second.appointments(), second.agendas(), second.permits(), second.items(), first.more() && second.more(),
                second.breaches().stream().filter(breach -> seen.contains(breach) || first.more()).toList());
    }

    /** One reading of the whole store. */
    private final class Look {

        // What was read, as far as others are held against it.
        private final Imprints lively = new Imprints();
        private final Imprints settled = new Imprints();
        private final Imprints entered = new Imprints();
        private final Imprints bookedPermits = new Imprints();
        private final Imprints whereaboutsOf = new Imprints();
        private final Imprints permitted = new Imprints();
        private final Imprints there = new Imprints();
        private final Imprints onDuty = new Imprints();
        private final Imprints duty = new Imprints();
        private final Imprints open = new Imprints();

        private final Set<Breach> breaches = new LinkedHashSet<>();
        private final Map<String, Item> items = worklist.open().stream().collect(Collectors.toMap(Item::id, Function.identity(), (one, _) -> one));
        private final List<Appointment> page = new ArrayList<>();
        private final Map<DayId, List<Line>> lines = new HashMap<>();
        private final Map<DayId, List<Duty>> duties = new HashMap<>();
        private final List<Published> published = new ArrayList<>();
        private final List<Permit> granted = new ArrayList<>();
        private int waiting;
        private int dayCount;
        private int appointmentCount;
        private int agendaCount;
        private int permitCount;
        private boolean more;

        private record Line(String patient, Entry entry) {
        }

        /** What a clinician's agenda says of a day. */
        private record Duty(String clinician, ClinicianAgendas.Line line) {
        }

        /** An open block, and what its clinician's agenda should say of it. */
        private record Published(String clinician, ClinicianAgendas.Line line) {
        }

        Report look() {
            agendas.forEach(this::agenda);
            whereabouts.forEach(known -> whereaboutsOf.add(known.appointment(), known.day()));
            clinicians.forEach(this::duties);
            permits.forEach(this::permit);
            permits();
            days.forEach(this::day);
            appointments();
            published();
            if (!settled.isWithin(there)) {
                agendas.forEach(this::astray);
            }
            if (!duty.isWithin(open)) {
                clinicians.forEach(this::dutiesAstray);
            }
            lines();
            items();
            return new Report(dayCount, appointmentCount, agendaCount, permitCount, items.size(), more, List.copyOf(breaches));
        }

        private void found(String rule, String what) {
            if (breaches.size() < MOST_BREACHES) {
                breaches.add(new Breach(rule, what));
            } else {
                more = true;
            }
        }

        // ---- a day in itself

        private void day(ClinicDay day) {
            dayCount++;
            day.overlaps().forEach(o -> found("claims-overlap", "On " + day.id() + " " + o.claim().unit() + " is claimed by " + o.first() + " and by " + o.second() + "."));
            day.blocks().stream().filter(Block::open).map(block -> new Published(block.clinician(), line(day, block))).forEach(p -> {
                open.add(p.clinician(), p.line());
                if (!onDuty.has(p.clinician(), p.line().day(), p.line().block())) {
                    published.add(p);
                }
            });
            if (published.size() >= PAGE) {
                published();
            }
            for (Appointment a : day.appointments()) {
                appointmentCount++;
                alone(day, a);
                hold(a);
                there.add(a.patient(), a.id(), a.permit(), a.place().day(), a.times().prepare(), a.times().end());
                if (!matches(a)) {
                    page.add(a);
                }
                if (page.size() >= PAGE) {
                    appointments();
                }
            }
        }

        /** Whether everything else says the same of it. What does not is looked at once more. */
        private boolean matches(Appointment a) {
            boolean placed = a.moving().isPresent() || whereaboutsOf.has(a.id(), a.place().day());
            boolean inAgenda = a.state().gaveUp() ? !entered.has(a.patient(), a.id())
                    : !a.live() || a.expired(clock.instant()) || a.keptFor().isPresent() || lively.has(a.patient(), a.id(), a.permit(), a.place().day(), a.times().prepare(), a.times().end());
            boolean granted = permitted.has(a.permit(), a.patient(), !a.marks().permitWithdrawn())
                    || a.state().over() && permitted.has(a.permit(), a.patient(), a.marks().permitWithdrawn());
            return placed && inAgenda && granted;
        }

        private void alone(ClinicDay day, Appointment a) {
            boolean needs = !a.state().gaveUp() && !(a.state() instanceof AppointmentState.Completed);
            if (needs && a.claims().isEmpty()) {
                found("nothing-claimed", "Appointment " + a.id() + " is " + a.state().code() + " and claims nothing.");
            }
            if (a.state().gaveUp() && !a.claims().isEmpty()) {
                found("orphan-claim", "Appointment " + a.id() + " is " + a.state().code() + " and still claims units.");
            }
            for (Claim claim : a.claims()) {
                if (claim.from().isBefore(day.localDay().begins()) || claim.to().isAfter(day.localDay().ends())) {
                    found("outside-the-day", "Appointment " + a.id() + " claims " + claim.unit() + " beyond " + day.id() + ".");
                }
            }
            if (a.drifted()) {
                found("times-drifted", "Appointment " + a.id() + " was told as " + a.times().localStart() + " in " + day.zone() + ", its claims begin at "
                        + a.times().start() + ", which is another time there now. POST /api/check/times brings them back.");
            }
            Optional<Block> block = day.block(a.place().block());
            if (block.isEmpty()) {
                found("no-block", "Appointment " + a.id() + " is in no block of " + day.id() + ".");
            } else if (!a.state().over()) {
                within(day, block.get(), a);
            }
        }

        /**
         * Whoever is yet to come is within the hours of a block of their clinician. One that was closed since keeps its appointments and says why it was
         * closed; time that is taken twice is told by the second place beside the clinician, never by a claim outside the block.
         */
        private void within(ClinicDay day, Block block, Appointment a) {
            if (!block.open() && block.closedBecause().isEmpty()) {
                found("block-not-open", "Appointment " + a.id() + " is in block " + block.id() + " of " + day.id() + ", which is not open, and nobody said why.");
            }
            if (!block.clinician().equals(a.place().clinician())) {
                found("another-clinician", "Appointment " + a.id() + " on " + day.id() + " is with " + a.place().clinician() + ", its block is of " + block.clinician() + ".");
            }
            LocalDay local = day.localDay();
            Instant from = local.bound(block.hours().from());
            Instant to = local.bound(block.hours().to());
            // After a change of a zone's rules the claims are those of the old ones: that is told as drift.
            boolean outside = !a.drifted() && a.claims().stream().filter(c -> c.unit().equals(block.clinician()) || c.unit().equals(Site.beside(block.clinician())))
                    .anyMatch(c -> c.from().isBefore(from) || c.to().isAfter(to));
            if (outside) {
                found("outside-the-block", "Appointment " + a.id() + " on " + day.id() + " claims " + block.clinician() + " outside block " + block.id() + ".");
            }
        }

        // ---- blocks against the agendas of clinicians, and back

        private static ClinicianAgendas.Line line(ClinicDay day, Block block) {
            LocalDay local = day.localDay();
            return new ClinicianAgendas.Line(day.id(), block.id(), local.bound(block.hours().from()), local.bound(block.hours().to()));
        }

        private void published() {
            published.stream().collect(Collectors.groupingBy(p -> p.clinician() + "|" + p.line().day().date().getYear())).values().forEach(theirs -> {
                String clinician = theirs.getFirst().clinician();
                Set<String> known = clinicians.of(clinician, theirs.getFirst().line().day().date().getYear()).stream().map(l -> l.day() + "|" + l.block())
                        .collect(Collectors.toSet());
                theirs.stream().filter(p -> !known.contains(p.line().day() + "|" + p.line().block())).forEach(p -> found("block-without-agenda",
                        "Block " + p.line().block() + " of " + p.line().day() + " is open, and the agenda of " + clinician + " does not have it."));
            });
            published.clear();
        }

        private void duties(String clinician, List<ClinicianAgendas.Line> theirs) {
            List<ClinicianAgendas.Line> inOrder = theirs.stream().sorted(Comparator.comparing(ClinicianAgendas.Line::from)).toList();
            for (int i = 1; i < inOrder.size(); i++) {
                if (inOrder.get(i).conflicts(inOrder.get(i - 1))) {
                    found("clinician-in-two-places", clinician + " is in two places: block " + inOrder.get(i - 1).block() + " of " + inOrder.get(i - 1).day()
                            + " and block " + inOrder.get(i).block() + " of " + inOrder.get(i).day() + ".");
                }
            }
            theirs.forEach(line -> {
                onDuty.add(clinician, line.day(), line.block());
                duty.add(clinician, line);
            });
        }

        private void dutiesAstray(String clinician, List<ClinicianAgendas.Line> theirs) {
            theirs.stream().filter(line -> !open.has(clinician, line)).forEach(line -> {
                duties.computeIfAbsent(line.day(), _ -> new ArrayList<>()).add(new Duty(clinician, line));
                waiting++;
            });
            if (waiting >= LINES) {
                lines();
            }
        }

        private void duty(Duty duty, Optional<ClinicDay> day) {
            Optional<Block> block = day.flatMap(d -> d.block(duty.line().block())).filter(b -> b.open() && b.clinician().equals(duty.clinician()));
            if (block.isEmpty()) {
                found("agenda-without-block", "The agenda of " + duty.clinician() + " has block " + duty.line().block() + " of " + duty.line().day()
                        + ", which is not open there. Publishing or closing it once more settles it.");
            } else if (!line(day.get(), block.get()).equals(duty.line())) {
                found("agenda-disagrees", "Block " + block.get().id() + " of " + duty.line().day() + " is at other hours than the agenda of " + duty.clinician()
                        + " says. POST /api/check/times brings it back.");
            }
        }

        // ---- appointments against whereabouts, agendas, permits and the list

        private void appointments() {
            Map<String, Whereabouts.Known> where = whereabouts.findAll(page.stream().map(Appointment::id).toList());
            Map<String, List<Entry>> theirs = agendas.ofAll(page.stream().map(Appointment::patient).distinct().toList());
            Map<String, Permit> copies = permits.findAll(page.stream().map(Appointment::permit).distinct().toList()).stream()
                    .collect(Collectors.toMap(Permit::id, Function.identity()));
            for (Appointment a : page) {
                place(a, Optional.ofNullable(where.get(a.id())));
                line(a, theirs.getOrDefault(a.patient(), List.of()).stream().filter(e -> e.appointment().equals(a.id())).findFirst());
                permit(a, copies.get(a.permit()));
            }
            page.clear();
        }

        private void place(Appointment a, Optional<Whereabouts.Known> where) {
            if (a.moving().isPresent() || where.filter(w -> w.day().equals(a.place().day())).isPresent()) {
                return;
            }
            boolean twice = where.flatMap(w -> days.findAppointment(w.day(), a.id())).isPresent();
            if (twice) {
                found("appointment-twice", "Appointment " + a.id() + " is on " + a.place().day() + " and on " + where.get().day() + ".");
            } else {
                found("whereabouts-disagree", "Appointment " + a.id() + " is on " + a.place().day() + ", which its whereabouts do not say.");
            }
        }

        private void line(Appointment a, Optional<Entry> line) {
            // A hold that is kept for an offer stands in no agenda: the appointment that would move there does.
            if (a.live() && !a.expired(clock.instant()) && a.keptFor().isEmpty() && line.filter(Entry::live).isEmpty()) {
                found("appointment-without-agenda", "Appointment " + a.id() + " on " + a.place().day() + " is in no agenda.");
            }
            if (a.state().gaveUp() && line.filter(l -> l.live() && l.settled()).isPresent()) {
                found("agenda-keeps-what-was-given-up", "Appointment " + a.id() + " is " + a.state().code() + ", the agenda of patient " + a.patient() + " still has it.");
            }
        }

        private void permit(Appointment a, Permit permit) {
            if (permit == null) {
                found("no-permit", "Appointment " + a.id() + " is booked on permit " + a.permit() + ", which nobody granted.");
            } else if (!permit.patient().equals(a.patient())) {
                found("another-patient", "Appointment " + a.id() + " is of patient " + a.patient() + ", its permit of " + permit.patient() + ".");
            } else if (!a.state().over() && a.marks().permitWithdrawn() == permit.granted()) {
                found("permit-disagrees", "Appointment " + a.id() + " and permit " + permit.id() + " disagree whether it is granted.");
            }
        }

        private void hold(Appointment a) {
            if (!(a.state() instanceof AppointmentState.Held) || a.keptFor().isPresent()) {
                return;
            }
            if (a.expired(clock.instant())) {
                // Whoever meets it first takes it out; what remains after that is a breach.
                settling.expire(a);
                if (days.findAppointment(a.place().day(), a.id()).filter(still -> still.expired(clock.instant())).isPresent()) {
                    found("hold-outlived", "Hold " + a.id() + " on " + a.place().day() + " has lapsed and cannot be taken out.");
                }
            } else if (!items.containsKey(Item.aboutPermit(a.permit()))) {
                found("hold-not-listed", "Hold " + a.id() + " of permit " + a.permit() + " is not on the worklist.");
            }
        }

        // ---- agendas against days

        private void agenda(String patient, List<Entry> entries) {
            agendaCount++;
            twoAtOnce(patient, entries);
            for (Entry line : entries) {
                if (line.live()) {
                    bookedPermits.add(patient, line.permit());
                    lively.add(patient, line.appointment(), line.permit(), line.day(), line.from(), line.to());
                }
                if (line.live() && line.settled()) {
                    entered.add(patient, line.appointment());
                    settled.add(patient, line.appointment(), line.permit(), line.day(), line.from(), line.to());
                }
            }
        }

        private void astray(String patient, List<Entry> entries) {
            entries.stream().filter(line -> line.live() && line.settled()
                    && !there.has(patient, line.appointment(), line.permit(), line.day(), line.from(), line.to())).forEach(line -> {
                lines.computeIfAbsent(line.day(), _ -> new ArrayList<>()).add(new Line(patient, line));
                waiting++;
            });
            if (waiting >= LINES) {
                lines();
            }
        }

        private void twoAtOnce(String patient, List<Entry> entries) {
            List<Entry> live = entries.stream().filter(Entry::live).toList();
            for (int i = 0; i < live.size(); i++) {
                for (int j = i + 1; j < live.size(); j++) {
                    Entry one = live.get(i);
                    Entry other = live.get(j);
                    if (one.permit().equals(other.permit())) {
                        found("permit-twice", "Permit " + one.permit() + " is booked by " + one.appointment() + " and by " + other.appointment() + ".");
                    }
                    if (one.from().isBefore(other.to()) && other.from().isBefore(one.to())) {
                        found("two-places", "Patient " + patient + " is in two places: " + one.appointment() + " and " + other.appointment() + ".");
                    }
                }
            }
        }

        private void lines() {
            var wanted = new ArrayList<>(Stream.concat(lines.keySet().stream(), duties.keySet().stream()).collect(Collectors.toCollection(TreeSet::new)));
            for (int from = 0; from < wanted.size(); from += DAYS_AT_ONCE) {
                List<DayId> some = wanted.subList(from, Math.min(wanted.size(), from + DAYS_AT_ONCE));
                Map<DayId, ClinicDay> read = days.findAll(some).stream().collect(Collectors.toMap(ClinicDay::id, Function.identity()));
                some.forEach(day -> {
                    Map<String, Appointment> there = Optional.ofNullable(read.get(day)).map(ClinicDay::appointments).orElse(List.of()).stream()
                            .collect(Collectors.toMap(Appointment::id, Function.identity(), (one, _) -> one));
                    lines.getOrDefault(day, List.of()).forEach(line -> line(line, there));
                    duties.getOrDefault(day, List.of()).forEach(duty -> duty(duty, Optional.ofNullable(read.get(day))));
                });
            }
            lines.clear();
            duties.clear();
            waiting = 0;
        }

        private void line(Line line, Map<String, Appointment> there) {
            Entry entry = line.entry();
            Appointment a = there.get(entry.appointment());
            if (a == null) {
                found("agenda-without-appointment", "The agenda of patient " + line.patient() + " has " + entry.appointment() + " on " + entry.day() + ", which is not there.");
            } else if (!a.patient().equals(line.patient()) || !a.permit().equals(entry.permit())) {
                found("agenda-disagrees", "Appointment " + entry.appointment() + " is of patient " + a.patient() + " and permit " + a.permit() + ", the agenda of patient "
                        + line.patient() + " says permit " + entry.permit() + ".");
            } else if (!a.times().prepare().equals(entry.from()) || !a.times().end().equals(entry.to())) {
                found("agenda-disagrees", "Appointment " + entry.appointment() + " lasts from " + a.times().prepare() + " to " + a.times().end() + ", the agenda of patient "
                        + line.patient() + " says from " + entry.from() + " to " + entry.to() + ".");
            }
        }

        // ---- permits against agendas and the list

        private void permit(Permit permit) {
            permitCount++;
            permitted.add(permit.id(), permit.patient(), permit.granted());
            if (permit.granted() && !bookedPermits.has(permit.patient(), permit.id()) && !items.containsKey(Item.aboutPermit(permit.id()))) {
                granted.add(permit);
                if (granted.size() >= PAGE) {
                    permits();
                }
            }
        }

        private void permits() {
            Map<String, List<Entry>> theirs = agendas.ofAll(granted.stream().map(Permit::patient).distinct().toList());
            for (Permit permit : granted) {
                boolean booked = theirs.getOrDefault(permit.patient(), List.of()).stream().anyMatch(e -> e.live() && e.permit().equals(permit.id()));
                if (!booked && !items.containsKey(Item.aboutPermit(permit.id()))) {
                    found("permit-forgotten", "Permit " + permit.id() + " is granted, booked by nobody, and not on the worklist.");
                }
            }
            granted.clear();
        }

        // ---- the list against appointments

        private void items() {
            List<Item> about = items.values().stream().filter(item -> isOfAnAppointment(item) && item.appointment().isPresent()).toList();
            Map<String, Whereabouts.Known> where = whereabouts.findAll(about.stream().map(item -> item.appointment().get()).distinct().toList());
            Map<DayId, List<Item>> byDay = about.stream().filter(item -> where.containsKey(item.appointment().get()))
                    .collect(Collectors.groupingBy(item -> where.get(item.appointment().get()).day()));
            about.stream().filter(item -> !where.containsKey(item.appointment().get()))
                    .forEach(item -> found("item-without-appointment", "Item " + item.id() + " is about appointment " + item.appointment().get() + ", which is not there."));
            byDay.forEach((id, theirs) -> {
                Optional<ClinicDay> day = days.find(id);
                theirs.forEach(item -> item(item, day.flatMap(d -> d.appointment(item.appointment().get()))));
            });
        }

        private void item(Item item, Optional<Appointment> about) {
            if (about.isEmpty()) {
                found("item-without-appointment", "Item " + item.id() + " is about appointment " + item.appointment().get() + ", which is not there.");
            } else if (about.get().state().over()) {
                found("item-outlived", "Item " + item.id() + " is open, and appointment " + about.get().id() + " is " + about.get().state().code() + ".");
            }
        }

        /** Those that make sense only while the appointment is ahead; a message that failed is read whatever became of it. */
        private static boolean isOfAnAppointment(Item item) {
            return switch (item.why()) {
                case PERMIT_WITHDRAWN, CHANGE_REQUESTED, CLEARANCE_MISSING, RIDE_MISSING, ON_HOLD -> true;
                case MOVED_BY_CLINIC, NEEDS_BOOKING, REPLY_TO_READ, MESSAGE_FAILED -> false;
            };
        }
    }
}
