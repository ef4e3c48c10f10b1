/** Addresses, one document a referrer. */
package health.foramen.referral.notice.store;
