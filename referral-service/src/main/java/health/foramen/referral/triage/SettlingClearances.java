package health.foramen.referral.triage;

import health.foramen.referral.care.Change;
import health.foramen.referral.care.Clearance;
import health.foramen.referral.care.Who;
import health.foramen.referral.referral.ClearanceTask;
import health.foramen.referral.referral.Desk;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.ReferralOutcome;
import health.foramen.referral.referral.Referrals;
import health.foramen.referral.referral.SettlingPermits;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** What must be settled before a needle: whose it is, until when, and what became of it. The permit hears of every step. */
public final class SettlingClearances {

    /** One task of one accepted referral. */
    public record Item(Referral referral, ClearanceTask task) {
    }

    /** One page of what was settled. @param next where older ones follow */
    public record Settled(List<Entry> entries, Optional<String> next) {

        public record Entry(Referral referral, Change change) {
        }
    }

    /**
     * What of the list somebody wants to see.
     *
     * @param kinds  which this person may settle
     * @param owner  only this person's
     * @param nobody only what belongs to nobody
     */
    public record Filter(Set<Clearance.Kind> kinds, Optional<Who> owner, boolean nobody, boolean overdue) {

        public Filter {
            kinds = Set.copyOf(kinds);
        }

        boolean lets(ClearanceTask task, LocalDate today) {
            return kinds.contains(task.kind()) && !task.isCleared() && (!nobody || task.owner().isEmpty()) && (!overdue || task.overdue(today))
                    && owner.filter(mine -> task.owner().map(Who::id).filter(mine.id()::equals).isEmpty()).isEmpty();
        }
    }

    private final Referrals referrals;
    private final SettlingPermits permits;
    private final Clock clock;

    public SettlingClearances(Referrals referrals, SettlingPermits permits, Clock clock) {
        this.referrals = referrals;
        this.permits = permits;
        this.clock = clock;
    }

    /** What is not cleared, what is due first on top. */
    public List<Item> waiting(Filter filter) {
        var today = LocalDate.now(clock);
        return referrals.at(Desk.CLEARANCE)
                .flatMap(referral -> referral.acceptance().orElseThrow().clearances().stream().filter(task -> filter.lets(task, today)).map(task -> new Item(referral, task)))
                .sorted(Comparator.comparing((Item item) -> item.task().due().orElse(today))
                        .thenComparing(item -> item.referral().acceptance().orElseThrow().earliestNow()).thenComparing(item -> item.task().kind())).toList();
    }

    /** What was settled, refused, taken back or handed on, by whom and why; the latest referrals first. */
    public Settled settled(Optional<String> cursor, int most) {
        var page = referrals.settled(cursor, most);
        return new Settled(page.referrals().stream().flatMap(referral -> referral.clearanceHistory().stream().map(change -> new Settled.Entry(referral, change)))
                .sorted(Comparator.comparing((Settled.Entry entry) -> entry.change().at()).reversed()).toList(), page.next());
    }

    public ReferralOutcome say(UUID id, OptionalLong seen, Clearance.Kind kind, ClearanceTask.Word word, Who by) {
        return changed(id, seen, referral -> referral.clear(kind, word, by, clock.instant()));
    }

    public ReferralOutcome assign(UUID id, OptionalLong seen, Clearance.Kind kind, Optional<Who> owner, Optional<LocalDate> due, Who by) {
        return changed(id, seen, referral -> referral.assign(kind, owner, due.or(() -> referral.acceptance()
                .flatMap(acceptance -> acceptance.clearance(kind)).flatMap(ClearanceTask::due)).orElse(LocalDate.now(clock)), by, clock.instant()));
    }

    public ReferralOutcome require(UUID id, OptionalLong seen, Clearance.Kind kind, String detail, Optional<LocalDate> due, Who by) {
        return changed(id, seen, referral -> referral.require(kind, detail, due.orElse(LocalDate.now(clock).plusDays(1)), by, clock.instant()));
    }

    /** What a payer had authorised until yesterday holds no longer. */
    public void expire() {
        var today = LocalDate.now(clock);
        referrals.at(Desk.CLEARANCE).filter(referral -> referral.expireClearances(today, clock.instant()) instanceof ReferralOutcome.Changed)
                .forEach(referral -> changed(referral.id(), OptionalLong.empty(), now -> now.expireClearances(today, clock.instant())));
    }

    private ReferralOutcome changed(UUID id, OptionalLong seen, Function<Referral, ReferralOutcome> decision) {
        var outcome = referrals.change(id, referral -> ReferralOutcome.of(referral, seen, decision));
        if (outcome instanceof ReferralOutcome.Refused) {
            return outcome;
        }
        return permits.settle(id).<ReferralOutcome>map(referral -> outcome instanceof ReferralOutcome.Changed(_, var events)
                ? new ReferralOutcome.Changed(referral, events) : new ReferralOutcome.Unchanged(referral)).orElse(outcome);
    }
}
