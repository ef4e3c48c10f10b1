package health.foramen.referral;

import health.foramen.referral.care.Guidance;
import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Region;
import health.foramen.referral.care.Sedation;
import health.foramen.referral.care.Setting;
import health.foramen.referral.care.Side;
import health.foramen.referral.care.SpinalLevel;
import health.foramen.referral.care.Urgency;
import health.foramen.referral.intake.Facts;
import health.foramen.referral.intake.Intake;
import health.foramen.referral.intake.Proposal;
import health.foramen.referral.intake.Rule;
import health.foramen.referral.intake.Rules;
import health.foramen.referral.ledger.Ledger;
import health.foramen.referral.ledger.Session;
import health.foramen.referral.packs.store.YamlPacks;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How long the rules take for one referral: no network, no store, no framework. {@code ./foramen bench referral} starts it from the same jar,
 * under the same flags, as the service itself; it prints one line of JSON. The rules that there are stand in for the two hundred that a clinic
 * with many payers may have: each is asked as often as it takes. The floor asks none.
 */
public final class FindingsStopwatch {

    private static final int RULES = 200;
    private static final int WARM_UP = 20_000;
    private static final int MEASURED = 50_000;

    private FindingsStopwatch() {
    }

    public static void main(String[] arguments) {
        var facts = aDifficultReferral(LocalDate.of(2026, 11, 22));
        var rules = Stream.generate(() -> Rules.ALL).flatMap(List::stream).limit(RULES).toList();
        int findings = Rules.judge(facts, rules).size();
        System.out.printf(Locale.ROOT, "{\"p99Ms\":%.4f,\"floorMs\":%.4f,\"rules\":%d,\"findings\":%d,\"measured\":%d}%n", p99(facts, rules), p99(facts, List.of()),
                rules.size(), findings, MEASURED);
    }

    private static double p99(Facts facts, List<Rule> rules) {
        long said = 0;
        for (int i = 0; i < WARM_UP; i++) {
            said += Rules.judge(facts, rules).size();
        }
        var nanos = new long[MEASURED];
        for (int i = 0; i < MEASURED; i++) {
            long begun = System.nanoTime();
            said += Rules.judge(facts, rules).size();
            nanos[i] = System.nanoTime() - begun;
        }
        if (said < 0) {
            throw new IllegalStateException("nothing was judged");
        }
        Arrays.sort(nanos);
        return nanos[(int) Math.ceil(MEASURED * 0.99) - 1] / 1e6;
    }

    /** One that most rules have something to say of, with a long account at the payer. */
    private static Facts aDifficultReferral(LocalDate today) {
        var intake = new Intake(
                new Intake.Symptom(Optional.of("leg"), Optional.of(Side.LEFT), Optional.of("burning"), Optional.of(today.minusDays(9)), Optional.of(6), true, true,
                        Intake.Weakness.MILD, false, false),
                new Intake.Target(Optional.of(Region.LUMBAR_SACRAL), List.of(SpinalLevel.L3, SpinalLevel.L4, SpinalLevel.L5), Optional.of(Side.RIGHT)),
                Optional.of(Procedure.TRANSFORAMINAL_LUMBAR_SACRAL), Optional.of(Intake.Intent.THERAPEUTIC), List.of("M54.16"),
                List.of(new Intake.CareTried(Intake.Care.MEDICATION, Optional.of(today.minusDays(8)), Optional.empty(), Optional.empty())), Optional.empty(), Optional.empty(),
                new Intake.Safety(List.of("warfarin", "clopidogrel", "apixaban", "aspirin", "dabigatran"), false, Intake.Pregnancy.NO, true, true, true, Optional.empty()),
                Optional.of("medicare"), Optional.of("1"), Urgency.SOON, Optional.empty());
        var proposal = new Proposal(intake.requestedProcedure(), Optional.of(Region.LUMBAR_SACRAL), intake.target().levels(), Optional.of(Side.RIGHT),
                List.of(Guidance.ULTRASOUND), Optional.of(false), Optional.of(Sedation.DEEP), List.of(Setting.HOSPITAL));
        var sessions = IntStream.rangeClosed(1, 24).mapToObj(months -> new Session("s-" + months, today.minusMonths(months), Procedure.INTERLAMINAR_LUMBAR,
                Optional.of("medicare"), Optional.empty(), "letter", List.of(new Session.Relief(14, 40), new Session.Relief(90, 20)))).toList();
        return new Facts(intake, proposal, YamlPacks.shipped().on(today), new Ledger(new UUID(0, 1), Region.LUMBAR_SACRAL, sessions.reversed(), List.of()),
                LocalDateTime.of(today, LocalTime.NOON));
    }
}
