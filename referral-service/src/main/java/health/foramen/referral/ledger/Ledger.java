package health.foramen.referral.ledger;

import static java.util.function.Predicate.not;

import health.foramen.referral.care.Clearance;
import health.foramen.referral.care.Family;
import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Region;
import health.foramen.referral.packs.Confidence;
import health.foramen.referral.packs.PayerPack;
import health.foramen.referral.packs.Sourced;
import health.foramen.referral.packs.PayerPack.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One patient's account in one region of the body. It opens empty. An accepted referral asks it for a permit; it says yes as long as every
 * window of the payer has room, counting what was performed and what is permitted. A permit leaves the count when it is withdrawn; when it
 * is performed an injection session takes its place. What a patient brings along from elsewhere is written in as history.
 *
 * <p>Everything one decision needs stands in this one document, which is why two decisions at once cannot both take the last session. When two
 * records turn out to be of one person, the account of one follows the other: it keeps what it had and is asked no more, and the other counts
 * both.
 *
 * @param follows the account that is asked instead of this one
 * @param brought sessions that came with a record that follows, and with which
 * @param turn    of the last merge or separation; whoever comes late with an earlier one changes nothing
 */
public record Ledger(UUID patientId, Region region, List<Session> performed, List<Permit> permits, Optional<Following> follows, Map<String, UUID> brought,
                     long turn) {

    /** @param parting the merge is being undone: what belongs here is on its way back */
    public record Following(UUID patientId, boolean parting) {
    }

    /** Windows reach back a year; three times that explains every old decision. */
    private static final int MOST_SESSIONS = 120;
    private static final int MOST_SPENT_PERMITS = 40;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    public Ledger {
        performed = List.copyOf(performed);
        permits = List.copyOf(permits);
        follows = follows == null ? Optional.empty() : follows;
        brought = brought == null ? Map.of() : Map.copyOf(brought);
    }

    public Ledger(UUID patientId, Region region, List<Session> performed, List<Permit> permits) {
        this(patientId, region, performed, permits, Optional.empty(), Map.of(), 0);
    }

    public static Ledger empty(UUID patientId, Region region) {
        return new Ledger(patientId, region, List.of(), List.of());
    }

    public Optional<Permit> permit(UUID id) {
        return permits.stream().filter(permit -> permit.id().equals(id)).findFirst();
    }

    public Optional<Session> session(String id) {
        return performed.stream().filter(session -> session.id().equals(id)).findFirst();
    }

    /** From now on the other account is asked; what stands here stays, so that it can be undone. */
    public Ledger following(UUID other, long at) {
        return new Ledger(patientId, region, performed, permits, Optional.of(new Following(other, false)), brought, at);
    }

    /** With what a following account has and this one does not. A session that both know counts once. */
    public Ledger joinedBy(Ledger other) {
        var sessions = new ArrayList<>(performed);
        var origins = new HashMap<>(brought);
        other.performed().stream().filter(session -> session(session.id()).isEmpty() && !holds(session.date(), session.procedure())).forEach(session -> {
            sessions.add(session);
            origins.put(session.id(), other.patientId());
        });
        sessions.sort(Comparator.comparing(Session::date));
        var leaves = new ArrayList<>(permits);
        other.permits().stream().filter(permit -> permit(permit.id()).isEmpty()).forEach(leaves::add);
        return new Ledger(patientId, region, newest(sessions, MOST_SESSIONS), leaves, follows, origins, turn);
    }

    /** As the other patient's record sees it, who is the same person: new permits carry that id. */
    public Ledger seenAs(UUID patient) {
        return new Ledger(patient, region, performed, permits, follows, brought, turn);
    }

    /** Marks the sessions that the other ledger did not have as brought by that patient. */
    public Ledger sinceBroughtBy(UUID patient, Ledger before) {
        var origins = new HashMap<>(brought);
        performed.stream().filter(session -> before.session(session.id()).isEmpty()).forEach(session -> origins.put(session.id(), patient));
        return new Ledger(patientId, region, performed, permits, follows, origins, turn);
    }

    /** On its way to stand for itself again: with the present word on everything of its own that the other account kept. */
    public Ledger parting(Ledger other) {
        var sessions = new LinkedHashMap<String, Session>();
        performed.forEach(session -> sessions.put(session.id(), other.session(session.id()).orElse(session)));
        other.performed().stream().filter(session -> patientId.equals(other.brought().get(session.id()))).forEach(session -> sessions.put(session.id(), session));
        var leaves = new LinkedHashMap<UUID, Permit>();
        permits.forEach(permit -> leaves.put(permit.id(), other.permit(permit.id()).orElse(permit)));
        other.permits().stream().filter(permit -> permit.patientId().equals(patientId)).forEach(permit -> leaves.put(permit.id(), permit));
        return new Ledger(patientId, region, sessions.values().stream().sorted(Comparator.comparing(Session::date)).toList(), List.copyOf(leaves.values()),
                follows.map(following -> new Following(following.patientId(), true)), brought, turn);
    }

    /** Without what belongs to the other patient. */
    public Ledger leftBy(UUID patient) {
        var origins = new HashMap<>(brought);
        origins.values().removeIf(patient::equals);
        return new Ledger(patientId, region, performed.stream().filter(session -> !patient.equals(brought.get(session.id()))).toList(),
                permits.stream().filter(permit -> !permit.patientId().equals(patient)).toList(), follows, origins, turn);
    }

    public Ledger alone() {
        return new Ledger(patientId, region, performed, permits, Optional.empty(), brought, turn);
    }

    public Ledger at(long next) {
        return new Ledger(patientId, region, performed, permits, follows, brought, next);
    }

    /** Whether such a session is on record, wherever it was performed: nobody has the same procedure twice on one day in one region. */
    public boolean holds(LocalDate date, Procedure procedure) {
        return performed.stream().anyMatch(session -> session.date().equals(date) && session.procedure() == procedure);
    }

    public LedgerOutcome grant(PermitRequest wanted, Limits limits, Instant at) {
        if (permit(wanted.permitId()).isPresent()) {
            return new LedgerOutcome.Unchanged(this);
        }
        var earliest = spaced(limits, wanted.earliest());
        var reached = reached(limits, earliest);
        if (reached.isPresent()) {
            return new LedgerOutcome.Refused(reached.get());
        }
        var permit = new Permit(wanted.permitId(), 1, Permit.Status.GRANTED, wanted.referralId(), patientId, wanted.practiceId(),
                wanted.urgency(), limits.payer(), earliest, earliest.plusDays(wanted.validDays()), wanted.holdOnly(), wanted.plan(),
                wanted.clearances());
        return new LedgerOutcome.Changed(withPermit(permit), List.of(new PermitEvent.PermitGranted(permit, at)));
    }

    /** Clearances came or went: the permit stands, and says so. */
    public LedgerOutcome clear(UUID permitId, List<Clearance> clearances, boolean holdOnly, Instant at) {
        return clear(permitId, clearances, holdOnly, LocalDate.MIN, at);
    }

    /** The same, where what was cleared does not hold before that day. */
    public LedgerOutcome clear(UUID permitId, List<Clearance> clearances, boolean holdOnly, LocalDate notBefore, Instant at) {
        return permit(permitId).filter(Permit::isGranted)
                .filter(permit -> !permit.clearances().equals(clearances) || permit.holdOnly() != holdOnly || notBefore.isAfter(permit.earliest()))
                .map(permit -> permit.notBefore(notBefore).cleared(clearances, holdOnly))
                .<LedgerOutcome>map(permit -> new LedgerOutcome.Changed(withPermit(permit), List.of(new PermitEvent.PermitGranted(permit, at))))
                .orElse(new LedgerOutcome.Unchanged(this));
    }

    /**
     * A permit that nobody has used in time is granted anew, for as long again. It has kept its place in every window all along, so there is no
     * question of room, only of the distance from what was performed meanwhile.
     */
    public LedgerOutcome prolong(UUID permitId, Limits limits, LocalDate today, Instant at) {
        return permit(permitId).filter(Permit::isGranted).filter(permit -> permit.latest().isBefore(today))
                .map(permit -> permit.notBefore(spaced(limits, today)))
                .<LedgerOutcome>map(permit -> new LedgerOutcome.Changed(withPermit(permit), List.of(new PermitEvent.PermitGranted(permit, at))))
                .orElse(new LedgerOutcome.Unchanged(this));
    }

    /** The permit no longer holds; its place in the windows is free again. */
    public LedgerOutcome withdraw(UUID permitId, Instant at) {
        return permit(permitId).filter(Permit::isGranted).map(permit -> permit.became(Permit.Status.WITHDRAWN))
                .<LedgerOutcome>map(permit -> new LedgerOutcome.Changed(withPermit(permit), List.of(new PermitEvent.PermitWithdrawn(permit, at))))
                .orElse(new LedgerOutcome.Unchanged(this));
    }

    /**
     * A session was performed, on a permit or elsewhere. The same session twice is one. Permits of the family that still wait move behind
     * the payer's spacing, and those who hold them hear of it.
     */
    public LedgerOutcome perform(Session session, Optional<UUID> permitId, Limits limits, Instant at) {
        if (session(session.id()).isPresent()) {
            return new LedgerOutcome.Unchanged(this);
        }
        var events = new ArrayList<PermitEvent>();
        UnaryOperator<Permit> after = permit -> {
            if (permitId.filter(permit.id()::equals).isPresent()) {
                return permit.isGranted() ? permit.became(Permit.Status.PERFORMED) : permit;
            }
            var moved = permit.isGranted() && weighs(permit, limits)
                    ? limits.spacingDays().map(days -> permit.notBefore(session.date().plusDays(days))).orElse(permit) : permit;
            if (moved != permit) {
                events.add(new PermitEvent.PermitGranted(moved, at));
            }
            return moved;
        };
        var sessions = new ArrayList<>(performed);
        sessions.add(session);
        sessions.sort(Comparator.comparing(Session::date));
        return new LedgerOutcome.Changed(
                with(newest(sessions, MOST_SESSIONS), permits.stream().map(after).toList()), events);
    }

    /** What the patient's diary says about a session. */
    public LedgerOutcome relief(String sessionId, Session.Relief entry) {
        return session(sessionId).filter(session -> !session.relief().contains(entry))
                .<LedgerOutcome>map(found -> new LedgerOutcome.Changed(with(performed.stream()
                        .map(session -> session.id().equals(sessionId) ? session.with(entry) : session).toList(), permits), List.of()))
                .orElse(new LedgerOutcome.Unchanged(this));
    }

    /** The whole arithmetic for a payer's terms on a day. */
    public Reckoning reckon(Limits limits, Optional<PayerPack.Repeat> repeat, LocalDate on) {
        var windows = limits.windows().stream().map(window -> new Reckoning.Counted(window, lines(limits, window, on))).toList();
        var spacing = limits.spacingDays().flatMap(days -> last(limits.family())
                .map(session -> new Reckoning.Spacing(days, session.date(), session.date().plusDays(days))));
        var relief = repeat.flatMap(terms -> last(limits.family()).map(session -> repeat(terms, session)));
        return new Reckoning(limits, on, windows, spacing, relief, nextEligible(limits, on), said(limits, windows, spacing, relief, on));
    }

    /** Performed or permitted sessions that the payer counts on this day. */
    public int counted(Limits limits, Window window, LocalDate on) {
        return (int) entries(limits).filter(entry -> entry.permitted() || Limits.counts(entry.date(), on, window.months())).count();
    }

    /** Empty when every window has room on that day. */
    public Optional<LimitReached> reached(Limits limits, LocalDate on) {
        return limits.windows().stream().filter(window -> counted(limits, window, on) >= window.count()).findFirst()
                .map(window -> new LimitReached(sentence(limits, window, on), nextEligible(limits, on)));
    }

    /** The first day, not before the given one, on which every window has room and the spacing is kept. */
    public LocalDate nextEligible(Limits limits, LocalDate from) {
        return limits.windows().stream().map(window -> roomFrom(limits, window)).flatMap(Optional::stream)
                .reduce(spaced(limits, from), (a, b) -> a.isAfter(b) ? a : b);
    }

    /** The first day, not before the given one, that keeps the payer's distance from the last performed session. */
    public LocalDate spaced(Limits limits, LocalDate from) {
        return limits.spacingDays()
                .flatMap(days -> last(limits.family()).map(session -> session.date().plusDays(days)))
                .filter(from::isBefore).orElse(from);
    }

    public Optional<Session> last(Family family) {
        return performed.stream().filter(session -> session.procedure().family() == family).max(Comparator.comparing(Session::date));
    }

    private record Entry(LocalDate date, boolean permitted, String source) {
    }

    /** A permit may be used until its latest day, so for the future it weighs as if performed then. */
    private Stream<Entry> entries(Limits limits) {
        var sessions = performed.stream().filter(session -> session.procedure().family() == limits.family())
                .filter(session -> session.payer().isEmpty() || session.payer().get().equals(limits.payer()))
                .map(session -> new Entry(session.date(), false, session.source()));
        var granted = permits.stream().filter(Permit::isGranted).filter(permit -> weighs(permit, limits))
                .map(permit -> new Entry(permit.latest(), true, "permit " + permit.id()));
        return Stream.concat(sessions, granted);
    }

    private static boolean weighs(Permit permit, Limits limits) {
        return permit.plan().procedure().family() == limits.family() && permit.payer().equals(limits.payer());
    }

    /** Entries leave the window in the order of their days; there is room once as many have left as are too many. */
    private Optional<LocalDate> roomFrom(Limits limits, Window window) {
        var leaving = entries(limits).map(entry -> Limits.leaves(entry.date(), window.months())).sorted().toList();
        var tooMany = leaving.size() - window.count();
        return tooMany < 0 ? Optional.empty() : Optional.of(leaving.get(tooMany));
    }

    private String sentence(Limits limits, Window window, LocalDate on) {
        var performedInWindow = (int) entries(limits).filter(not(Entry::permitted))
                .filter(entry -> Limits.counts(entry.date(), on, window.months())).count();
        var permitted = (int) entries(limits).filter(Entry::permitted).count();
        return "%s covers %d %s %s per region in any %d months; %d performed and %d permitted in the %s region, so the next is possible from %s."
                .formatted(limits.payerTitle(), window.count(), limits.family().words(), window.count() == 1 ? "session" : "sessions",
                        window.months(), performedInWindow, permitted, region.words(), DAY.format(nextEligible(limits, on)));
    }

    private List<Reckoning.Line> lines(Limits limits, Window window, LocalDate on) {
        return entries(limits).filter(entry -> entry.permitted() || Limits.counts(entry.date(), on, window.months()))
                .map(entry -> new Reckoning.Line(entry.date(), Limits.leaves(entry.date(), window.months()).minusDays(1), entry.permitted(), entry.source()))
                .sorted(Comparator.comparing(Reckoning.Line::permitted).thenComparing(Reckoning.Line::date)).toList();
    }

    private static Reckoning.Repeat repeat(PayerPack.Repeat terms, Session last) {
        var asked = terms.sustainedDays().value();
        var until = last.sustainedDays(terms.reliefPercent());
        var after = last.relief().stream().filter(entry -> entry.day() > 0).toList();
        var standing = after.isEmpty() ? Reckoning.Repeat.Standing.NO_ENTRY
                : until.filter(day -> day >= asked).isPresent() ? Reckoning.Repeat.Standing.MET
                : until.isPresent() && until.get() == after.getLast().day() ? Reckoning.Repeat.Standing.STILL_COUNTING : Reckoning.Repeat.Standing.NOT_MET;
        return new Reckoning.Repeat(terms.reliefPercent(), asked, terms.sustainedDays().confidence() == Confidence.STATED,
                terms.functionGainPercent().map(Sourced::value), last, until, standing);
    }

    private String said(Limits limits, List<Reckoning.Counted> windows, Optional<Reckoning.Spacing> spacing, Optional<Reckoning.Repeat> relief, LocalDate on) {
        var next = nextEligible(limits, on);
        var possible = next.isAfter(on) ? "so the next is possible from " + DAY.format(next) : "so another one is possible on " + DAY.format(on);
        var counted = windows.isEmpty() ? "%s sets no number of %s sessions in the %s region".formatted(limits.payerTitle(), limits.family().words(), region.words())
                : windows.stream().map(this::said).collect(Collectors.joining(" and ", limits.payerTitle() + " covers ", " in the " + region.words() + " region"));
        var apart = spacing.filter(s -> s.from().isAfter(on))
                .map(s -> ", at least %d days apart from the one of %s".formatted(s.days(), DAY.format(s.last()))).orElse("");
        return counted + apart + ", " + possible + relief.map(Ledger::said).orElse("") + ".";
    }

    private String said(Reckoning.Counted counted) {
        var permitted = counted.lines().stream().filter(Reckoning.Line::permitted).count();
        return "%d in any %d months: %d performed and %d permitted".formatted(counted.window().count(), counted.window().months(),
                counted.lines().size() - permitted, permitted);
    }

    private static String said(Reckoning.Repeat repeat) {
        var asked = "at least %d %% relief for %d days%s".formatted(repeat.percent(), repeat.days(), repeat.verified() ? "" : " (to be verified)");
        var either = asked + repeat.orFunctionGain().map(percent -> " or a function gain of %d %% that the referral states".formatted(percent)).orElse("");
        return switch (repeat.standing()) {
            case MET -> "; the relief asked for, " + asked + ", was reached";
            case NOT_MET -> "; but a repeat asks for %s, and after the session of %s the relief %s".formatted(either, DAY.format(repeat.after().date()),
                    repeat.reachedUntil().map(day -> "lasted until day " + day + " only").orElse("was never reached"));
            case STILL_COUNTING -> "; a repeat asks for %s, relief so far reached until day %d".formatted(either, repeat.reachedUntil().orElseThrow());
            case NO_ENTRY -> "; a repeat asks for %s, and the diary has nothing on the session of %s yet".formatted(either, DAY.format(repeat.after().date()));
        };
    }

    private Ledger withPermit(Permit changed) {
        var others = permits.stream().filter(permit -> !permit.id().equals(changed.id())).toList();
        var open = others.stream().filter(Permit::isGranted);
        var spent = newest(others.stream().filter(not(Permit::isGranted)).toList(), MOST_SPENT_PERMITS).stream();
        return with(performed, Stream.concat(Stream.concat(spent, open), Stream.of(changed)).toList());
    }

    private Ledger with(List<Session> sessions, List<Permit> leaves) {
        return new Ledger(patientId, region, sessions, leaves, follows, brought, turn);
    }

    private static <T> List<T> newest(List<T> all, int most) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
