/**
 * The referral: from the physician's form to the outcome that goes back to the physician. {@link health.foramen.referral.referral.Referral}
 * is the place to begin reading.
 */
package health.foramen.referral.referral;
