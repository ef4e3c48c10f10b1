/** Referrals as documents, and the short lists by which they are found again. */
package health.foramen.referral.referral.store;
