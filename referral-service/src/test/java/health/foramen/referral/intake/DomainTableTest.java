package health.foramen.referral.intake;

import static health.foramen.referral.Cast.mariasIntake;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.referral.Cast;
import health.foramen.referral.care.Guidance;
import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Sedation;
import health.foramen.referral.care.Setting;
import health.foramen.referral.care.Side;
import health.foramen.referral.care.SpinalLevel;
import health.foramen.referral.intake.Intake.CareEnded;
import health.foramen.referral.intake.Intake.CareTried;
import health.foramen.referral.intake.Intake.Imaging;
import health.foramen.referral.intake.Intake.Modality;
import health.foramen.referral.intake.Intake.Pregnancy;
import health.foramen.referral.intake.Intake.Safety;
import health.foramen.referral.intake.Intake.Weakness;
import health.foramen.referral.ledger.Ledger;
import health.foramen.referral.ledger.Session;
import health.foramen.referral.packs.Confidence;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One line per fact of medicine, payers and screens: who asks for what on which day, and what the rules say, on both sides of every edge. */
class DomainTableTest {

    private static final String NOTHING = "";
    private static final LocalDate TODAY = Cast.TODAY;

    /** Maria's referral with something else about it. */
    private static final class Asked {

        private Intake intake = mariasIntake();
        private Procedure procedure = Procedure.TRANSFORAMINAL_LUMBAR_SACRAL;
        private List<SpinalLevel> levels = List.of(SpinalLevel.L5);
        private Side side = Side.LEFT;
        private List<Guidance> guidance = List.of();
        private Optional<Boolean> contrast = Optional.empty();
        private Optional<Sedation> sedation = Optional.empty();
        private List<Setting> settings = List.of();
        private final List<Session> sessions = new ArrayList<>();
        private LocalDate day = TODAY;

        Asked on(LocalDate other) {
            day = other;
            return this;
        }

        Asked payer(String payer) {
            intake = Cast.paying(intake, payer);
            return this;
        }

        Asked hurtsSince(LocalDate onset, int pain) {
            intake = Cast.feeling(intake, symptom -> Cast.since(symptom, onset, pain));
            return this;
        }

        Asked withoutScore() {
            intake = Cast.feeling(intake, s -> new Intake.Symptom(s.site(), s.side(), s.description(), s.onset(), Optional.empty(), s.radiating(), s.numbness(),
                    s.weakness(), false, false));
            return this;
        }

        Asked weak(Weakness weakness) {
            intake = Cast.feeling(intake, symptom -> Cast.weak(symptom, weakness));
            return this;
        }

        Asked signs(boolean bladder, boolean saddle) {
            intake = Cast.feeling(intake, s -> new Intake.Symptom(s.site(), s.side(), s.description(), s.onset(), s.pain(), true, true, Weakness.NONE, bladder, saddle));
            return this;
        }

        Asked screened(Safety safety) {
            intake = Cast.screened(intake, safety);
            return this;
        }

        Asked drugs(String... codes) {
            return screened(Cast.taking(codes));
        }

        Asked allergic() {
            return screened(new Safety(List.of(), true, Pregnancy.NO, false, false, false, Optional.empty()));
        }

        Asked pregnant(Pregnancy pregnancy) {
            return screened(new Safety(List.of(), false, pregnancy, false, false, false, Optional.empty()));
        }

        Asked indications(String... codes) {
            return became(intake.conservativeCare(), intake.imaging(), List.of(codes), intake.intent());
        }

        Asked tried(CareTried... care) {
            return became(List.of(care), intake.imaging(), intake.indications(), intake.intent());
        }

        Asked picture(Modality modality, LocalDate taken) {
            return became(intake.conservativeCare(), Optional.of(new Imaging(Optional.of(modality), Optional.of(taken), Optional.empty(), Optional.empty(), Optional.empty())),
                    intake.indications(), intake.intent());
        }

        Asked diagnostic() {
            return became(intake.conservativeCare(), intake.imaging(), intake.indications(), Optional.of(Intake.Intent.DIAGNOSTIC));
        }

        private Asked became(List<CareTried> care, Optional<Imaging> imaging, List<String> indications, Optional<Intake.Intent> intent) {
            intake = new Intake(intake.symptom(), intake.target(), intake.requestedProcedure(), intent, indications, care, intake.consultation(), imaging, intake.safety(),
                    intake.payer(), intake.memberId(), intake.urgency(), intake.note(), intake.function());
            return this;
        }

        /** Oswestry points before the last injection and since. */
        Asked function(int before, int after, LocalDate on) {
            intake = new Intake(intake.symptom(), intake.target(), intake.requestedProcedure(), intake.intent(), intake.indications(), intake.conservativeCare(), intake.consultation(),
                    intake.imaging(), intake.safety(), intake.payer(), intake.memberId(), intake.urgency(), intake.note(),
                    Optional.of(new Intake.FunctionGain(Intake.FunctionScale.OSWESTRY, before, after, on)));
            return this;
        }

        Asked procedure(Procedure other, Side where, SpinalLevel... at) {
            procedure = other;
            side = where;
            levels = List.of(at);
            return this;
        }

        Asked facet() {
            return procedure(Procedure.FACET_LUMBAR_SACRAL, Side.LEFT, SpinalLevel.L4);
        }

        Asked radiofrequency() {
            return procedure(Procedure.RADIOFREQUENCY_LUMBAR_SACRAL, Side.LEFT, SpinalLevel.L4);
        }

        Asked under(Guidance picture) {
            guidance = List.of(picture);
            return this;
        }

