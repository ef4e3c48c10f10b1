/** Suspicions by pair, and merges that are under way. */
package health.foramen.referral.duplicates.store;
