package health.foramen.referral.triage;

import health.foramen.referral.care.Region;
import health.foramen.referral.intake.Facts;
import health.foramen.referral.intake.Finding;
import health.foramen.referral.intake.Intake;
import health.foramen.referral.intake.Proposal;
import health.foramen.referral.intake.Rules;
import health.foramen.referral.ledger.Ledger;
import health.foramen.referral.ledger.Ledgers;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.packs.Rulebook;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.Referrals;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the rules of another day would say of a referral. Nothing is stored, nothing is decided. */
public final class TryingReferrals {

    /** @param asToday what is said today too, {@code anew} only on the other day, {@code gone} only today */
    public record Tried(LocalDate day, Rulebook rules, List<Finding> findings, List<Finding> asToday, List<Finding> anew, List<Finding> gone) {
    }

    private final Referrals referrals;
    private final Ledgers ledgers;
    private final Packs packs;
    private final Clock clock;

    public TryingReferrals(Referrals referrals, Ledgers ledgers, Packs packs, Clock clock) {
        this.referrals = referrals;
        this.ledgers = ledgers;
        this.packs = packs;
        this.clock = clock;
    }

    /** The latest ones, to choose from. */
    public List<Referral> latest(int most) {
        return referrals.received(Optional.empty(), Optional.empty(), most).referrals();
    }

    /** With its plan where there is one, and the patient's account as it stands. */
    public Optional<Tried> stored(UUID id, LocalDate day) {
        return referrals.find(id).map(referral -> {
            var proposal = referral.acceptance().map(acceptance -> Proposal.planned(acceptance.plan())).orElseGet(() -> Proposal.asked(referral.intake()));
            return tried(referral.intake(), proposal, ledgers.of(referral.patientId(), proposal.region().orElse(Region.NONE)), day);
        });
    }

    /** A referral that is nobody's. */
    public Tried invented(Intake intake, LocalDate day) {
        return tried(intake, Proposal.asked(intake), Ledger.empty(new UUID(0, 0), Region.NONE), day);
    }

    /** Only the rules are of the other day: the referral itself is judged as if it lay on the table now. */
    private Tried tried(Intake intake, Proposal proposal, Ledger ledger, LocalDate day) {
        var now = LocalDateTime.now(clock);
        var rules = packs.on(day);
        var then = Rules.judge(new Facts(intake, proposal, rules, ledger, now));
        var today = Rules.judge(new Facts(intake, proposal, packs.on(now.toLocalDate()), ledger, now));
        return new Tried(day, rules, then, then.stream().filter(today::contains).toList(), then.stream().filter(finding -> !today.contains(finding)).toList(),
                today.stream().filter(finding -> !then.contains(finding)).toList());
    }
}