        Asked contrast(boolean given) {
            contrast = Optional.of(given);
            return this;
        }

        Asked sedated(Sedation how) {
            sedation = Optional.of(how);
            return this;
        }

        Asked in(Setting... where) {
            settings = List.of(where);
            return this;
        }

        /** @param relief day, percent, day, percent … */
        Asked had(Procedure what, LocalDate date, int... relief) {
            var felt = new ArrayList<Session.Relief>();
            for (int i = 0; i < relief.length; i += 2) {
                felt.add(new Session.Relief(relief[i], relief[i + 1]));
            }
            sessions.add(new Session("s-" + sessions.size(), date, what, intake.payer(), Optional.empty(), "letter", felt));
            return this;
        }

        Asked hadEpidurals(LocalDate... dates) {
            for (var date : dates) {
                had(Procedure.INTERLAMINAR_LUMBAR, date, 14, 70, 90, 60);
            }
            return this;
        }

        Facts facts() {
            var proposal = new Proposal(Optional.of(procedure), Optional.of(procedure.region()), levels, Optional.ofNullable(side), guidance, contrast, sedation, settings);
            return new Facts(intake, proposal, Cast.PACKS.on(day), new Ledger(Cast.MARIA, procedure.region(), sessions, List.of()), LocalDateTime.of(day, java.time.LocalTime.of(15, 0)));
        }
    }

    private static Asked maria() {
        return new Asked();
    }

    /** @param says {@code rule severity}, or nothing; {@code watched} the rules that this line is about */
    record Line(String fact, Facts facts, String says, Set<String> watched) {
        @Override
        public String toString() {
            return fact;
        }
    }

    private static final class Table {

        private final List<Line> lines = new ArrayList<>();
        private Set<String> watched = Set.of();

        void about(String... rules) {
            watched = Set.of(rules);
        }

        void line(String fact, Asked asked, String says) {
            lines.add(new Line(fact, asked.facts(), says, watched));
        }
    }

    static Stream<Line> facts() {
        var table = new Table();
        Stream.<Consumer<Table>>of(DomainTableTest::redFlags, DomainTableTest::clinic, DomainTableTest::catalogue, DomainTableTest::epidurals, DomainTableTest::facets,
                DomainTableTest::commercial, DomainTableTest::bloodThinners, DomainTableTest::screens).forEach(part -> part.accept(table));
        return table.lines.stream();
    }

    private static void redFlags(Table t) {
        t.about("red-flag.bladder-or-bowel", "red-flag.saddle-numbness", "red-flag.weakness-both-legs", "red-flag.weakness-progressive");
        t.line("no sign, no emergency", maria(), NOTHING);
        t.line("new bladder or bowel trouble", maria().signs(true, false), "red-flag.bladder-or-bowel emergency");
        t.line("saddle numbness", maria().signs(false, true), "red-flag.saddle-numbness emergency");
        t.line("weakness in both legs", maria().weak(Weakness.BOTH_LEGS), "red-flag.weakness-both-legs emergency");
        t.line("progressive weakness", maria().weak(Weakness.PROGRESSIVE), "red-flag.weakness-progressive emergency");
        t.line("mild weakness is an indication", maria().weak(Weakness.MILD), NOTHING);
        t.line("a red flag before a consultation too", maria().procedure(Procedure.CONSULTATION, null).signs(true, false), "red-flag.bladder-or-bowel emergency");
    }

    private static void clinic(Table t) {
        t.about("clinical.duration-or-severity");
        t.line("27 days of pain 6", maria().hurtsSince(TODAY.minusDays(27), 6), "clinical.duration-or-severity blocking");
        t.line("28 days of pain 6", maria().hurtsSince(TODAY.minusDays(28), 6), NOTHING);
        t.line("1 day of pain 7 is severe", maria().hurtsSince(TODAY.minusDays(1), 7), NOTHING);
        t.line("a consultation needs no weeks", maria().procedure(Procedure.CONSULTATION, null).hurtsSince(TODAY.minusDays(1), 3), NOTHING);
        t.about("clinical.conservative-care");
        t.line("nothing tried", maria().tried(), "clinical.conservative-care warning");
        t.line("something tried", maria(), NOTHING);
    }

