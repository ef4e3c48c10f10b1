package health.foramen.referral.intake;

import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Region;
import health.foramen.referral.ledger.Ledger;
import health.foramen.referral.ledger.Limits;
import health.foramen.referral.packs.Catalogue;
import health.foramen.referral.packs.PayerPack;
import health.foramen.referral.packs.PayerPack.Terms;
import health.foramen.referral.packs.RiskClass;
import health.foramen.referral.packs.Rulebook;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;

/** Everything a rule may look at. */
public record Facts(Intake intake, Proposal proposal, Rulebook rules, Ledger ledger, LocalDateTime now) {

    public LocalDate today() {
        return now.toLocalDate();
    }

    public Optional<Procedure> procedure() {
        return proposal.procedure();
    }

    public Optional<Catalogue.Entry> entry() {
        return procedure().map(rules.catalogue()::entry);
    }

    public Optional<PayerPack> payer() {
        return intake.payer().flatMap(rules::payer);
    }

    /** The payer's terms for the procedure proposed. */
    public Optional<Terms> terms() {
        return payer().flatMap(payer -> procedure().flatMap(procedure -> payer.terms(procedure.family())));
    }

    public Optional<Limits> limits() {
        return payer().flatMap(payer -> procedure().map(procedure -> Limits.of(payer, procedure.family())));
    }

    public boolean isSpinal() {
        return proposal.region().filter(Region::isSpinal).isPresent();
    }

    /** Without a procedure the stricter column of the table is read for a spinal target. */
    public RiskClass risk() {
        return entry().map(entry -> entry.risk(proposal.levels())).orElse(isSpinal() ? RiskClass.INTERMEDIATE : RiskClass.LOW);
    }

    /** Reasons for which a picture without X-rays or contrast is a documented exception. */
    public boolean mayAvoidXRays() {
        return intake.safety().contrastReaction() || intake.safety().pregnancy() != Intake.Pregnancy.NO;
    }
}
