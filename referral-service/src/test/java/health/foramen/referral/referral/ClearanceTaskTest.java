package health.foramen.referral.referral;

import static health.foramen.referral.Cast.AMIN;
import static health.foramen.referral.Cast.HADDAD;
import static health.foramen.referral.Cast.MARIA;
import static health.foramen.referral.Cast.NOW;
import static health.foramen.referral.Cast.TODAY;
import static health.foramen.referral.Cast.mariasIntake;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.referral.care.Clearance.Kind;
import health.foramen.referral.care.Clearance.State;
import health.foramen.referral.intake.Finding;
import health.foramen.referral.ledger.LedgerCast;
import health.foramen.referral.packs.Confidence;
import health.foramen.referral.referral.ClearanceTask.As;
import health.foramen.referral.referral.ClearanceTask.Word;
import health.foramen.referral.referral.store.StoredReferrals;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ClearanceTaskTest {

    private static Word signedAs(As as) {
        return new Word(State.CLEARED, "by phone", Optional.of(as), false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Word approved(LocalDate from, LocalDate until) {
        return new Word(State.CLEARED, "the payer's portal", Optional.empty(), false, Optional.of("PA-17"), Optional.of(from), Optional.of(until));
    }

    private static Acceptance with(ClearanceTask... tasks) {
        return new Acceptance(HADDAD, NOW, LedgerCast.mariasPlan(), TODAY, List.of(), List.of(tasks));
    }

    private static Referral accepted(ClearanceTask... tasks) {
        var received = Referral.received(UUID.randomUUID(), MARIA, "riverside", AMIN, "hash", mariasIntake(), List.of(), NOW).referral();
        var referral = changed(received.accept(with(tasks), UUID.randomUUID(), NOW));
        return changed(referral.permitGranted(referral.acceptance().orElseThrow().cleared(), NOW));
    }

    private static Referral changed(ReferralOutcome outcome) {
        return ((ReferralOutcome.Changed) outcome).referral();
    }

    private static ClearanceTask task(Referral referral) {
        return referral.acceptance().orElseThrow().clearances().getFirst();
    }

    @Test
    void aBloodThinnerNeedsBothSignatures() {
        var open = ClearanceTask.open(Kind.BLOOD_THINNER, "Apixaban");
        assertThat(open.unsigned()).containsExactly(As.PRESCRIBER, As.PROCEDURALIST);
        var half = open.hears(signedAs(As.PRESCRIBER), HADDAD, NOW);
        assertThat(half.isOpen()).isTrue();
        assertThat(half.unsigned()).containsExactly(As.PROCEDURALIST);
        assertThat(half.hears(signedAs(As.PRESCRIBER), HADDAD, NOW).isOpen()).isTrue();
        assertThat(half.hears(signedAs(As.PROCEDURALIST), HADDAD, NOW).isCleared()).isTrue();
        assertThat(open.hears(signedAs(As.PROCEDURALIST), HADDAD, NOW).isOpen()).isTrue();
        assertThat(open.hears(Word.of(State.CLEARED, "Dr. Brooks agreed"), HADDAD, NOW).signatures()).extracting(ClearanceTask.Signature::as).containsExactly(As.values());
        assertThat(half.hears(Word.of(State.OPEN, "the dose was changed"), HADDAD, NOW).signatures()).isEmpty();
    }

    @Test
    void anAuthorisationIsRequestedApprovedAndRunsOut() {
        var open = ClearanceTask.open(Kind.PRIOR_AUTHORISATION, "US Medicare must agree");
        var requested = open.hears(new Word(State.OPEN, "fax sent", Optional.empty(), true, Optional.empty(), Optional.empty(), Optional.empty()), HADDAD, NOW);
        assertThat(requested.authorisation().orElseThrow().requestedAt()).contains(NOW);
        var approved = requested.hears(approved(TODAY.plusDays(3), TODAY.plusDays(60)), HADDAD, NOW);
        assertThat(approved.authorisation().orElseThrow().number()).contains("PA-17");
        assertThat(approved.authorisation().orElseThrow().requestedAt()).contains(NOW);
        assertThat(approved.expired(TODAY.plusDays(60), NOW)).isSameAs(approved);
        assertThat(approved.expired(TODAY.plusDays(61), NOW).isOpen()).isTrue();
        assertThat(with(approved).earliestNow()).isEqualTo(TODAY.plusDays(3));
        assertThat(with(open).earliestNow()).isEqualTo(TODAY);
    }

    @Test
    void whatIsMissingWithholdsOrHolds() {
        assertThat(with(ClearanceTask.open(Kind.INFECTION, "")).withholding()).isPresent();
        for (var kind : List.of(Kind.INFECTION, Kind.PREGNANCY, Kind.PRIOR_AUTHORISATION)) {
            assertThat(with(ClearanceTask.open(kind, "")).holdOnly()).as(kind.code()).isTrue();
            assertThat(with(ClearanceTask.open(kind, "").hears(Word.of(State.CLEARED, "done"), HADDAD, NOW)).holdOnly()).as(kind.code()).isFalse();
        }
        for (var kind : List.of(Kind.BLOOD_THINNER, Kind.PREMEDICATION, Kind.CONSENT)) {
            assertThat(with(ClearanceTask.open(kind, "")).holdOnly()).as(kind.code()).isFalse();
            assertThat(with(ClearanceTask.open(kind, "").hears(Word.of(State.REFUSED, "no"), HADDAD, NOW)).holdOnly()).as(kind.code()).isTrue();
        }
    }

    @Test
    void aRefusedOneStaysInSightAndSoDoesOneThatMayRunOut() {
        var referral = accepted(ClearanceTask.open(Kind.BLOOD_THINNER, "Apixaban"), ClearanceTask.open(Kind.PRIOR_AUTHORISATION, "payer"));
        var refused = changed(referral.clear(Kind.BLOOD_THINNER, Word.of(State.REFUSED, "too early after the stent"), HADDAD, NOW));
        assertThat(refused.desks()).contains(Desk.CLEARANCE, Desk.PERMIT);
        var agreed = changed(refused.clear(Kind.BLOOD_THINNER, Word.of(State.CLEARED, "after all"), HADDAD, NOW));
        var whole = changed(agreed.clear(Kind.PRIOR_AUTHORISATION, approved(TODAY, TODAY.plusDays(9)), HADDAD, NOW));
        assertThat(whole.desks()).contains(Desk.CLEARANCE);
        assertThat(whole.expireClearances(TODAY.plusDays(9), NOW)).isInstanceOf(ReferralOutcome.Unchanged.class);
        var ended = changed(whole.expireClearances(TODAY.plusDays(10), NOW));
        assertThat(ended.acceptance().orElseThrow().holdOnly()).isTrue();
        assertThat(ended.lastNews().what()).isEqualTo("prior authorisation clearance expired");
        assertThat(ended.clearanceHistory()).hasSize(4);
    }

    @Test
    void theSameWordTwiceIsOneWord() {
        var referral = accepted(ClearanceTask.open(Kind.CONSENT, "sign"));
        var cleared = changed(referral.clear(Kind.CONSENT, Word.of(State.CLEARED, "signed"), HADDAD, NOW));
        assertThat(cleared.clear(Kind.CONSENT, Word.of(State.CLEARED, "signed"), HADDAD, NOW.plusSeconds(9))).isInstanceOf(ReferralOutcome.Unchanged.class);
        assertThat(changed(cleared.clear(Kind.CONSENT, Word.of(State.OPEN, "wrong form"), HADDAD, NOW)).desks()).contains(Desk.CLEARANCE);
    }

    @Test
    void aTaskBelongsToSomebodyAndIsDue() {
        var mine = changed(accepted(ClearanceTask.open(Kind.CONSENT, "sign").due(TODAY)).assign(Kind.CONSENT, Optional.of(HADDAD), TODAY.plusDays(2), HADDAD, NOW));
        assertThat(task(mine).owner()).contains(HADDAD);
        assertThat(task(mine).overdue(TODAY.plusDays(2))).isFalse();
        assertThat(task(mine).overdue(TODAY.plusDays(3))).isTrue();
        assertThat(mine.assign(Kind.CONSENT, Optional.of(HADDAD), TODAY.plusDays(2), HADDAD, NOW)).isInstanceOf(ReferralOutcome.Unchanged.class);
        assertThat(mine.assign(Kind.INFECTION, Optional.empty(), TODAY, HADDAD, NOW)).isInstanceOf(ReferralOutcome.Refused.class);
    }

    @Test
    void aFeverOnThePhoneOpensAnotherOne() {
        var referral = accepted();
        assertThat(referral.desks()).doesNotContain(Desk.CLEARANCE, Desk.PERMIT);
        var feverish = changed(referral.require(Kind.INFECTION, "fever since yesterday", TODAY, HADDAD, NOW));
        assertThat(feverish.acceptance().orElseThrow().holdOnly()).isTrue();
        assertThat(feverish.desks()).contains(Desk.CLEARANCE, Desk.PERMIT);
        assertThat(feverish.require(Kind.INFECTION, "still", TODAY, HADDAD, NOW)).isInstanceOf(ReferralOutcome.Unchanged.class);
    }

    @Test
    void whatWasStoredBeforeIsStillUnderstood() {
        var task = (ObjectNode) StoredReferrals.MAPPER.valueToTree(ClearanceTask.open(Kind.INFECTION, "fever"));
        task.remove(List.of("owner", "due", "signatures", "authorisation"));
        assertThat(StoredReferrals.MAPPER.convertValue(task, ClearanceTask.class)).isEqualTo(ClearanceTask.open(Kind.INFECTION, "fever"));
        var acceptance = (ObjectNode) StoredReferrals.MAPPER.valueToTree(new Acceptance(HADDAD, NOW, LedgerCast.mariasPlan(), TODAY,
                List.of(new Acceptance.Override("payer.pain-weeks", "severe")), List.of()));
        acceptance.remove("redirected");
        ((ObjectNode) acceptance.get("overrides").get(0)).remove("sentence");
        assertThat(StoredReferrals.MAPPER.convertValue(acceptance, Acceptance.class).overrides()).containsExactly(new Acceptance.Override("payer.pain-weeks", "severe"));
        var declined = (ObjectNode) StoredReferrals.MAPPER.valueToTree(new ReferralState.Declined(HADDAD, "no", NOW, Optional.empty()));
        declined.remove("category");
        declined.put("is", "declined");
        assertThat(StoredReferrals.MAPPER.convertValue(declined, ReferralState.class)).isEqualTo(new ReferralState.Declined(HADDAD, "no", NOW, Optional.empty()));
        var finding = StoredReferrals.MAPPER.createObjectNode().put("rule", "r").put("severity", "note").put("sentence", "s").put("source", "t");
        assertThat(StoredReferrals.MAPPER.convertValue(finding, Finding.class).confidence()).isEqualTo(Confidence.STATED);
    }
}