    private static void catalogue(Table t) {
        t.about("catalogue.guidance", "catalogue.ultrasound-exception");
        for (var spinal : List.of(maria(), maria().procedure(Procedure.INTERLAMINAR_LUMBAR, Side.MIDLINE, SpinalLevel.L4))) {
            t.line("without a picture: " + spinal.procedure.code(), spinal.payer("self-pay").under(Guidance.NONE), "catalogue.guidance blocking");
        }
        for (var picture : List.of(Guidance.FLUOROSCOPY, Guidance.CT)) {
            t.line("a nerve root under " + picture.code(), maria().under(picture), NOTHING);
            t.line("a facet under " + picture.code(), maria().facet().under(picture), NOTHING);
        }
        t.line("a nerve root under ultrasound", maria().under(Guidance.ULTRASOUND), "catalogue.guidance blocking");
        t.line("a nerve root under ultrasound after a contrast reaction", maria().under(Guidance.ULTRASOUND).allergic(), "catalogue.ultrasound-exception warning");
        t.line("a nerve root under ultrasound in pregnancy", maria().under(Guidance.ULTRASOUND).pregnant(Pregnancy.YES), "catalogue.ultrasound-exception warning");
        t.line("a nerve root without a picture has no exception", maria().under(Guidance.NONE).allergic(), "catalogue.guidance blocking");
        t.line("a facet under ultrasound has no exception", maria().facet().under(Guidance.ULTRASOUND).allergic(), "catalogue.guidance blocking");
        t.line("a sacroiliac joint under ultrasound", maria().procedure(Procedure.SACROILIAC_JOINT, Side.LEFT).under(Guidance.ULTRASOUND), "catalogue.guidance blocking");
        for (var picture : List.of(Guidance.NONE, Guidance.ULTRASOUND, Guidance.FLUOROSCOPY)) {
            t.line("a knee under " + picture.code(), maria().procedure(Procedure.GENERAL_JOINT, Side.LEFT).under(picture), NOTHING);
        }
        t.line("a knee under CT", maria().procedure(Procedure.GENERAL_JOINT, Side.LEFT).under(Guidance.CT), "catalogue.guidance blocking");
        t.about("catalogue.contrast");
        t.line("a nerve root without contrast", maria().contrast(false), "catalogue.contrast blocking");
        t.line("a nerve root without contrast after a reaction", maria().contrast(false).allergic(), "catalogue.contrast warning");
        t.line("a facet without contrast", maria().facet().contrast(false), NOTHING);
        t.line("a sacroiliac joint without contrast", maria().procedure(Procedure.SACROILIAC_JOINT, Side.LEFT).contrast(false), "catalogue.contrast blocking");
        t.about("catalogue.region", "catalogue.side", "catalogue.bilateral");
        t.line("a neck level for a lumbar procedure", maria().procedure(Procedure.TRANSFORAMINAL_LUMBAR_SACRAL, Side.LEFT, SpinalLevel.C5), "catalogue.region blocking");
        t.line("an interlaminar injection on a side", maria().procedure(Procedure.INTERLAMINAR_LUMBAR, Side.LEFT, SpinalLevel.L4), "catalogue.side blocking");
        t.line("a nerve root in the midline", maria().procedure(Procedure.TRANSFORAMINAL_LUMBAR_SACRAL, Side.MIDLINE, SpinalLevel.L4), "catalogue.side blocking");
        t.line("both sides count once", maria().procedure(Procedure.TRANSFORAMINAL_LUMBAR_SACRAL, Side.BILATERAL, SpinalLevel.L4), "catalogue.bilateral note");
    }

    private static CareTried care(int fromDaysAgo, int toDaysAgo, CareEnded ended) {
        return new CareTried(Intake.Care.PHYSICAL_THERAPY, Optional.of(TODAY.minusDays(fromDaysAgo)), Optional.of(TODAY.minusDays(toDaysAgo)), Optional.empty(),
                Optional.ofNullable(ended));
    }

