package health.foramen.referral.intake;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Every rule there is. */
public final class Rules {

    public static final List<Rule> ALL = Stream.of(RedFlagRules.ALL, ClinicalRules.ALL, CatalogueRules.ALL, SafetyRules.ALL, PayerRules.ALL)
            .flatMap(List::stream).toList();

    private Rules() {
    }

    /** Heaviest first; within a weight in the order of the rules. */
    public static List<Finding> judge(Facts facts) {
        return judge(facts, ALL);
    }

    /** The same with other rules. */
    public static List<Finding> judge(Facts facts, List<Rule> rules) {
        return rules.stream().flatMap(rule -> rule.on(facts).stream()).sorted(Comparator.comparing(Finding::severity)).toList();
    }

    public static boolean emergency(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.EMERGENCY);
    }
}
