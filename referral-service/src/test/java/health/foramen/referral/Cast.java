package health.foramen.referral;

import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Region;
import health.foramen.referral.care.Side;
import health.foramen.referral.care.SpinalLevel;
import health.foramen.referral.care.Urgency;
import health.foramen.referral.care.Who;
import health.foramen.referral.intake.Facts;
import health.foramen.referral.intake.Intake;
import health.foramen.referral.intake.Intake.CareTried;
import health.foramen.referral.intake.Intake.Safety;
import health.foramen.referral.intake.Intake.Symptom;
import health.foramen.referral.intake.Intake.Target;
import health.foramen.referral.intake.Proposal;
import health.foramen.referral.ledger.Ledger;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.packs.store.YamlPacks;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The same few people everywhere. Today is Sunday, 22 November 2026. */
public final class Cast {

    public static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    public static final Instant NOW = Instant.parse("2026-11-22T15:00:00Z");
    public static final Packs PACKS = YamlPacks.shipped();
    public static final Who AMIN = new Who("dr.amin", "Dr. Samir Amin");
    public static final Who HADDAD = new Who("dr.haddad", "Dr. Leila Haddad");
    public static final UUID MARIA = UUID.fromString("0a1b2c3d-0000-5000-8000-000000000001");

    private Cast() {
    }

    /** Maria Santos, leg pain from the left L5 root for ten weeks, therapy tried, an MRI of this autumn, Medicare. Nothing is wrong with it. */
    public static Intake mariasIntake() {
        return new Intake(
                new Symptom(Optional.of("leg"), Optional.of(Side.LEFT), Optional.of("burning pain down the outside of the leg"),
                        Optional.of(TODAY.minusWeeks(10)), Optional.of(8), true, true, Intake.Weakness.NONE, false, false),
                new Target(Optional.of(Region.LUMBAR_SACRAL), List.of(SpinalLevel.L5), Optional.of(Side.LEFT)),
                Optional.of(Procedure.TRANSFORAMINAL_LUMBAR_SACRAL), Optional.of(Intake.Intent.THERAPEUTIC), List.of("M54.16"),
                List.of(new CareTried(Intake.Care.PHYSICAL_THERAPY, Optional.of(TODAY.minusWeeks(9)), Optional.of(TODAY.minusWeeks(3)), Optional.of("no better"))),
                Optional.of(new Intake.Consultation(Optional.of(TODAY.minusWeeks(2)), Optional.of("Dr. Ruth Weiss"))),
                Optional.of(new Intake.Imaging(Optional.of(Intake.Modality.MRI), Optional.of(TODAY.minusWeeks(5)), Optional.empty(), Optional.of("L4/5 herniation, left"), Optional.empty())),
                new Safety(List.of(), false, Intake.Pregnancy.NO, false, false, false, Optional.empty()),
                Optional.of("medicare"), Optional.of("1EG4-TE5-MK73"), Urgency.ROUTINE, Optional.empty());
    }

    public static Facts facts(Intake intake) {
        return facts(intake, Proposal.asked(intake), Ledger.empty(MARIA, Region.LUMBAR_SACRAL));
    }

    public static Facts facts(Intake intake, Proposal proposal, Ledger ledger) {
        return new Facts(intake, proposal, PACKS.on(TODAY), ledger, LocalDateTime.of(2026, 11, 22, 15, 0));
    }

    public static Intake paying(Intake intake, String payer) {
        return new Intake(intake.symptom(), intake.target(), intake.requestedProcedure(), intake.intent(), intake.indications(), intake.conservativeCare(),
                intake.consultation(), intake.imaging(), intake.safety(), Optional.of(payer), intake.memberId(), intake.urgency(), intake.note());
    }

    public static Intake feeling(Intake intake, UnaryOperator<Symptom> change) {
        return new Intake(change.apply(intake.symptom()), intake.target(), intake.requestedProcedure(), intake.intent(), intake.indications(),
                intake.conservativeCare(), intake.consultation(), intake.imaging(), intake.safety(), intake.payer(), intake.memberId(), intake.urgency(),
                intake.note());
    }

    public static Intake screened(Intake intake, Safety safety) {
        return new Intake(intake.symptom(), intake.target(), intake.requestedProcedure(), intake.intent(), intake.indications(), intake.conservativeCare(),
                intake.consultation(), intake.imaging(), safety, intake.payer(), intake.memberId(), intake.urgency(), intake.note());
    }

    public static Intake aimedAt(Intake intake, Procedure procedure, List<SpinalLevel> levels, Side side) {
        return new Intake(intake.symptom(), new Target(Optional.of(procedure.region()), levels, Optional.ofNullable(side)), Optional.of(procedure),
                intake.intent(), intake.indications(), intake.conservativeCare(), intake.consultation(), intake.imaging(), intake.safety(), intake.payer(),
                intake.memberId(), intake.urgency(), intake.note());
    }

    public static Symptom since(Symptom s, LocalDate onset, int pain) {
        return new Symptom(s.site(), s.side(), s.description(), Optional.of(onset), Optional.of(pain), s.radiating(), s.numbness(), s.weakness(),
                s.bladderOrBowel(), s.saddleNumbness());
    }

    public static Symptom weak(Symptom s, Intake.Weakness weakness) {
        return new Symptom(s.site(), s.side(), s.description(), s.onset(), s.pain(), s.radiating(), s.numbness(), weakness, s.bladderOrBowel(), s.saddleNumbness());
    }

    public static Safety taking(String... drugs) {
        return new Safety(List.of(drugs), false, Intake.Pregnancy.NO, false, false, false, Optional.empty());
    }
}