    private static void epidurals(Table t) {
        var before = LocalDate.of(2021, 12, 4);
        var from = LocalDate.of(2021, 12, 5);
        t.about("payer.pain-weeks");
        t.line("Medicare: 27 days of pain", maria().hurtsSince(TODAY.minusDays(27), 9), "payer.pain-weeks blocking");
        t.line("Medicare: 28 days of pain", maria().hurtsSince(TODAY.minusDays(28), 9), NOTHING);
        t.line("Medicare: zoster is exempt", maria().hurtsSince(TODAY.minusDays(5), 9).indications("B02.23"), NOTHING);
        t.line("Medicare: another code is not", maria().hurtsSince(TODAY.minusDays(5), 9).indications("B01.9"), "payer.pain-weeks blocking");
        t.line("Medicare, the day before its rules hold", maria().on(before).hurtsSince(before.minusDays(5), 9), NOTHING);
        t.line("Medicare, the day from which its rules hold", maria().on(from).hurtsSince(from.minusDays(5), 9), "payer.pain-weeks blocking");
        t.line("Medicare, the day before the revision", maria().on(LocalDate.of(2023, 11, 15)).hurtsSince(LocalDate.of(2023, 11, 10), 9), "payer.pain-weeks blocking");
        t.line("Medicare, the day of the revision", maria().on(LocalDate.of(2023, 11, 16)).hurtsSince(LocalDate.of(2023, 11, 10), 9), "payer.pain-weeks blocking");
        t.line("Self-pay asks for no weeks", maria().payer("self-pay").hurtsSince(TODAY.minusDays(5), 9), NOTHING);
        t.line("Medicare asks none of a knee", maria().procedure(Procedure.GENERAL_JOINT, Side.LEFT).hurtsSince(TODAY.minusDays(5), 9), NOTHING);
        t.about("payer.scale");
        t.line("Medicare: no score before", maria().withoutScore(), "payer.scale warning");
        t.line("Medicare: a score before", maria(), NOTHING);
        t.about("payer.conservative-care");
        t.line("Medicare: 27 days of care", maria().tried(care(28, 1, null)), "payer.conservative-care blocking");
        t.line("Medicare: 28 days of care", maria().tried(care(29, 1, null)), NOTHING);
        t.line("Medicare: two kinds one after the other", maria().tried(care(40, 26, CareEnded.NO_BETTER), care(20, 6, CareEnded.NO_BETTER)), NOTHING);
        t.line("Medicare: two kinds at the same time", maria().tried(care(20, 6, CareEnded.NO_BETTER), care(20, 6, CareEnded.NO_BETTER)), "payer.conservative-care blocking");
        t.line("Medicare: not tolerated need not last", maria().tried(care(9, 6, CareEnded.NOT_TOLERATED)), NOTHING);
        t.line("Medicare: care that helped has not failed", maria().tried(care(60, 6, CareEnded.BETTER)), "payer.conservative-care blocking");
        t.line("Medicare: nothing tried", maria().tried(), "payer.conservative-care blocking");
        t.line("Medicare: zoster with some care", maria().indications("B02.29").tried(care(5, 1, null)), NOTHING);
        t.line("Medicare: zoster without any", maria().indications("B02.29").tried(), "payer.conservative-care blocking");
        t.about("payer.guidance", "payer.contrast");
        t.line("Medicare: ultrasound", maria().under(Guidance.ULTRASOUND), "payer.guidance blocking");
        t.line("Medicare: ultrasound, contrast allergy", maria().under(Guidance.ULTRASOUND).allergic(), NOTHING);
        t.line("Medicare: ultrasound, pregnancy", maria().under(Guidance.ULTRASOUND).pregnant(Pregnancy.YES), NOTHING);
        t.line("Medicare: no picture, contrast allergy", maria().under(Guidance.NONE).allergic(), "payer.guidance blocking");
        t.line("Medicare: CT", maria().under(Guidance.CT), NOTHING);
        t.line("Medicare: without contrast", maria().contrast(false), "payer.contrast blocking");
        t.line("Medicare: without contrast, allergy", maria().contrast(false).allergic(), NOTHING);
        t.about("payer.levels", "payer.region");
        t.line("Medicare: two nerve roots", maria().procedure(Procedure.TRANSFORAMINAL_LUMBAR_SACRAL, Side.LEFT, SpinalLevel.L4, SpinalLevel.L5), NOTHING);
        t.line("Medicare: three nerve roots", maria().procedure(Procedure.TRANSFORAMINAL_LUMBAR_SACRAL, Side.LEFT, SpinalLevel.L3, SpinalLevel.L4, SpinalLevel.L5),
                "payer.levels blocking");
        t.line("Medicare: three nerve roots of the neck", maria().procedure(Procedure.TRANSFORAMINAL_CERVICAL_THORACIC, Side.LEFT, SpinalLevel.C4, SpinalLevel.C5, SpinalLevel.C6),
                "payer.levels blocking");
        t.line("Medicare: one interlaminar", maria().procedure(Procedure.INTERLAMINAR_LUMBAR, Side.MIDLINE, SpinalLevel.L4), NOTHING);
        t.line("Medicare: two interlaminar", maria().procedure(Procedure.INTERLAMINAR_LUMBAR, Side.MIDLINE, SpinalLevel.L4, SpinalLevel.L5), "payer.levels blocking");
        t.line("Medicare: two interlaminar of the neck", maria().procedure(Procedure.INTERLAMINAR_CERVICAL_THORACIC, Side.MIDLINE, SpinalLevel.C6, SpinalLevel.C7),
                "payer.levels blocking");
        t.line("Medicare: one region a session", maria().procedure(Procedure.TRANSFORAMINAL_LUMBAR_SACRAL, Side.LEFT, SpinalLevel.T12, SpinalLevel.L1), "payer.region blocking");
        t.line("BCBS says nothing of levels", maria().payer("bcbs-ma").procedure(Procedure.TRANSFORAMINAL_LUMBAR_SACRAL, Side.LEFT, SpinalLevel.L3, SpinalLevel.L4, SpinalLevel.L5),
                NOTHING);
        t.about("payer.sessions");
        t.line("Medicare: three in twelve months", maria().hadEpidurals(TODAY.minusMonths(11), TODAY.minusMonths(7), TODAY.minusMonths(4)), NOTHING);
        t.line("Medicare: one session too many", maria().hadEpidurals(TODAY.minusMonths(11), TODAY.minusMonths(9), TODAY.minusMonths(6), TODAY.minusMonths(3)),
                "payer.sessions warning");
        t.line("Medicare: the first lies exactly twelve months back",
                maria().hadEpidurals(TODAY.minusMonths(12), TODAY.minusMonths(9), TODAY.minusMonths(6), TODAY.minusMonths(3)), NOTHING);
        t.line("Medicare: the first lies a day less back",
                maria().hadEpidurals(TODAY.minusMonths(12).plusDays(1), TODAY.minusMonths(9), TODAY.minusMonths(6), TODAY.minusMonths(3)), "payer.sessions warning");
        t.line("Medicare: facets are counted apart", maria().facet().hadEpidurals(TODAY.minusMonths(11), TODAY.minusMonths(9), TODAY.minusMonths(6), TODAY.minusMonths(3)),
                NOTHING);
        t.line("Self-pay counts nothing", maria().payer("self-pay").hadEpidurals(TODAY.minusMonths(4), TODAY.minusMonths(3), TODAY.minusMonths(2), TODAY.minusMonths(1)), NOTHING);
        t.about("payer.repeat-relief");
        var last = TODAY.minusMonths(5);
        t.line("Medicare: 50 % until day 90", maria().had(Procedure.INTERLAMINAR_LUMBAR, last, 14, 60, 90, 50), NOTHING);
        t.line("Medicare: 49 % on day 90", maria().had(Procedure.INTERLAMINAR_LUMBAR, last, 14, 60, 90, 49), "payer.repeat-relief blocking");
        t.line("Medicare: 50 % until day 60", maria().had(Procedure.INTERLAMINAR_LUMBAR, last, 14, 60, 60, 50), "payer.repeat-relief blocking");
        t.line("Medicare: never 50 %", maria().had(Procedure.INTERLAMINAR_LUMBAR, last, 14, 49), "payer.repeat-relief blocking");
        t.line("Medicare: relief of day 0 is none", maria().had(Procedure.INTERLAMINAR_LUMBAR, last, 0, 100), "payer.repeat-relief warning");
        t.line("Medicare: no relief on record", maria().had(Procedure.INTERLAMINAR_LUMBAR, last), "payer.repeat-relief warning");
        t.line("Medicare: a first session is no repeat", maria(), NOTHING);
        t.line("Medicare: half the points left on day 90 stand for relief", maria().had(Procedure.INTERLAMINAR_LUMBAR, last, 14, 20).function(48, 24, last.plusDays(90)),
                "payer.repeat-relief note");
        t.line("Medicare: and where no relief is on record", maria().had(Procedure.INTERLAMINAR_LUMBAR, last).function(48, 24, last.plusDays(90)), "payer.repeat-relief note");
        t.line("Medicare: 49 % better function", maria().had(Procedure.INTERLAMINAR_LUMBAR, last, 14, 20).function(100, 51, last.plusDays(90)), "payer.repeat-relief blocking");
        t.line("Medicare: function asked about a day too early", maria().had(Procedure.INTERLAMINAR_LUMBAR, last, 14, 20).function(48, 0, last.plusDays(89)),
                "payer.repeat-relief blocking");
        t.line("Medicare: function of before that session", maria().had(Procedure.INTERLAMINAR_LUMBAR, last, 14, 20).function(48, 0, last), "payer.repeat-relief blocking");
        t.line("Medicare: worse function", maria().had(Procedure.INTERLAMINAR_LUMBAR, last, 14, 20).function(24, 48, TODAY), "payer.repeat-relief blocking");
        t.line("Medicare: no points before are no gain", maria().had(Procedure.INTERLAMINAR_LUMBAR, last, 14, 20).function(0, 0, TODAY), "payer.repeat-relief blocking");
        t.line("Medicare: relief alone suffices whatever function says", maria().had(Procedure.INTERLAMINAR_LUMBAR, last, 14, 60, 90, 50).function(24, 48, TODAY), NOTHING);
        t.about("payer.spacing");
        t.line("Medicare knows no spacing", maria().hadEpidurals(TODAY.minusDays(1)), NOTHING);
        t.about("payer.sedation");
        t.line("Medicare: no sedation", maria().sedated(Sedation.NONE), NOTHING);
        t.line("Medicare: minimal sedation", maria().sedated(Sedation.MINIMAL), NOTHING);
        t.line("Medicare: moderate sedation", maria().sedated(Sedation.MODERATE), "payer.sedation warning");
        t.line("Medicare: deep sedation", maria().sedated(Sedation.DEEP), "payer.sedation warning");
    }

