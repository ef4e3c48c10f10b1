package health.foramen.referral.intake;

import static health.foramen.referral.Cast.TODAY;
import static health.foramen.referral.Cast.aimedAt;
import static health.foramen.referral.Cast.facts;
import static health.foramen.referral.Cast.feeling;
import static health.foramen.referral.Cast.mariasIntake;
import static health.foramen.referral.Cast.paying;
import static health.foramen.referral.Cast.screened;
import static health.foramen.referral.Cast.since;
import static health.foramen.referral.Cast.taking;
import static health.foramen.referral.Cast.weak;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.referral.Cast;
import health.foramen.referral.care.Guidance;
import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Region;
import health.foramen.referral.care.Sedation;
import health.foramen.referral.care.Setting;
import health.foramen.referral.care.Side;
import health.foramen.referral.care.SpinalLevel;
import health.foramen.referral.intake.Intake.Pregnancy;
import health.foramen.referral.intake.Intake.Safety;
import health.foramen.referral.intake.Intake.Weakness;
import health.foramen.referral.ledger.Ledger;
import health.foramen.referral.ledger.LedgerCast;
import health.foramen.referral.ledger.Session;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Every rule alone. */
class RulesTest {

    private static List<Severity> severities(Rule rule, Facts facts) {
        return rule.on(facts).stream().map(Finding::severity).toList();
    }

    private static Facts planned(Intake intake, Procedure procedure, List<SpinalLevel> levels, Guidance guidance, boolean contrast, Sedation sedation) {
        return facts(intake, new Proposal(Optional.of(procedure), Optional.of(procedure.region()), levels, Optional.of(procedure.isMidline() ? Side.MIDLINE : Side.LEFT),
                List.of(guidance), Optional.of(contrast), Optional.of(sedation), List.of()), Ledger.empty(Cast.MARIA, procedure.region()));
    }

    private static Facts nerveRoot(Intake intake, Guidance guidance, boolean contrast) {
        return planned(intake, Procedure.TRANSFORAMINAL_LUMBAR_SACRAL, List.of(SpinalLevel.L5), guidance, contrast, Sedation.NONE);
    }

    private static Ledger sessions(String payer, LocalDate... days) {
        return new Ledger(Cast.MARIA, Region.LUMBAR_SACRAL, List.of(days).stream().map(day -> LedgerCast.session("s" + day, day, payer)).toList(), List.of());
    }

    private static Facts with(Intake intake, Ledger ledger) {
        return facts(intake, Proposal.asked(intake), ledger);
    }

    @Test
    void mariaHasNothingAgainstHer() {
        assertThat(Rules.judge(facts(mariasIntake()))).isEmpty();
    }

    @Test
    void anUnfinishedReferralIsJudgedByWhatItSays() {
        var nothing = new Intake(new Intake.Symptom(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, false, Weakness.NONE,
                false, false), new Intake.Target(Optional.empty(), List.of(), Optional.empty()), Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty(),
                Optional.empty(), taking(), Optional.empty(), Optional.empty(), health.foramen.referral.care.Urgency.ROUTINE, Optional.empty());
        assertThat(Rules.judge(facts(nothing))).isEmpty();
    }

    @Test
    void redFlagsAreEmergencies() {
        assertThat(severities(RedFlagRules.WEAKNESS_BOTH_LEGS, facts(feeling(mariasIntake(), s -> weak(s, Weakness.BOTH_LEGS))))).containsExactly(Severity.EMERGENCY);
        assertThat(severities(RedFlagRules.WEAKNESS_PROGRESSIVE, facts(feeling(mariasIntake(), s -> weak(s, Weakness.PROGRESSIVE))))).containsExactly(Severity.EMERGENCY);
        assertThat(RedFlagRules.WEAKNESS_PROGRESSIVE.on(facts(feeling(mariasIntake(), s -> weak(s, Weakness.MILD))))).isEmpty();
        var symptom = mariasIntake().symptom();
        var saddle = new Intake.Symptom(symptom.site(), symptom.side(), symptom.description(), symptom.onset(), symptom.pain(), true, true, Weakness.NONE, true, true);
        assertThat(Rules.judge(facts(feeling(mariasIntake(), _ -> saddle))).stream().filter(f -> f.severity() == Severity.EMERGENCY)).hasSize(2);
    }

