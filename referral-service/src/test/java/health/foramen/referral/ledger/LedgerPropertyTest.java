package health.foramen.referral.ledger;

import static health.foramen.referral.Cast.MARIA;
import static health.foramen.referral.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.referral.care.Family;
import health.foramen.referral.care.Region;
import health.foramen.referral.packs.Confidence;
import health.foramen.referral.packs.PayerPack.Window;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Windows and dates, for any history. */
class LedgerPropertyTest {

    private static final LocalDate START = LocalDate.of(2024, 1, 1);

    @Provide
    Arbitrary<List<Integer>> days() {
        return Arbitraries.integers().between(0, 1_200).list().uniqueElements().ofMaxSize(14);
    }

    private static Limits limits(int count, int months, Optional<Integer> spacing) {
        return new Limits("medicare", "US Medicare", Family.EPIDURAL, List.of(new Window(count, months, "source", Confidence.STATED)), spacing);
    }

    private static Ledger performed(List<Integer> days) {
        return new Ledger(MARIA, Region.LUMBAR_SACRAL, days.stream().sorted().map(day -> LedgerCast.session("s" + day, START.plusDays(day), "medicare")).toList(), List.of());
    }

    @Property
    void theNextEligibleDayIsTheFirstOneWithRoom(@ForAll("days") List<Integer> days, @ForAll @IntRange(min = 1, max = 6) int count,
            @ForAll @IntRange(min = 1, max = 24) int months, @ForAll @IntRange(min = 0, max = 1_200) int asked) {
        var ledger = performed(days);
        var limits = limits(count, months, Optional.empty());
        var on = START.plusDays(asked);
        var past = new Ledger(MARIA, Region.LUMBAR_SACRAL, ledger.performed().stream().filter(session -> !session.date().isAfter(on)).toList(), List.of());
        var next = past.nextEligible(limits, on);
        var first = on;
        while (past.reached(limits, first).isPresent()) {
            first = first.plusDays(1);
        }
        assertThat(next).isEqualTo(first);
    }

    @Property
    void aSessionLeavesTheWindowOnceAndForGood(@ForAll @IntRange(min = 0, max = 4_000) int day, @ForAll @IntRange(min = 1, max = 24) int months) {
        var session = START.plusDays(day);
        var leaves = Limits.leaves(session, months);
        assertThat(Limits.counts(session, leaves.minusDays(1), months)).isTrue();
        assertThat(Limits.counts(session, leaves, months)).isFalse();
        assertThat(Limits.counts(session, leaves.plusDays(40), months)).isFalse();
        assertThat(leaves).isBetween(session.plusMonths(months), session.plusMonths(months).plusDays(3));
    }

    @Property
    void grantingNeverOverfillsAWindow(@ForAll("days") List<Integer> days, @ForAll @IntRange(min = 1, max = 6) int count,
            @ForAll @IntRange(min = 1, max = 12) int wanted, @ForAll @IntRange(min = 0, max = 1_200) int asked) {
        var limits = limits(count, 12, Optional.empty());
        var on = START.plusDays(asked);
        var ledger = new Ledger(MARIA, Region.LUMBAR_SACRAL, performed(days).performed().stream().filter(session -> !session.date().isAfter(on)).toList(), List.of());
        var before = ledger.counted(limits, limits.windows().getFirst(), on);
        var granted = 0;
        for (int i = 0; i < wanted; i++) {
            if (ledger.grant(LedgerCast.request(on), limits, NOW) instanceof LedgerOutcome.Changed(var next, _)) {
                ledger = next;
                granted++;
            }
        }
        assertThat(granted).isEqualTo(Math.min(wanted, Math.max(0, count - before)));
        assertThat(ledger.counted(limits, limits.windows().getFirst(), on)).isLessThanOrEqualTo(Math.max(count, before));
    }

