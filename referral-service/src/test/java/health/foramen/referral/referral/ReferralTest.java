package health.foramen.referral.referral;

import static health.foramen.referral.Cast.AMIN;
import static health.foramen.referral.Cast.HADDAD;
import static health.foramen.referral.Cast.MARIA;
import static health.foramen.referral.Cast.NOW;
import static health.foramen.referral.Cast.TODAY;
import static health.foramen.referral.Cast.mariasIntake;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.referral.care.Clearance;
import health.foramen.referral.intake.Finding;
import health.foramen.referral.intake.Severity;
import health.foramen.referral.ledger.LedgerCast;
import health.foramen.referral.ledger.Session.Relief;
import health.foramen.referral.referral.AppointmentNews.Fate;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReferralTest {

    private static final UUID PERMIT = UUID.randomUUID();

    private static Referral aReferral() {
        return Referral.received(UUID.randomUUID(), MARIA, "riverside", AMIN, "hash", mariasIntake(), List.of(), NOW).referral();
    }

    private static Referral anEmergency() {
        return Referral.received(UUID.randomUUID(), MARIA, "riverside", AMIN, "hash", mariasIntake(),
                List.of(new Finding("red-flag.saddle-numbness", Severity.EMERGENCY, "now", "source")), NOW).referral();
    }

    private static Acceptance acceptance(ClearanceTask... tasks) {
        return new Acceptance(HADDAD, NOW, LedgerCast.mariasPlan(), TODAY, List.of(), List.of(tasks));
    }

    private static Referral anAcceptedReferral() {
        return after(aReferral().accept(acceptance(), PERMIT, NOW));
    }

    private static Referral aPermittedReferral() {
        return after(anAcceptedReferral().permitGranted(List.of(), NOW));
    }

    private static Referral aBookedReferral() {
        return after(aPermittedReferral().heardOf(news("a-1", 1, Fate.STANDS, 10), NOW));
    }

    private static Referral aPerformedReferral() {
        return after(aBookedReferral().heardOf(news("a-1", 5, Fate.COMPLETED, 10), NOW));
    }

    private static AppointmentNews news(String id, long revision, Fate fate, int inDays) {
        var day = TODAY.plusDays(inDays);
        return new AppointmentNews(new Appointment(id, revision, fate == Fate.STANDS ? "booked" : fate.name(), "lakeside", "dr.haddad", "America/Chicago", day.atTime(10, 15)),
                fate, fate == Fate.CANCELLED ? Optional.of("patient-ill") : Optional.empty(), fate == Fate.COMPLETED ? Optional.of(day) : Optional.empty(),
                fate == Fate.COMPLETED ? new FollowUp(Optional.of(day.plusDays(21)), Optional.empty()) : FollowUp.UNKNOWN);
    }

    private static Referral after(ReferralOutcome outcome) {
        return switch (outcome) {
            case ReferralOutcome.Changed(var referral, _) -> referral;
            case ReferralOutcome.Unchanged(var referral) -> referral;
            case ReferralOutcome.Refused(var reason) -> throw new AssertionError(reason.sentence());
        };
    }

    private static Refusal refusal(ReferralOutcome outcome) {
        return ((ReferralOutcome.Refused) outcome).reason();
    }

    @Test
    void aRedFlagIsNeverQueuedNorAccepted() {
        var emergency = anEmergency();
        assertThat(emergency.state()).isInstanceOf(ReferralState.Emergency.class);
        assertThat(emergency.desks()).containsExactly(Desk.OPEN);
        assertThat(refusal(emergency.accept(acceptance(), PERMIT, NOW))).isInstanceOf(Refusal.EmergencyIsNotQueued.class);
        assertThat(refusal(emergency.ask(HADDAD, "?", NOW))).isInstanceOf(Refusal.EmergencyIsNotQueued.class);
        assertThat(refusal(emergency.decline(HADDAD, "no", NOW))).isInstanceOf(Refusal.EmergencyIsNotQueued.class);
        assertThat(after(emergency.withdraw(AMIN, "went to hospital", NOW)).state()).isInstanceOf(ReferralState.Withdrawn.class);
    }

    @Test
    void acceptingTwiceWithTheSamePlanIsAcceptingOnce() {
        var accepted = anAcceptedReferral();
        assertThat(accepted.accept(acceptance(), PERMIT, NOW)).isInstanceOf(ReferralOutcome.Unchanged.class);
        assertThat(refusal(aBookedReferral().accept(acceptance(), PERMIT, NOW))).isInstanceOf(Refusal.AlreadyAccepted.class);
        assertThat(refusal(after(aReferral().decline(HADDAD, "no indication", NOW)).accept(acceptance(), PERMIT, NOW))).isInstanceOf(Refusal.NotOpenForThat.class);
        assertThat(accepted.desks()).containsExactly(Desk.PERMIT, Desk.OPEN);
        assertThat(aPermittedReferral().desks()).containsExactly(Desk.OPEN);
    }

    @Test
    void thePracticeAnswersOnTheSameReferral() {
        var asked = after(aReferral().ask(HADDAD, "Which level?", NOW));
        assertThat(asked.state()).isInstanceOf(ReferralState.InformationRequested.class);
        assertThat(asked.desks()).containsExactly(Desk.TRIAGE, Desk.OPEN);
        var answered = after(asked.answer(AMIN, "L5", NOW));
        assertThat(answered.state()).isInstanceOf(ReferralState.AwaitingTriage.class);
        assertThat(answered.exchanges()).singleElement().satisfies(exchange -> assertThat(exchange.answer()).contains("L5"));
        assertThat(answered.answer(AMIN, "L5", NOW)).isInstanceOf(ReferralOutcome.Unchanged.class);
        assertThat(refusal(answered.answer(AMIN, "S1", NOW))).isInstanceOf(Refusal.NotOpenForThat.class);
    }

    @Test
    void eachChangeGrowsTheRevisionAndKeepsWhoAndWhy() {
        var declined = after(aReferral().decline(HADDAD, "no indication", NOW));
        assertThat(declined.revision()).isEqualTo(2);
        assertThat(declined.lastNews().by()).isEqualTo(HADDAD);
        assertThat(declined.lastNews().why()).contains("no indication");
    }

    @Test
    void aCancelledAppointmentNeedsBookingAgainAndKeepsItsPermit() {
        var cancelled = after(aBookedReferral().heardOf(news("a-1", 2, Fate.CANCELLED, 10), NOW));
        assertThat(cancelled.state()).isInstanceOfSatisfying(ReferralState.Accepted.class, accepted -> {
            assertThat(accepted.permit()).isInstanceOf(PermitState.Granted.class);
            assertThat(accepted.bookAgainBecause()).contains("the appointment was cancelled");
        });
        assertThat(cancelled.state().words()).isEqualTo("to be booked again");
        assertThat(after(cancelled.heardOf(news("a-2", 1, Fate.STANDS, 20), NOW)).state()).isInstanceOf(ReferralState.Booked.class);
    }

    @Test
    void olderNewsChangesNothing() {
        var booked = aBookedReferral();
        assertThat(booked.heardOf(news("a-1", 1, Fate.STANDS, 10), NOW)).isInstanceOf(ReferralOutcome.Unchanged.class);
        var performed = aPerformedReferral();
        assertThat(performed.heardOf(news("a-1", 3, Fate.STANDS, 10), NOW)).isInstanceOf(ReferralOutcome.Unchanged.class);
    }

    @Test
    void aLateCancellationOfAnEarlierAppointmentDoesNotTouchTheNewOne() {
        var rebooked = after(aBookedReferral().heardOf(news("a-2", 1, Fate.STANDS, 20), NOW));
        var after = after(rebooked.heardOf(news("a-1", 2, Fate.CANCELLED, 10), NOW));
        assertThat(after.currentAppointment().orElseThrow().id()).isEqualTo("a-2");
    }

    @Test
    void aCompletionHeardFirstIsEnough() {
        assertThat(after(aPermittedReferral().heardOf(news("a-1", 5, Fate.COMPLETED, 10), NOW)).state()).isInstanceOf(ReferralState.Performed.class);
    }

    @Test
    void itClosesOnTheReliefOfTheAgreedDay() {
        var performed = aPerformedReferral();
        assertThat(performed.relief(14, 3)).contains(new Relief(14, 63));
        var early = after(performed.felt("a-1", new Relief(7, 40), 14, NOW));
        assertThat(early.state()).isInstanceOf(ReferralState.Performed.class);
        assertThat(early.state().dots()).isEqualTo(5);
        var closed = after(early.felt("a-1", new Relief(14, 63), 14, NOW));
        assertThat(closed.state()).isInstanceOfSatisfying(ReferralState.Closed.class, state ->
                assertThat(((Outcome.Treated) state.outcome()).reported()).contains(new Relief(14, 63)));
        assertThat(after(closed.felt("a-1", new Relief(30, 70), 14, NOW)).state()).isInstanceOf(ReferralState.Closed.class);
        assertThat(closed.felt("a-1", new Relief(14, 63), 14, NOW)).isInstanceOf(ReferralOutcome.Unchanged.class);
    }

    @Test
    void withoutAReportItClosesOnceNobodyIsWaitedForAnyMore() {
        var performed = aPerformedReferral();
        LocalDate on = TODAY.plusDays(10);
        assertThat(performed.closeUnreported(on.plusDays(21), 14, 30, NOW)).isInstanceOf(ReferralOutcome.Unchanged.class);
        var closed = after(performed.closeUnreported(on.plusDays(22), 14, 30, NOW));
        assertThat(((Outcome.Treated) ((ReferralState.Closed) closed.state()).outcome()).reported()).isEmpty();
        assertThat(closed.lastNews().what()).isEqualTo("closed, relief not reported");
    }

    @Test
    void withdrawingGivesThePermitBack() {
        var withdrawn = after(aBookedReferral().withdraw(AMIN, "patient moved away", NOW));
        assertThat(withdrawn.desks()).containsExactly(Desk.PERMIT);
        assertThat(after(withdrawn.permitReturned(NOW)).desks()).isEmpty();
    }

    @Test
    void aClearanceIsSettledAndToldToThePermit() {
        var waiting = after(after(aReferral().accept(acceptance(ClearanceTask.open(Clearance.Kind.BLOOD_THINNER, "Apixaban")), PERMIT, NOW))
                .permitGranted(List.of(new Clearance(Clearance.Kind.BLOOD_THINNER, Clearance.State.OPEN)), NOW));
        assertThat(waiting.desks()).containsExactly(Desk.CLEARANCE, Desk.OPEN);
        var cleared = after(waiting.clear(Clearance.Kind.BLOOD_THINNER, Clearance.State.CLEARED, HADDAD, "Dr. Brooks by phone", NOW));
        assertThat(cleared.desks()).containsExactly(Desk.PERMIT, Desk.OPEN);
        assertThat(after(cleared.permitGranted(cleared.acceptance().orElseThrow().cleared(), NOW)).desks()).containsExactly(Desk.OPEN);
        assertThat(refusal(cleared.clear(Clearance.Kind.INFECTION, Clearance.State.CLEARED, HADDAD, "", NOW))).isInstanceOf(Refusal.NoSuchClearance.class);
    }

    @Test
    void theSixDotsFollowTheState() {
        assertThat(List.of(aReferral(), anAcceptedReferral(), aBookedReferral(), aPerformedReferral()).stream().map(r -> r.state().dots())).containsExactly(1, 2, 3, 4);
    }
}
