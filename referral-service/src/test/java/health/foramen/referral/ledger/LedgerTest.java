package health.foramen.referral.ledger;

import static health.foramen.referral.Cast.MARIA;
import static health.foramen.referral.Cast.NOW;
import static health.foramen.referral.Cast.PACKS;
import static health.foramen.referral.Cast.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.referral.care.Clearance;
import health.foramen.referral.care.Family;
import health.foramen.referral.care.Region;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Limits MEDICARE = Limits.of(PACKS.on(TODAY).payer("medicare").orElseThrow(), Family.EPIDURAL);
    private static final Limits EVICORE = Limits.of(PACKS.on(TODAY).payer("evicore").orElseThrow(), Family.EPIDURAL);
    private static final Limits BCBS = Limits.of(PACKS.on(TODAY).payer("bcbs-ma").orElseThrow(), Family.EPIDURAL);

    private final Ledger empty = Ledger.empty(MARIA, Region.LUMBAR_SACRAL);

    private static Ledger performed(Ledger ledger, Limits limits, LocalDate... days) {
        for (var day : days) {
            ledger = after(ledger.perform(LedgerCast.session("s-" + day, day, limits.payer()), Optional.empty(), limits, NOW));
        }
        return ledger;
    }

    private static Ledger after(LedgerOutcome outcome) {
        return switch (outcome) {
            case LedgerOutcome.Changed(var ledger, _) -> ledger;
            case LedgerOutcome.Unchanged(var ledger) -> ledger;
            case LedgerOutcome.Refused(var reason) -> throw new AssertionError(reason.because());
        };
    }

    @Test
    void theFourthSessionIsPermittedAndTheFifthIsNot() {
        var three = performed(empty, MEDICARE, TODAY.minusMonths(9), TODAY.minusMonths(6), TODAY.minusMonths(3));
        var four = after(three.grant(LedgerCast.request(), MEDICARE, NOW));
        assertThat(four.grant(LedgerCast.request(), MEDICARE, NOW)).isInstanceOfSatisfying(LedgerOutcome.Refused.class, refused -> {
            assertThat(refused.reason().nextEligible()).isEqualTo(TODAY.minusMonths(9).plusMonths(12));
            assertThat(refused.reason().because()).isEqualTo("US Medicare covers 4 epidural sessions per region in any 12 months; "
                    + "3 performed and 1 permitted in the lumbar sacral region, so the next is possible from 22 Feb 2027.");
        });
    }

    @Test
    void aSessionWeighsUntilTheDayBeforeItsAnniversary() {
        var full = performed(empty, MEDICARE, TODAY.minusMonths(12).plusDays(1), TODAY.minusMonths(3), TODAY.minusMonths(2), TODAY.minusMonths(1));
        assertThat(full.reached(MEDICARE, TODAY)).isPresent();
        assertThat(full.reached(MEDICARE, TODAY.plusDays(1))).isEmpty();
    }

    @Test
    void thePermitIsGrantedForTheDayItMayFirstBeUsed() {
        var full = performed(empty, MEDICARE, TODAY.minusMonths(12).plusDays(3), TODAY.minusMonths(3), TODAY.minusMonths(2), TODAY.minusMonths(1));
        assertThat(full.grant(LedgerCast.request(TODAY), MEDICARE, NOW)).isInstanceOf(LedgerOutcome.Refused.class);
        assertThat(full.grant(LedgerCast.request(TODAY.plusDays(3)), MEDICARE, NOW)).isInstanceOf(LedgerOutcome.Changed.class);
    }

    @Test
    void everyWindowMustHaveRoom() {
        var threeInSix = performed(empty, EVICORE, TODAY.minusMonths(5), TODAY.minusMonths(4), TODAY.minusMonths(3));
        assertThat(threeInSix.reached(EVICORE, TODAY)).isPresent();
        assertThat(threeInSix.nextEligible(EVICORE, TODAY)).isEqualTo(TODAY.minusMonths(5).plusMonths(6));
        var fourInTwelve = performed(empty, EVICORE, TODAY.minusMonths(11), TODAY.minusMonths(10), TODAY.minusMonths(9), TODAY.minusMonths(8));
        assertThat(fourInTwelve.reached(EVICORE, TODAY)).isPresent();
        assertThat(performed(empty, BCBS, TODAY.minusMonths(11), TODAY.minusMonths(9), TODAY.minusMonths(7), TODAY.minusMonths(5), TODAY.minusMonths(3))
                .reached(BCBS, TODAY)).isEmpty();
    }

    @Test
    void theSpacingMovesTheFirstDay() {
        var ledger = performed(empty, BCBS, TODAY.minusDays(10));
        var granted = (LedgerOutcome.Changed) ledger.grant(LedgerCast.request(TODAY), BCBS, NOW);
        assertThat(granted.events().getFirst().permit().earliest()).isEqualTo(TODAY.plusDays(20));
        assertThat(granted.events().getFirst().permit().latest()).isEqualTo(TODAY.plusDays(20 + 90));
    }

    @Test
    void aPerformedSessionMovesTheOtherPermitsBehindTheSpacing() {
        var one = LedgerCast.request();
        var other = LedgerCast.request();
        var two = after(after(empty.grant(one, EVICORE, NOW)).grant(other, EVICORE, NOW));
        var done = (LedgerOutcome.Changed) two.perform(LedgerCast.session("a-1", TODAY.plusDays(5), "evicore"), Optional.of(one.permitId()), EVICORE, NOW);
        assertThat(done.ledger().permit(one.permitId()).orElseThrow().status()).isEqualTo(Permit.Status.PERFORMED);
        assertThat(done.events()).singleElement().isInstanceOfSatisfying(PermitEvent.PermitGranted.class, event -> {
            assertThat(event.permit().id()).isEqualTo(other.permitId());
            assertThat(event.permit().earliest()).isEqualTo(TODAY.plusDays(19));
            assertThat(event.permit().sequence()).isEqualTo(2);
        });
    }

    @Test
    void askingTwiceIsAskingOnceAndPerformingTwiceIsPerformingOnce() {
        var request = LedgerCast.request();
        var granted = after(empty.grant(request, MEDICARE, NOW));
        assertThat(granted.grant(request, MEDICARE, NOW)).isInstanceOf(LedgerOutcome.Unchanged.class);
        var session = LedgerCast.session("a-1", TODAY, "medicare");
        var done = after(granted.perform(session, Optional.of(request.permitId()), MEDICARE, NOW));
        assertThat(done.perform(session, Optional.of(request.permitId()), MEDICARE, NOW)).isInstanceOf(LedgerOutcome.Unchanged.class);
        assertThat(done.counted(MEDICARE, MEDICARE.windows().getFirst(), TODAY)).isEqualTo(1);
    }

    @Test
    void aWithdrawnPermitFreesItsPlace() {
        var request = LedgerCast.request();
        var full = after(performed(empty, MEDICARE, TODAY.minusMonths(3), TODAY.minusMonths(2), TODAY.minusMonths(1)).grant(request, MEDICARE, NOW));
        assertThat(full.reached(MEDICARE, TODAY)).isPresent();
        var withdrawn = (LedgerOutcome.Changed) full.withdraw(request.permitId(), NOW);
        assertThat(withdrawn.ledger().reached(MEDICARE, TODAY)).isEmpty();
        assertThat(withdrawn.events()).singleElement().isInstanceOf(PermitEvent.PermitWithdrawn.class);
        assertThat(withdrawn.ledger().withdraw(request.permitId(), NOW)).isInstanceOf(LedgerOutcome.Unchanged.class);
    }

    @Test
    void clearancesAreToldWithAGrowingSequence() {
        var request = LedgerCast.request();
        var granted = after(empty.grant(request, MEDICARE, NOW));
        var cleared = List.of(new Clearance(Clearance.Kind.BLOOD_THINNER, Clearance.State.CLEARED));
        var told = (LedgerOutcome.Changed) granted.clear(request.permitId(), cleared, false, NOW);
        assertThat(told.ledger().permit(request.permitId()).orElseThrow().sequence()).isEqualTo(2);
        assertThat(told.ledger().clear(request.permitId(), cleared, false, NOW)).isInstanceOf(LedgerOutcome.Unchanged.class);
    }

    @Test
    void anotherPayersSessionsDoNotCountAndUnknownOnesDo() {
        var window = MEDICARE.windows().getFirst();
        var mixed = after(performed(empty, EVICORE, TODAY.minusMonths(2))
                .perform(new Session("x", TODAY.minusMonths(1), LedgerCast.session("y", TODAY, "").procedure(), Optional.empty(), Optional.empty(), "letter", List.of()),
                        Optional.empty(), MEDICARE, NOW));
        assertThat(mixed.counted(MEDICARE, window, TODAY)).isEqualTo(1);
    }

    @Test
    void reliefIsSustainedUntilTheLastEntryThatReachesIt() {
        var session = LedgerCast.session("a", TODAY, "medicare").with(new Session.Relief(0, 90)).with(new Session.Relief(14, 60)).with(new Session.Relief(1, 55))
                .with(new Session.Relief(30, 20)).with(new Session.Relief(60, 80));
        assertThat(session.sustainedDays(50)).contains(14);
        assertThat(session.sustainedDays(90)).isEmpty();
        assertThat(session.bestRelief()).contains(new Session.Relief(60, 80));
        assertThat(LedgerCast.session("b", TODAY, "medicare").with(new Session.Relief(0, 90)).bestRelief()).isEmpty();
    }

    @Test
    void aPermitOfAnUnknownIdIsNotFound() {
        assertThat(empty.permit(UUID.randomUUID())).isEmpty();
        assertThat(empty.withdraw(UUID.randomUUID(), NOW)).isInstanceOf(LedgerOutcome.Unchanged.class);
    }

    @Test
    void theArithmeticIsOneSentenceAndALineForEachSession() {
        var three = performed(empty, MEDICARE, TODAY.minusMonths(13), TODAY.minusMonths(9), TODAY.minusMonths(6), TODAY.minusMonths(3));
        var four = after(three.grant(LedgerCast.request(), MEDICARE, NOW));
        var repeat = PACKS.on(TODAY).payer("medicare").orElseThrow().terms(Family.EPIDURAL).orElseThrow().repeat();
        var reckoning = four.reckon(MEDICARE, repeat, TODAY);
        assertThat(reckoning.windows().getFirst().lines()).extracting(Reckoning.Line::countsUntil)
                .startsWith(LocalDate.of(2027, 2, 21), LocalDate.of(2027, 5, 21), LocalDate.of(2027, 8, 21)).hasSize(4);
        assertThat(reckoning.sentence()).isEqualTo("US Medicare covers 4 in any 12 months: 3 performed and 1 permitted in the lumbar sacral region, "
                + "so the next is possible from 22 Feb 2027; a repeat asks for at least 50 % relief for 90 days (to be verified) or a function gain of 50 % that the referral states, "
                + "and the diary has nothing on the session of 22 Aug 2026 yet.");
        var spaced = performed(empty, BCBS, TODAY.minusDays(10)).reckon(BCBS, Optional.empty(), TODAY);
        assertThat(spaced.sentence()).isEqualTo("Blue Cross Blue Shield of Massachusetts covers 6 in any 12 months: 1 performed and 0 permitted in the lumbar sacral region, "
                + "at least 30 days apart from the one of 12 Nov 2026, so the next is possible from 12 Dec 2026.");
    }

    @Test
    void aRepeatIsReadFromTheDiaryAgainstThePackOfTheDay() {
        var repeat = PACKS.on(TODAY).payer("evicore").orElseThrow().terms(Family.EPIDURAL).orElseThrow().repeat();
        var done = performed(empty, EVICORE, TODAY.minusDays(40));
        assertThat(standing(done, repeat)).isEqualTo(Reckoning.Repeat.Standing.NO_ENTRY);
        var felt = after(done.relief("s-" + TODAY.minusDays(40), new Session.Relief(7, 60)));
        assertThat(standing(felt, repeat)).isEqualTo(Reckoning.Repeat.Standing.STILL_COUNTING);
        var lasting = after(felt.relief("s-" + TODAY.minusDays(40), new Session.Relief(14, 55)));
        assertThat(standing(lasting, repeat)).isEqualTo(Reckoning.Repeat.Standing.MET);
        assertThat(standing(after(felt.relief("s-" + TODAY.minusDays(40), new Session.Relief(14, 20))), repeat)).isEqualTo(Reckoning.Repeat.Standing.NOT_MET);
        assertThat(standing(after(done.relief("s-" + TODAY.minusDays(40), new Session.Relief(0, 90))), repeat)).isEqualTo(Reckoning.Repeat.Standing.NO_ENTRY);
    }

    private static Reckoning.Repeat.Standing standing(Ledger ledger, Optional<health.foramen.referral.packs.PayerPack.Repeat> repeat) {
        return ledger.reckon(EVICORE, repeat, TODAY).repeat().orElseThrow().standing();
    }

    @Test
    void aPermitThatRanOutIsGrantedAnewInItsPlace() {
        var request = LedgerCast.request();
        var granted = after(performed(empty, BCBS, TODAY.minusDays(40)).grant(request, BCBS, NOW));
        assertThat(granted.prolong(request.permitId(), BCBS, TODAY.plusDays(90), NOW)).as("its last day").isInstanceOf(LedgerOutcome.Unchanged.class);
        var anew = (LedgerOutcome.Changed) granted.prolong(request.permitId(), BCBS, TODAY.plusDays(91), NOW);
        assertThat(anew.events()).singleElement().isInstanceOfSatisfying(PermitEvent.PermitGranted.class, event -> {
            assertThat(event.permit().earliest()).isEqualTo(TODAY.plusDays(91));
            assertThat(event.permit().latest()).isEqualTo(TODAY.plusDays(91 + 90));
            assertThat(event.permit().sequence()).isEqualTo(2);
        });
        assertThat(anew.ledger().counted(BCBS, BCBS.windows().getFirst(), TODAY.plusDays(91))).isEqualTo(granted.counted(BCBS, BCBS.windows().getFirst(), TODAY.plusDays(91)));
    }
}
