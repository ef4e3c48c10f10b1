package health.foramen.referral.packs;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The cover of a pack. {@code name} is its key together with {@code kind}; {@code file} is where its newest words came from.
 *
 * @param values everything that the pack says, by its path in the file: {@code families.epidural.painWeeks} is {@code 4}
 */
public record PackInfo(String kind, String name, String title, String version, LocalDate effectiveFrom, String source, Confidence confidence,
                       String reviewer, String file, Map<String, String> values) {

    public PackInfo {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public boolean is(String otherKind, String otherName) {
        return kind.equals(otherKind) && name.equals(otherName);
    }
}
