package health.foramen.referral.tracking;

import health.foramen.referral.care.Who;
import java.time.Instant;

/** Who sees to a referral, since when. */
public record Owner(Who who, Instant since) {
}
