/** Whose a referral is. */
package health.foramen.referral.tracking.store;
