package health.foramen.referral.duplicates;

import health.foramen.referral.care.Who;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Two records that may be of one person.
 *
 * @param first   the smaller id of the two, so that a pair is one pair
 * @param because what they have in common, for the desk to read
 */
public record Suspicion(UUID first, UUID second, String because, Instant at, Optional<Verdict> verdict) {

    /** What a human said. */
    public record Verdict(boolean samePerson, Who by, Instant at) {
    }

    public static Suspicion of(UUID one, UUID other, String because, Instant at) {
        return one.toString().compareTo(other.toString()) < 0 ? new Suspicion(one, other, because, at, Optional.empty())
                : new Suspicion(other, one, because, at, Optional.empty());
    }

    public String id() {
        return first + "~" + second;
    }
}