    @Test
    void painIsSevereOrLastsSomeWeeks() {
        assertThat(severities(ClinicalRules.DURATION_OR_SEVERITY, facts(feeling(mariasIntake(), s -> since(s, TODAY.minusDays(27), 6))))).containsExactly(Severity.BLOCKING);
        assertThat(ClinicalRules.DURATION_OR_SEVERITY.on(facts(feeling(mariasIntake(), s -> since(s, TODAY.minusDays(28), 6))))).isEmpty();
        assertThat(ClinicalRules.DURATION_OR_SEVERITY.on(facts(feeling(mariasIntake(), s -> since(s, TODAY.minusDays(3), 7))))).isEmpty();
    }

    @Test
    void careConsultationAndLevelAreAskedFor() {
        var bare = new Intake(mariasIntake().symptom(), new Intake.Target(Optional.of(Region.LUMBAR_SACRAL), List.of(), Optional.of(Side.RIGHT)), Optional.empty(),
                Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty(), taking(), Optional.of("self-pay"), Optional.empty(),
                health.foramen.referral.care.Urgency.ROUTINE, Optional.empty());
        assertThat(severities(ClinicalRules.CONSERVATIVE_CARE, facts(bare))).containsExactly(Severity.WARNING);
        assertThat(severities(ClinicalRules.CONSULTATION, facts(bare))).containsExactly(Severity.NOTE);
        assertThat(severities(ClinicalRules.LEVEL, facts(bare))).containsExactly(Severity.WARNING);
        assertThat(ClinicalRules.SIDE.on(facts(bare)).getFirst().sentence()).contains("symptom is on the left, the target on the right");
    }

    @Test
    void aNerveRootNeedsFluoroscopyOrCt() {
        assertThat(severities(CatalogueRules.GUIDANCE, nerveRoot(mariasIntake(), Guidance.NONE, true))).containsExactly(Severity.BLOCKING);
        assertThat(severities(CatalogueRules.GUIDANCE, nerveRoot(mariasIntake(), Guidance.ULTRASOUND, true))).containsExactly(Severity.BLOCKING);
        assertThat(CatalogueRules.GUIDANCE.on(nerveRoot(mariasIntake(), Guidance.CT, true))).isEmpty();
        var allergic = screened(mariasIntake(), new Safety(List.of(), true, Pregnancy.NO, false, false, false, Optional.empty()));
        assertThat(CatalogueRules.GUIDANCE.on(nerveRoot(allergic, Guidance.ULTRASOUND, false))).isEmpty();
        assertThat(severities(CatalogueRules.ULTRASOUND_EXCEPTION, nerveRoot(allergic, Guidance.ULTRASOUND, false))).containsExactly(Severity.WARNING);
        assertThat(CatalogueRules.GUIDANCE.on(planned(mariasIntake(), Procedure.GENERAL_JOINT, List.of(), Guidance.ULTRASOUND, false, Sedation.NONE))).isEmpty();
    }

    @Test
    void contrastShowsTheTip() {
        assertThat(severities(CatalogueRules.CONTRAST, nerveRoot(mariasIntake(), Guidance.CT, false))).containsExactly(Severity.BLOCKING);
        var allergic = screened(mariasIntake(), new Safety(List.of(), true, Pregnancy.NO, false, false, false, Optional.empty()));
        assertThat(severities(CatalogueRules.CONTRAST, nerveRoot(allergic, Guidance.CT, false))).containsExactly(Severity.WARNING);
        assertThat(CatalogueRules.CONTRAST.on(planned(mariasIntake(), Procedure.FACET_LUMBAR_SACRAL, List.of(SpinalLevel.L4), Guidance.CT, false, Sedation.NONE))).isEmpty();
    }