    private static void facets(Table t) {
        t.about("payer.pain-months");
        t.line("Medicare facet: three months of pain", maria().facet().hurtsSince(TODAY.minusMonths(3), 9), NOTHING);
        t.line("Medicare facet: a day less", maria().facet().hurtsSince(TODAY.minusMonths(3).plusDays(1), 9), "payer.pain-months blocking");
        t.line("Medicare facet: three short months", maria().facet().on(LocalDate.of(2026, 5, 1)).hurtsSince(LocalDate.of(2026, 2, 1), 9), NOTHING);
        t.line("Medicare radiofrequency: a day less", maria().radiofrequency().hurtsSince(TODAY.minusMonths(3).plusDays(1), 9), "payer.pain-months blocking");
        t.line("Medicare epidural asks for weeks", maria().hurtsSince(TODAY.minusWeeks(5), 9), NOTHING);
        t.about("payer.diagnostic-blocks");
        var one = TODAY.minusMonths(4);
        var two = TODAY.minusMonths(3);
        t.line("Radiofrequency after no block", maria().radiofrequency(), "payer.diagnostic-blocks blocking");
        t.line("Radiofrequency after one block of 80 %", maria().radiofrequency().had(Procedure.FACET_LUMBAR_SACRAL, one, 1, 80), "payer.diagnostic-blocks blocking");
        t.line("Radiofrequency after blocks of 80 and 79 %",
                maria().radiofrequency().had(Procedure.FACET_LUMBAR_SACRAL, one, 1, 80).had(Procedure.FACET_LUMBAR_SACRAL, two, 1, 79), "payer.diagnostic-blocks blocking");
        t.line("Radiofrequency after two blocks of 80 %",
                maria().radiofrequency().had(Procedure.FACET_LUMBAR_SACRAL, one, 1, 80).had(Procedure.FACET_LUMBAR_SACRAL, two, 1, 80), NOTHING);
        t.line("Radiofrequency after two epidurals", maria().radiofrequency().hadEpidurals(one, two), "payer.diagnostic-blocks blocking");
        t.line("A facet needs no block", maria().facet(), NOTHING);
        t.about("payer.repeat-relief");
        t.line("The second diagnostic block is no repeat", maria().facet().diagnostic().had(Procedure.FACET_LUMBAR_SACRAL, one, 1, 85, 4, 10), NOTHING);
        t.line("Better function is no relief of a facet", maria().facet().had(Procedure.FACET_LUMBAR_SACRAL, one, 1, 85, 4, 10).function(48, 0, TODAY), "payer.repeat-relief blocking");
        t.line("A therapeutic facet is", maria().facet().had(Procedure.FACET_LUMBAR_SACRAL, one, 1, 85, 4, 10), "payer.repeat-relief blocking");
        t.line("A facet after 50 % for three months", maria().facet().had(Procedure.FACET_LUMBAR_SACRAL, one, 14, 60, 90, 50), NOTHING);
        t.about("payer.sessions");
        t.line("Facet: the fifth", facetsHad(maria().facet(), Procedure.FACET_LUMBAR_SACRAL, 11, 8, 5, 2), "payer.sessions warning");
        t.line("Facet: the fourth", facetsHad(maria().facet(), Procedure.FACET_LUMBAR_SACRAL, 8, 5, 2), NOTHING);
        t.line("Radiofrequency: the third", facetsHad(maria().radiofrequency(), Procedure.RADIOFREQUENCY_LUMBAR_SACRAL, 11, 5), "payer.sessions warning");
        t.line("Radiofrequency: the second", facetsHad(maria().radiofrequency(), Procedure.RADIOFREQUENCY_LUMBAR_SACRAL, 5), NOTHING);
        t.line("Radiofrequency: the third, the first exactly a year back", facetsHad(maria().radiofrequency(), Procedure.RADIOFREQUENCY_LUMBAR_SACRAL, 12, 5), NOTHING);
        t.about("payer.levels");
        t.line("Facet: two levels", maria().procedure(Procedure.FACET_LUMBAR_SACRAL, Side.LEFT, SpinalLevel.L3, SpinalLevel.L4), NOTHING);
        t.line("Facet: three levels", maria().procedure(Procedure.FACET_LUMBAR_SACRAL, Side.LEFT, SpinalLevel.L3, SpinalLevel.L4, SpinalLevel.L5), "payer.levels blocking");
        t.line("Radiofrequency of the neck: three levels",
                maria().procedure(Procedure.RADIOFREQUENCY_CERVICAL_THORACIC, Side.LEFT, SpinalLevel.C4, SpinalLevel.C5, SpinalLevel.C6), "payer.levels blocking");
        t.about("payer.guidance");
        t.line("Facet: ultrasound is not covered, whatever the reason", maria().facet().under(Guidance.ULTRASOUND).allergic(), "payer.guidance blocking");
        t.about("payer.prior-authorisation");
        var june = LocalDate.of(2023, 6, 30);
        var july = LocalDate.of(2023, 7, 1);
        t.line("Facet in a hospital on 30 June 2023", maria().facet().on(june).in(Setting.HOSPITAL), NOTHING);
        t.line("Facet in a hospital on 1 July 2023", maria().facet().on(july).in(Setting.HOSPITAL), "payer.prior-authorisation warning");
        t.line("Radiofrequency in a hospital on 1 July 2023", maria().radiofrequency().on(july).in(Setting.HOSPITAL), "payer.prior-authorisation warning");
        t.line("Facet in a hospital after the revision", maria().facet().in(Setting.HOSPITAL), "payer.prior-authorisation warning");
        t.line("Facet in an office or a surgery center", maria().facet().in(Setting.OFFICE, Setting.SURGERY_CENTER), NOTHING);
        t.line("Facet in an office or a hospital", maria().facet().in(Setting.OFFICE, Setting.HOSPITAL), "payer.prior-authorisation warning");
        t.line("Epidural in a hospital", maria().in(Setting.HOSPITAL), NOTHING);
        t.line("Facet in a hospital for another payer", maria().facet().payer("bcbs-ma").in(Setting.HOSPITAL), NOTHING);
    }

