package health.foramen.referral.referral;

import health.foramen.referral.ledger.LedgerOutcome;
import health.foramen.referral.ledger.Ledgers;
import health.foramen.referral.ledger.Limits;
import health.foramen.referral.ledger.PermitRequest;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.packs.Rulebook;
import health.foramen.referral.referral.ReferralState.Accepted;
import health.foramen.referral.referral.ReferralState.Booked;
import health.foramen.referral.referral.ReferralState.Closed;
import health.foramen.referral.referral.ReferralState.Withdrawn;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Brings referral and ledger into step: a permit that is wanted is asked for, one whose clearances changed says so, one that is no longer
 * needed is given back. Referral and ledger are two documents, and a crash may fall between them; every step is therefore safe to repeat,
 * and a sweep repeats it for whatever stands at the permit desk.
 */
public final class SettlingPermits {

    private final Referrals referrals;
    private final Ledgers ledgers;
    private final Packs packs;
    private final Clock clock;

    public SettlingPermits(Referrals referrals, Ledgers ledgers, Packs packs, Clock clock) {
        this.referrals = referrals;
        this.ledgers = ledgers;
        this.packs = packs;
        this.clock = clock;
    }

    public void settleAll() {
        referrals.at(Desk.PERMIT).forEach(this::settle);
    }

    /** A permit that ran out while its referral still waits to be booked must not keep it waiting for ever. @return how many were granted anew */
    public int prolongAll() {
        var today = LocalDate.now(clock);
        return (int) referrals.at(Desk.OPEN).filter(referral -> referral.state() instanceof Accepted a && a.permit() instanceof PermitState.Granted g
                && ledgers.permit(g.id()).filter(permit -> permit.latest().isBefore(today)).isPresent() && prolonged(referral, a, today)).count();
    }

    private boolean prolonged(Referral referral, Accepted accepted, LocalDate today) {
        var limits = limits(referral, accepted.acceptance(), packs.on(today));
        return ledgers.change(referral.patientId(), accepted.acceptance().plan().region(),
                ledger -> ledger.prolong(accepted.permit().id(), limits, today, clock.instant())) instanceof LedgerOutcome.Changed;
    }

    /** @return the referral as it stands afterwards */
    public Optional<Referral> settle(UUID id) {
        referrals.find(id).ifPresent(this::settle);
        return referrals.find(id);
    }

    private void settle(Referral referral) {
        switch (referral.state()) {
            case Accepted a when a.permit() instanceof PermitState.Granted g -> tell(referral, g, a.acceptance());
            case Accepted a -> ask(referral, a);
            case Booked b -> tell(referral, b.permit(), b.acceptance());
            case Withdrawn w -> w.permitToReturn().ifPresent(permit -> giveBack(referral, permit));
            case Closed c -> c.permitToReturn().ifPresent(permit -> giveBack(referral, permit));
            case ReferralState.Emergency _, ReferralState.AwaitingTriage _, ReferralState.InformationRequested _, ReferralState.Performed _,
                    ReferralState.Declined _ -> { }
        }
    }

    private void ask(Referral referral, Accepted accepted) {
        var acceptance = accepted.acceptance();
        var withholding = acceptance.withholding();
        if (withholding.isPresent()) {
            referrals.change(referral.id(), now -> now.permitWithheld(withholding.get().detail(), Optional.empty(), clock.instant()));
            return;
        }
        var today = LocalDate.now(clock);
        var rules = packs.on(today);
        var earliest = acceptance.earliestNow().isBefore(today) ? today : acceptance.earliestNow();
        var wanted = new PermitRequest(accepted.permit().id(), referral.id(), referral.practiceId(), referral.intake().urgency(), earliest,
                rules.screens().permitValidDays(), acceptance.holdOnly(), acceptance.plan(), acceptance.cleared());
        var answer = ledgers.change(referral.patientId(), acceptance.plan().region(),
                ledger -> ledger.grant(wanted, limits(referral, acceptance, rules), clock.instant()));
        referrals.change(referral.id(), now -> switch (answer) {
            case LedgerOutcome.Changed _, LedgerOutcome.Unchanged _ -> now.permitGranted(acceptance.cleared(), clock.instant());
            case LedgerOutcome.Refused(var reached) -> now.permitWithheld(reached.because(), Optional.of(reached.nextEligible()), clock.instant());
        });
    }

    private void tell(Referral referral, PermitState.Granted permit, Acceptance acceptance) {
        if (!permit.told().equals(acceptance.cleared())) {
            ledgers.change(referral.patientId(), acceptance.plan().region(),
                    ledger -> ledger.clear(permit.id(), acceptance.cleared(), acceptance.holdOnly(), acceptance.earliestNow(), clock.instant()));
            referrals.change(referral.id(), now -> now.permitGranted(acceptance.cleared(), clock.instant()));
        }
    }

    private void giveBack(Referral referral, UUID permitId) {
        ledgers.permit(permitId).ifPresent(permit -> ledgers.change(permit.patientId(), permit.plan().region(),
                ledger -> ledger.withdraw(permitId, clock.instant())));
        referrals.change(referral.id(), now -> now.permitReturned(clock.instant()));
    }

    static Limits limits(Referral referral, Acceptance acceptance, Rulebook rules) {
        var family = acceptance.plan().procedure().family();
        return referral.intake().payer().flatMap(rules::payer).map(payer -> Limits.of(payer, family))
                .orElse(new Limits(referral.intake().payer().orElse(""), "", family, List.of(), Optional.empty()));
    }
}
