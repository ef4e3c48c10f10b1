package health.foramen.referral.intake;

import health.foramen.referral.packs.BloodThinners.Hold;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** From when a visit is possible: the longest hold decides. */
public final class EarliestDates {

    /** A day and the reason for it. */
    public record Bound(LocalDate day, String because) {
    }

    private EarliestDates() {
    }

    /** All bounds, today's first; the latest one holds. */
    public static List<Bound> of(Facts facts, boolean contrast) {
        var bounds = new ArrayList<Bound>();
        bounds.add(new Bound(facts.today(), "nothing needs to be waited for"));
        facts.limits().ifPresent(limits -> limits.spacingDays().ifPresent(days -> {
            var spaced = facts.ledger().spaced(limits, facts.today());
            if (spaced.isAfter(facts.today())) {
                bounds.add(new Bound(spaced, limits.payerTitle() + " asks for " + days + " days after the last session"));
            }
        }));
        for (var code : facts.intake().safety().bloodThinners()) {
            facts.rules().bloodThinners().drug(code).ifPresent(drug -> {
                switch (drug.hold(facts.risk())) {
                    case Hold.Days(var days, _) -> bounds.add(new Bound(facts.today().plusDays(days), drug.name() + ": hold of " + days + " days"));
                    case Hold.Hours(var hours) -> bounds.add(new Bound(afterHours(facts, hours), drug.name() + ": hold of " + hours + " hours"));
                    case Hold.Unneeded _, Hold.SharedDecision _, Hold.ClinicianEnters _ -> { }
                }
            });
        }
        if (facts.intake().safety().contrastReaction() && contrast) {
            bounds.add(new Bound(afterPremedication(facts),
                    "premedication needs " + facts.rules().screens().contrastNoticeHours().value() + " hours"));
        }
        return List.copyOf(bounds);
    }

    public static Bound latest(List<Bound> bounds) {
        return bounds.stream().max(Comparator.comparing(Bound::day)).orElseThrow();
    }

    static LocalDate afterPremedication(Facts facts) {
        return afterHours(facts, facts.rules().screens().contrastNoticeHours().value());
    }

    /** The first day whose earliest visit is at least so many hours away. */
    static LocalDate afterHours(Facts facts, int hours) {
        var ready = facts.now().plusHours(hours);
        return ready.toLocalTime().isAfter(facts.rules().screens().dayStarts()) ? ready.toLocalDate().plusDays(1) : ready.toLocalDate();
    }

    /** A drug without a value on file leaves the date to the clinician. */
    public static Optional<String> clinicianMustEnter(Facts facts) {
        return facts.intake().safety().bloodThinners().stream().map(facts.rules().bloodThinners()::drug).flatMap(Optional::stream)
                .filter(drug -> drug.hold(facts.risk()) instanceof Hold.ClinicianEnters).map(drug -> drug.name()).findFirst();
    }
}