    private static Asked facetsHad(Asked asked, Procedure what, int... monthsAgo) {
        for (int months : monthsAgo) {
            asked.had(what, TODAY.minusMonths(months), 90, 80);
        }
        return asked;
    }

    private static void commercial(Table t) {
        t.about("payer.spacing");
        t.line("eviCore: 13 days after", maria().payer("evicore").hadEpidurals(TODAY.minusDays(13)), "payer.spacing warning");
        t.line("eviCore: 14 days after", maria().payer("evicore").hadEpidurals(TODAY.minusDays(14)), NOTHING);
        t.line("BCBS: 29 days after", maria().payer("bcbs-ma").hadEpidurals(TODAY.minusDays(29)), "payer.spacing warning");
        t.line("BCBS: 30 days after", maria().payer("bcbs-ma").hadEpidurals(TODAY.minusDays(30)), NOTHING);
        t.line("Self-pay: the next day", maria().payer("self-pay").hadEpidurals(TODAY.minusDays(1)), NOTHING);
        t.about("payer.sessions");
        t.line("eviCore: two in six months", maria().payer("evicore").hadEpidurals(TODAY.minusMonths(5), TODAY.minusMonths(2)), NOTHING);
        t.line("eviCore: three in six months", maria().payer("evicore").hadEpidurals(TODAY.minusMonths(5), TODAY.minusMonths(3), TODAY.minusMonths(2)), "payer.sessions warning");
        t.line("eviCore: the first exactly six months back", maria().payer("evicore").hadEpidurals(TODAY.minusMonths(6), TODAY.minusMonths(3), TODAY.minusMonths(2)), NOTHING);
        t.line("eviCore: four in twelve months",
                maria().payer("evicore").hadEpidurals(TODAY.minusMonths(11), TODAY.minusMonths(10), TODAY.minusMonths(9), TODAY.minusMonths(8)), "payer.sessions warning");
        t.line("BCBS: five in twelve months", bcbs(11, 9, 7, 5, 2), NOTHING);
        t.line("BCBS: six in twelve months", bcbs(11, 9, 7, 5, 3, 2), "payer.sessions warning");
        t.line("BCBS: the first exactly twelve months back", bcbs(12, 9, 7, 5, 3, 2), NOTHING);
        t.about("payer.repeat-relief");
        t.line("eviCore: 50 % until day 14", maria().payer("evicore").had(Procedure.INTERLAMINAR_LUMBAR, TODAY.minusMonths(2), 7, 50, 14, 50), NOTHING);
        t.line("eviCore: better function is no relief", maria().payer("evicore").had(Procedure.INTERLAMINAR_LUMBAR, TODAY.minusMonths(2), 7, 50, 14, 49).function(48, 0, TODAY),
                "payer.repeat-relief blocking");
        t.line("eviCore: 50 % until day 7", maria().payer("evicore").had(Procedure.INTERLAMINAR_LUMBAR, TODAY.minusMonths(2), 7, 50, 14, 49), "payer.repeat-relief blocking");
        t.line("BCBS asks for no relief", maria().payer("bcbs-ma").had(Procedure.INTERLAMINAR_LUMBAR, TODAY.minusMonths(2), 14, 10), NOTHING);
        t.about("payer.imaging-age");
        t.line("eviCore: an MRI 24 months old", maria().payer("evicore").picture(Modality.MRI, TODAY.minusMonths(24)), NOTHING);
        t.line("eviCore: an MRI a day older", maria().payer("evicore").picture(Modality.MRI, TODAY.minusMonths(24).minusDays(1)), "payer.imaging-age blocking");
        t.line("eviCore: a CT counts", maria().payer("evicore").picture(Modality.CT, TODAY.minusMonths(2)), NOTHING);
        t.line("eviCore: an X-ray does not", maria().payer("evicore").picture(Modality.X_RAY, TODAY.minusMonths(2)), "payer.imaging-age blocking");
        t.line("Medicare asks for no picture", maria().picture(Modality.X_RAY, TODAY.minusYears(9)), NOTHING);
        t.about("payer.prior-authorisation", "payer.sedation", "payer.guidance", "payer.levels", "payer.pain-weeks", "payer.conservative-care", "payer.scale");
        t.line("Self-pay: clinical rules only", maria().payer("self-pay").under(Guidance.ULTRASOUND).sedated(Sedation.DEEP).in(Setting.HOSPITAL).withoutScore().tried(), NOTHING);
    }

