package health.foramen.referral.packs;

import java.time.LocalDate;

/** The cover of a pack. {@code name} is its key together with {@code kind}; {@code file} is where its newest words came from. */
public record PackInfo(String kind, String name, String title, String version, LocalDate effectiveFrom, String source, Confidence confidence,
                       String reviewer, String file) {
}