    @Test
    void levelsSidesAndRegionsFitTheProcedure() {
        assertThat(severities(CatalogueRules.REGION, facts(aimedAt(mariasIntake(), Procedure.TRANSFORAMINAL_LUMBAR_SACRAL, List.of(SpinalLevel.C5), Side.LEFT))))
                .containsExactly(Severity.BLOCKING);
        assertThat(severities(CatalogueRules.SIDE, facts(aimedAt(mariasIntake(), Procedure.INTERLAMINAR_LUMBAR, List.of(SpinalLevel.L4), Side.LEFT))))
                .containsExactly(Severity.BLOCKING);
        assertThat(CatalogueRules.SIDE.on(facts(aimedAt(mariasIntake(), Procedure.INTERLAMINAR_LUMBAR, List.of(SpinalLevel.L4), Side.MIDLINE)))).isEmpty();
        assertThat(severities(CatalogueRules.BILATERAL, facts(aimedAt(mariasIntake(), Procedure.TRANSFORAMINAL_LUMBAR_SACRAL, List.of(SpinalLevel.L5), Side.BILATERAL))))
                .containsExactly(Severity.NOTE);
    }

    @Test
    void bloodThinnersOpenAClearanceAndMoveTheDate() {
        var apixaban = SafetyRules.BLOOD_THINNER.on(facts(screened(mariasIntake(), taking("apixaban"))));
        assertThat(apixaban).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("safety.blood-thinner.apixaban");
            assertThat(finding.sentence()).isEqualTo("Apixaban: the prescriber must clear a hold of 3 days (value to be verified); not before 25 Nov 2026.");
        });
        assertThat(SafetyRules.BLOOD_THINNER.on(facts(screened(mariasIntake(), taking("ibuprofen"))))).isEmpty();
        assertThat(severities(SafetyRules.BLOOD_THINNER, facts(screened(mariasIntake(), taking("warfarin", "dabigatran")))))
                .containsExactly(Severity.WARNING, Severity.BLOCKING);
        assertThat(SafetyRules.BLOOD_THINNER.on(facts(aimedAt(screened(mariasIntake(), taking("apixaban")), Procedure.FACET_LUMBAR_SACRAL, List.of(SpinalLevel.L4), Side.LEFT)))
                .getFirst().sentence()).contains("decide together");
        assertThat(SafetyRules.BLOOD_THINNER.on(facts(screened(mariasIntake(), taking("enoxaparin-therapeutic")))).getFirst().sentence()).contains("24 hours");
    }

    @Test
    void theLongestHoldDecides() {
        var facts = facts(screened(mariasIntake(), new Safety(List.of("warfarin", "clopidogrel", "aspirin"), true, Pregnancy.NO, false, false, false, Optional.empty())));
        assertThat(EarliestDates.latest(EarliestDates.of(facts, true)).day()).isEqualTo(TODAY.plusDays(7));
    }

    @Test
    void premedicationTakesThirteenHours() {
        var allergic = screened(mariasIntake(), new Safety(List.of(), true, Pregnancy.NO, false, false, false, Optional.empty()));
        var facts = facts(allergic);
        assertThat(severities(SafetyRules.CONTRAST_REACTION, facts)).containsExactly(Severity.WARNING);
        assertThat(at(facts, 18, 0)).isEqualTo(TODAY.plusDays(1));
        assertThat(at(facts, 18, 1)).isEqualTo(TODAY.plusDays(2));
    }

    private static LocalDate at(Facts facts, int hour, int minute) {
        var then = new Facts(facts.intake(), facts.proposal(), facts.rules(), facts.ledger(), LocalDateTime.of(2026, 11, 22, hour, minute));
        return EarliestDates.latest(EarliestDates.of(then, true)).day();
    }

    @Test
    void pregnancyInfectionDiabetesAndSedation() {
        var pregnant = screened(mariasIntake(), new Safety(List.of(), false, Pregnancy.POSSIBLE, false, false, false, Optional.empty()));
        assertThat(severities(SafetyRules.PREGNANCY, facts(pregnant))).containsExactly(Severity.BLOCKING);
        assertThat(SafetyRules.PREGNANCY.on(planned(pregnant, Procedure.GENERAL_JOINT, List.of(), Guidance.ULTRASOUND, false, Sedation.NONE))).isEmpty();
        var ill = screened(mariasIntake(), new Safety(List.of(), false, Pregnancy.NO, false, true, true, Optional.empty()));
        assertThat(severities(SafetyRules.INFECTION, facts(ill))).containsExactly(Severity.BLOCKING);
        assertThat(severities(SafetyRules.DIABETES, facts(ill))).containsExactly(Severity.NOTE);
        assertThat(severities(SafetyRules.SEDATION, planned(mariasIntake(), Procedure.TRANSFORAMINAL_LUMBAR_SACRAL, List.of(SpinalLevel.L5), Guidance.CT, true,
                Sedation.MODERATE))).containsExactly(Severity.NOTE);
    }

    @Test
    void medicareAsksForWeeksOfPainUnlessItIsZoster() {
        var fresh = feeling(mariasIntake(), s -> since(s, TODAY.minusDays(27), 9));
        assertThat(severities(PayerRules.PAIN_WEEKS, facts(fresh))).containsExactly(Severity.BLOCKING);
        assertThat(PayerRules.PAIN_WEEKS.on(facts(feeling(fresh, s -> since(s, TODAY.minusDays(28), 9))))).isEmpty();
        var zoster = new Intake(fresh.symptom(), fresh.target(), fresh.requestedProcedure(), fresh.intent(), List.of("B02.23"), fresh.conservativeCare(), fresh.consultation(),
                fresh.imaging(), fresh.safety(), fresh.payer(), fresh.memberId(), fresh.urgency(), fresh.note());
        assertThat(PayerRules.PAIN_WEEKS.on(facts(zoster))).isEmpty();
        assertThat(PayerRules.PAIN_WEEKS.on(facts(paying(fresh, "self-pay")))).isEmpty();
    }

    @Test
    void medicareAsksForConservativeCare() {
        var care = List.of(new Intake.CareTried(Intake.Care.MEDICATION, Optional.of(TODAY.minusDays(20)), Optional.of(TODAY.minusDays(1)), Optional.empty()));
        var base = mariasIntake();
        var brief = new Intake(base.symptom(), base.target(), base.requestedProcedure(), base.intent(), base.indications(), care, base.consultation(), base.imaging(),
                base.safety(), base.payer(), base.memberId(), base.urgency(), base.note());
        assertThat(PayerRules.CONSERVATIVE_CARE.on(facts(brief)).getFirst().sentence()).contains("19 days are stated");
        assertThat(PayerRules.CONSERVATIVE_CARE.on(facts(paying(brief, "bcbs-ma")))).isEmpty();
    }

    @Test
    void levelsAreCapped() {
        var three = List.of(SpinalLevel.L3, SpinalLevel.L4, SpinalLevel.L5);
        assertThat(severities(PayerRules.LEVELS, facts(aimedAt(mariasIntake(), Procedure.TRANSFORAMINAL_LUMBAR_SACRAL, three, Side.LEFT)))).containsExactly(Severity.BLOCKING);
        assertThat(PayerRules.LEVELS.on(facts(aimedAt(mariasIntake(), Procedure.TRANSFORAMINAL_LUMBAR_SACRAL, three.subList(0, 2), Side.LEFT)))).isEmpty();
        assertThat(severities(PayerRules.LEVELS, facts(aimedAt(mariasIntake(), Procedure.INTERLAMINAR_LUMBAR, three.subList(0, 2), Side.MIDLINE)))).containsExactly(Severity.BLOCKING);
        assertThat(severities(PayerRules.REGION, facts(aimedAt(mariasIntake(), Procedure.TRANSFORAMINAL_LUMBAR_SACRAL, List.of(SpinalLevel.T12, SpinalLevel.L1), Side.LEFT))))
                .containsExactly(Severity.BLOCKING);
    }

    @Test
    void thePayersPictureContrastAndSedation() {
        assertThat(severities(PayerRules.GUIDANCE, nerveRoot(mariasIntake(), Guidance.ULTRASOUND, true))).containsExactly(Severity.BLOCKING);
        assertThat(severities(PayerRules.CONTRAST, nerveRoot(mariasIntake(), Guidance.CT, false))).containsExactly(Severity.BLOCKING);
        assertThat(severities(PayerRules.SEDATION, planned(mariasIntake(), Procedure.TRANSFORAMINAL_LUMBAR_SACRAL, List.of(SpinalLevel.L5), Guidance.CT, true, Sedation.DEEP)))
                .containsExactly(Severity.WARNING);
        assertThat(PayerRules.SEDATION.on(nerveRoot(mariasIntake(), Guidance.CT, true))).isEmpty();
    }

    @Test
    void theLimitIsReadBeforeItIsMet() {
        var full = sessions("medicare", TODAY.minusMonths(11), TODAY.minusMonths(8), TODAY.minusMonths(5), TODAY.minusMonths(2));
        assertThat(PayerRules.SESSIONS.on(with(mariasIntake(), full)).getFirst().sentence()).contains("4 performed and 0 permitted", "22 Dec 2026");
        assertThat(PayerRules.SESSIONS.on(with(mariasIntake(), sessions("medicare", TODAY.minusMonths(2))))).isEmpty();
    }

    @Test
    void spacingImagingAndReliefAreThePayers() {
        var evicore = paying(mariasIntake(), "evicore");
        assertThat(PayerRules.SPACING.on(with(evicore, sessions("evicore", TODAY.minusDays(13)))).getFirst().sentence()).contains("not before 23 Nov 2026");
        assertThat(PayerRules.SPACING.on(with(evicore, sessions("evicore", TODAY.minusDays(14))))).isEmpty();
        assertThat(PayerRules.IMAGING_AGE.on(facts(evicore))).isEmpty();
        var old = new Intake(evicore.symptom(), evicore.target(), evicore.requestedProcedure(), evicore.intent(), evicore.indications(), evicore.conservativeCare(),
                evicore.consultation(), Optional.of(new Intake.Imaging(Optional.of(Intake.Modality.MRI), Optional.of(TODAY.minusMonths(24).minusDays(1)), Optional.empty(),
                Optional.empty(), Optional.empty())), evicore.safety(), evicore.payer(), evicore.memberId(), evicore.urgency(), evicore.note());
        assertThat(severities(PayerRules.IMAGING_AGE, facts(old))).containsExactly(Severity.BLOCKING);
    }

    @Test
    void aRepeatNeedsReliefThatLasted() {
        var unknown = sessions("medicare", TODAY.minusMonths(4));
        assertThat(severities(PayerRules.REPEAT_RELIEF, with(mariasIntake(), unknown))).containsExactly(Severity.WARNING);
        assertThat(severities(PayerRules.REPEAT_RELIEF, with(mariasIntake(), felt(unknown, 14, 60)))).containsExactly(Severity.BLOCKING);
        assertThat(PayerRules.REPEAT_RELIEF.on(with(mariasIntake(), felt(felt(unknown, 14, 60), 90, 55)))).isEmpty();
        var evicore = paying(mariasIntake(), "evicore");
        assertThat(PayerRules.REPEAT_RELIEF.on(with(evicore, felt(unknown, 14, 50)))).isEmpty();
        assertThat(severities(PayerRules.REPEAT_RELIEF, with(evicore, felt(unknown, 14, 49)))).containsExactly(Severity.BLOCKING);
    }

    @Test
    void aRepeatSaysWhatFunctionStoodForRelief() {
        var had = felt(sessions("medicare", TODAY.minusDays(100)), 14, 20);
        var base = mariasIntake();
        Function<Intake.FunctionGain, Intake> stated = gain -> new Intake(base.symptom(), base.target(), base.requestedProcedure(), base.intent(), base.indications(),
                base.conservativeCare(), base.consultation(), base.imaging(), base.safety(), base.payer(), base.memberId(), base.urgency(), base.note(), Optional.of(gain));
        var enough = PayerRules.REPEAT_RELIEF.on(with(stated.apply(new Intake.FunctionGain(Intake.FunctionScale.ROLAND_MORRIS, 18, 8, TODAY)), had)).getFirst();
        assertThat(enough.sentence()).isEqualTo("US Medicare repeats after at least 50 % relief for 90 days (to be verified), or a function gain of 50 % (to be verified) for as long; "
                + "the Roland-Morris questionnaire went from 18 to 8, 55 % better, on day 100.");
        assertThat(PayerRules.REPEAT_RELIEF.on(with(base, had)).getFirst().sentence()).endsWith("it was at best 20 %; no function gain is stated.");
        assertThat(PayerRules.REPEAT_RELIEF.on(with(stated.apply(new Intake.FunctionGain(Intake.FunctionScale.ROLAND_MORRIS, 8, 18, TODAY)), had)).getFirst().sentence())
                .endsWith("went from 8 to 18, which is no gain, on day 100.");
        assertThat(stated.apply(new Intake.FunctionGain(Intake.FunctionScale.OSWESTRY, 40, 20, TODAY.plusDays(1))).contradictions(TODAY))
                .extracting(Intake.Contradiction::pointer).containsExactly("/function/on");
    }

    private static Ledger felt(Ledger ledger, int day, int percent) {
        var session = ledger.performed().getFirst();
        return new Ledger(ledger.patientId(), ledger.region(), List.of(session.with(new Session.Relief(day, percent))), List.of());
    }

    @Test
    void radiofrequencyNeedsTwoGoodBlocksAndInHospitalAnAuthorisation() {
        var intake = aimedAt(mariasIntake(), Procedure.RADIOFREQUENCY_LUMBAR_SACRAL, List.of(SpinalLevel.L4), Side.LEFT);
        assertThat(severities(PayerRules.DIAGNOSTIC_BLOCKS, facts(intake))).containsExactly(Severity.BLOCKING);
        var blocks = new Ledger(Cast.MARIA, Region.LUMBAR_SACRAL, List.of(block("a", 80), block("b", 85)), List.of());
        assertThat(PayerRules.DIAGNOSTIC_BLOCKS.on(with(intake, blocks))).isEmpty();
        assertThat(severities(PayerRules.DIAGNOSTIC_BLOCKS, with(intake, new Ledger(Cast.MARIA, Region.LUMBAR_SACRAL, List.of(block("a", 80), block("b", 79)), List.of()))))
                .containsExactly(Severity.BLOCKING);
        assertThat(severities(PayerRules.PRIOR_AUTHORISATION, facts(intake))).containsExactly(Severity.WARNING);
        var office = facts(intake, new Proposal(intake.requestedProcedure(), intake.target().region(), intake.target().levels(), intake.target().side(), List.of(),
                Optional.empty(), Optional.empty(), List.of(Setting.OFFICE)), Ledger.empty(Cast.MARIA, Region.LUMBAR_SACRAL));
        assertThat(PayerRules.PRIOR_AUTHORISATION.on(office)).isEmpty();
    }

    private static Session block(String id, int relief) {
        return new Session(id, TODAY.minusMonths(2), Procedure.FACET_LUMBAR_SACRAL, Optional.of("medicare"), Optional.empty(), "letter",
                List.of(new Session.Relief(1, relief)));
    }

    @Test
    void contradictionsNameTheirField() {
        var intake = aimedAt(feeling(mariasIntake(), s -> since(s, TODAY.plusDays(1), 8)), Procedure.INTERLAMINAR_LUMBAR, List.of(SpinalLevel.L4, SpinalLevel.C3), Side.LEFT);
        assertThat(intake.contradictions(TODAY).stream().map(Intake.Contradiction::pointer)).containsExactly("/symptom/onset", "/target/levels/1", "/target/side");
        assertThat(mariasIntake().contradictions(TODAY)).isEmpty();
    }

    @Test
    void everyRuleHasItsOwnName() {
        assertThat(Rules.ALL.stream().map(Rule::id)).doesNotHaveDuplicates().hasSize(36);
    }
}