    private static Asked bcbs(int... monthsAgo) {
        var asked = maria().payer("bcbs-ma");
        for (int months : monthsAgo) {
            asked.hadEpidurals(TODAY.minusMonths(months));
        }
        return asked;
    }

    private static void bloodThinners(Table t) {
        var warned = List.of("aspirin", "warfarin", "enoxaparin-prophylactic", "enoxaparin-therapeutic", "clopidogrel", "rivaroxaban", "apixaban");
        for (var drug : warned) {
            t.about("safety.blood-thinner." + drug);
            t.line(drug + ", intermediate risk", maria().drugs(drug), "safety.blood-thinner." + drug + " warning");
            t.line(drug + ", low risk", maria().facet().drugs(drug), drug.equals("aspirin") ? NOTHING : "safety.blood-thinner." + drug + " warning");
            t.line(drug + ", a consultation", maria().procedure(Procedure.CONSULTATION, null).drugs(drug), NOTHING);
        }
        for (var drug : List.of("dabigatran", "prasugrel", "ticagrelor")) {
            t.about("safety.blood-thinner." + drug);
            t.line(drug + ", intermediate risk", maria().drugs(drug), "safety.blood-thinner." + drug + " blocking");
            t.line(drug + ", low risk", maria().facet().drugs(drug), "safety.blood-thinner." + drug + " blocking");
        }
        for (var drug : List.of("ibuprofen", "diclofenac", "naproxen", "meloxicam")) {
            t.about("safety.blood-thinner." + drug);
            t.line(drug + " is not held", maria().drugs(drug), NOTHING);
        }
    }