    @Property
    void aGrantKeepsTheSpacing(@ForAll("days") List<Integer> days, @ForAll @IntRange(min = 1, max = 60) int spacing, @ForAll @IntRange(min = 0, max = 1_300) int asked) {
        var limits = limits(99, 12, Optional.of(spacing));
        var ledger = performed(days);
        var on = START.plusDays(asked);
        var permit = ((LedgerOutcome.Changed) ledger.grant(LedgerCast.request(on), limits, NOW)).events().getFirst().permit();
        assertThat(permit.earliest()).isAfterOrEqualTo(on);
        ledger.last(Family.EPIDURAL).ifPresent(last -> assertThat(permit.earliest()).isAfterOrEqualTo(last.date().plusDays(spacing)));
        assertThat(permit.latest()).isEqualTo(permit.earliest().plusDays(90));
    }

    @Property
    void whatTheArithmeticShowsIsWhatTheLedgerDecides(@ForAll("days") List<Integer> days, @ForAll @IntRange(min = 1, max = 6) int count,
            @ForAll @IntRange(min = 1, max = 24) int months, @ForAll @IntRange(min = 0, max = 1_200) int asked) {
        var limits = limits(count, months, Optional.empty());
        var on = START.plusDays(asked);
        var ledger = new Ledger(MARIA, Region.LUMBAR_SACRAL, performed(days).performed().stream().filter(session -> !session.date().isAfter(on)).toList(), List.of());
        var reckoning = ledger.reckon(limits, Optional.empty(), on);
        var window = reckoning.windows().getFirst();
        assertThat(window.lines()).hasSize(ledger.counted(limits, limits.windows().getFirst(), on));
        assertThat(window.room() == 0).isEqualTo(ledger.reached(limits, on).isPresent());
        assertThat(reckoning.nextEligible().isAfter(on)).isEqualTo(window.room() == 0);
        for (var line : window.lines()) {
            assertThat(Limits.counts(line.date(), line.countsUntil(), months)).isTrue();
            assertThat(Limits.counts(line.date(), line.countsUntil().plusDays(1), months)).isFalse();
        }
        if (window.room() == 0) {
            assertThat(window.lines().stream().map(Reckoning.Line::countsUntil)).anyMatch(reckoning.nextEligible().minusDays(1)::equals);
        }
    }

    /** The edge of the window, day by day: the day before it there is no room, on it there is. */
    @Property
    void roomAppearsOnTheVeryDayThatAnEntryLeaves(@ForAll @IntRange(min = 0, max = 1_500) int day, @ForAll @IntRange(min = 1, max = 24) int months) {
        var limits = limits(1, months, Optional.empty());
        var ledger = performed(List.of(day));
        var leaves = Limits.leaves(START.plusDays(day), months);
        assertThat(ledger.grant(LedgerCast.request(leaves.minusDays(1)), limits, NOW)).isInstanceOfSatisfying(LedgerOutcome.Refused.class,
                refused -> assertThat(refused.reason().nextEligible()).isEqualTo(leaves));
        assertThat(ledger.grant(LedgerCast.request(leaves), limits, NOW)).isInstanceOf(LedgerOutcome.Changed.class);
    }

    @Property
    void aReleasedPermitLeavesEveryWindowAtOnce(@ForAll("days") List<Integer> days, @ForAll @IntRange(min = 1, max = 6) int count, @ForAll @IntRange(min = 0, max = 1_200) int asked) {
        var limits = limits(count, 12, Optional.empty());
        var on = START.plusDays(asked);
        var before = performed(days);
        var request = LedgerCast.request(on);
        if (before.grant(request, limits, NOW) instanceof LedgerOutcome.Changed(var granted, _)
                && granted.withdraw(request.permitId(), NOW) instanceof LedgerOutcome.Changed(var released, _)) {
            assertThat(released.reckon(limits, Optional.empty(), on)).isEqualTo(before.reckon(limits, Optional.empty(), on));
        }
    }
}
