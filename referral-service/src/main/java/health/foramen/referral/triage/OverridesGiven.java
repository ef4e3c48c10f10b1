package health.foramen.referral.triage;

import health.foramen.referral.care.Who;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.Referrals;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Which blocking findings clinicians have answered for, and why: so that a rule that is overridden every week is looked at. */
public final class OverridesGiven {

    private static final int REFERRALS = 200;

    public record Entry(UUID referralId, Instant at, Who by, String rule, Optional<String> reason) {
    }

    /** @param byRule of these entries, the most frequent first; {@code next} where older ones follow */
    public record Page(List<Entry> entries, Map<String, Long> byRule, Optional<String> next) {
    }

    private final Referrals referrals;

    public OverridesGiven(Referrals referrals) {
        this.referrals = referrals;
    }

    /** The latest first, of the last {@value #REFERRALS} referrals from the cursor on. */
    public Page read(Optional<String> cursor) {
        var page = referrals.overridden(cursor, REFERRALS);
        var entries = page.referrals().stream().flatMap(referral -> referral.overrides().stream().map(change -> new Entry(referral.id(), change.at(), change.by(),
                change.what().substring(Referral.OVERRODE.length()), change.why()))).sorted(Comparator.comparing(Entry::at).reversed()).toList();
        var counted = entries.stream().collect(Collectors.groupingBy(Entry::rule, Collectors.counting())).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, LinkedHashMap::new));
        return new Page(entries, counted, page.next());
    }
}