    private static void screens(Table t) {
        t.about("safety.contrast-reaction");
        t.line("A contrast reaction before", maria().allergic(), "safety.contrast-reaction warning");
        t.line("A contrast reaction, no contrast given", maria().facet().allergic(), NOTHING);
        t.about("safety.pregnancy");
        t.line("Pregnancy possible, X-rays", maria().pregnant(Pregnancy.POSSIBLE), "safety.pregnancy blocking");
        t.line("Pregnant, X-rays", maria().pregnant(Pregnancy.YES), "safety.pregnancy blocking");
        t.line("Pregnant, ultrasound", maria().under(Guidance.ULTRASOUND).pregnant(Pregnancy.YES), NOTHING);
        t.about("safety.infection");
        t.line("An infection now", maria().screened(new Safety(List.of(), false, Pregnancy.NO, true, false, false, Optional.empty())), "safety.infection blocking");
        t.line("Antibiotics now", maria().screened(new Safety(List.of(), false, Pregnancy.NO, false, true, false, Optional.empty())), "safety.infection blocking");
        t.about("safety.diabetes");
        t.line("Diabetes is advised on, never refused", maria().screened(new Safety(List.of(), false, Pregnancy.NO, false, false, true, Optional.empty())), "safety.diabetes note");
        t.about("safety.sedation");
        t.line("Sedation asks for fasting and a companion", maria().sedated(Sedation.MODERATE), "safety.sedation note");
        t.line("Awake asks for nothing", maria().sedated(Sedation.NONE), NOTHING);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("facts")
    void aFactIsHonoured(Line line) {
        var said = Rules.judge(line.facts()).stream().filter(finding -> line.watched().contains(finding.rule()))
                .map(finding -> finding.rule() + " " + finding.severity().code()).collect(Collectors.toCollection(LinkedHashSet::new));
        assertThat(said).isEqualTo(line.says().isEmpty() ? Set.of() : Set.of(line.says()));
    }

    @Test
    void everyRuleIsInTheTableOrInTheTestOfRules() {
        var watched = facts().flatMap(line -> line.watched().stream()).map(rule -> rule.replaceFirst("(safety.blood-thinner)\\..*", "$1")).collect(Collectors.toSet());
        assertThat(Rules.ALL.stream().map(Rule::id)).filteredOn(rule -> !watched.contains(rule))
                .containsExactlyInAnyOrder("clinical.consultation", "clinical.level", "clinical.side");
    }

    @Test
    void everyFindingHasASentenceASourceAndItsConfidence() {
        assertThat(facts().flatMap(line -> Rules.judge(line.facts()).stream())).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.sentence()).matches("(?s).{20,}[.:].*").doesNotContain("{", "Optional");
            assertThat(finding.source()).isNotBlank();
        });
    }

    @Test
    void whatWasSeenInSecondarySourcesOnlySaysSo() {
        assertThat(confidence(maria().drugs("clopidogrel"), "safety.blood-thinner.clopidogrel")).isEqualTo(Confidence.VERIFY);
        assertThat(confidence(maria().drugs("rivaroxaban"), "safety.blood-thinner.rivaroxaban")).isEqualTo(Confidence.VERIFY);
        assertThat(confidence(maria().drugs("warfarin"), "safety.blood-thinner.warfarin")).isEqualTo(Confidence.STATED);
        assertThat(confidence(maria().radiofrequency().drugs("warfarin"), "safety.blood-thinner.warfarin")).isEqualTo(Confidence.VERIFY);
        assertThat(confidence(maria().had(Procedure.INTERLAMINAR_LUMBAR, TODAY.minusMonths(5), 14, 60), "payer.repeat-relief")).isEqualTo(Confidence.VERIFY);
        assertThat(confidence(maria().payer("evicore").had(Procedure.INTERLAMINAR_LUMBAR, TODAY.minusMonths(5), 7, 60), "payer.repeat-relief")).isEqualTo(Confidence.STATED);
    }

    private static Confidence confidence(Asked asked, String rule) {
        return Rules.judge(asked.facts()).stream().filter(finding -> finding.rule().equals(rule)).findFirst().orElseThrow().confidence();
    }

    @Test
    void theSourceIsThatOfTheDay() {
        var source = "the source of a facet's authorisation";
        assertThat(Rules.judge(maria().facet().in(Setting.HOSPITAL).facts()).stream().filter(finding -> finding.rule().equals("payer.prior-authorisation"))).as(source)
                .singleElement().satisfies(finding -> assertThat(finding.source()).contains("1 Jul 2023"));
        assertThat(Cast.PACKS.on(LocalDate.of(2023, 11, 15)).payer("medicare").orElseThrow().info().source()).doesNotContain("revised");
        assertThat(Cast.PACKS.on(LocalDate.of(2023, 11, 16)).payer("medicare").orElseThrow().info().source()).contains("revised 16 Nov 2023");
    }

    /** The holds of the table, in days or hours, by the day on which a visit is first possible when it is now 15:00. */
    @Test
    void theFirstDayIsTheOneAfterTheLongestHold() {
        assertThat(List.of("aspirin", "warfarin", "enoxaparin-prophylactic", "enoxaparin-therapeutic", "clopidogrel", "rivaroxaban", "apixaban", "dabigatran").stream()
                .map(drug -> (int) (first(maria().drugs(drug)).toEpochDay() - TODAY.toEpochDay()))).containsExactly(0, 5, 1, 2, 7, 3, 3, 0);
        assertThat(first(maria().facet().drugs("warfarin", "clopidogrel", "apixaban"))).isEqualTo(TODAY);
        assertThat(first(maria().drugs("warfarin", "clopidogrel", "apixaban"))).isEqualTo(TODAY.plusDays(7));
        assertThat(first(maria().allergic())).isEqualTo(TODAY.plusDays(1));
        assertThat(first(maria().payer("bcbs-ma").hadEpidurals(TODAY.minusDays(10)))).isEqualTo(TODAY.plusDays(20));
        var thoracic = maria().procedure(Procedure.FACET_CERVICAL_THORACIC, Side.LEFT, SpinalLevel.T4).drugs("warfarin");
        var cervical = maria().procedure(Procedure.FACET_CERVICAL_THORACIC, Side.LEFT, SpinalLevel.C4).drugs("warfarin");
        assertThat(first(thoracic)).isEqualTo(TODAY);
        assertThat(first(cervical)).isEqualTo(TODAY.plusDays(5));
    }

    private static LocalDate first(Asked asked) {
        return EarliestDates.latest(EarliestDates.of(asked.facts(), true)).day();
    }

    /** DOMAIN section 2: 60 minutes of recovery, 15 without sedation at low risk. */
    @Test
    void theRecoveryFollowsSedationAndRisk() {
        assertThat(recovery(Procedure.FACET_CERVICAL_THORACIC, Sedation.NONE, SpinalLevel.C4)).isEqualTo(60);
        assertThat(recovery(Procedure.FACET_CERVICAL_THORACIC, Sedation.NONE, SpinalLevel.T4)).isEqualTo(15);
        assertThat(recovery(Procedure.FACET_CERVICAL_THORACIC, Sedation.MINIMAL, SpinalLevel.T4)).isEqualTo(60);
        assertThat(recovery(Procedure.FACET_LUMBAR_SACRAL, Sedation.NONE, SpinalLevel.L4)).isEqualTo(15);
        assertThat(recovery(Procedure.TRANSFORAMINAL_LUMBAR_SACRAL, Sedation.NONE, SpinalLevel.L4)).isEqualTo(60);
        assertThat(recovery(Procedure.GENERAL_JOINT, Sedation.NONE)).isEqualTo(15);
    }

    private static int recovery(Procedure procedure, Sedation sedation, SpinalLevel... levels) {
        return Cast.PACKS.on(TODAY).catalogue().entry(procedure).spans(sedation, List.of(levels)).recoveryMinutes();
    }
}
