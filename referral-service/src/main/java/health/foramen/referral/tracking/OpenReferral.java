package health.foramen.referral.tracking;

import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.WaitsFor;
import java.util.Optional;

/**
 * One open referral.
 *
 * @param days  since it was received
 * @param stale it has been open for longer than anybody should wait
 */
public record OpenReferral(Referral referral, WaitsFor waiting, long days, boolean stale, Optional<Owner> owner) {
}
