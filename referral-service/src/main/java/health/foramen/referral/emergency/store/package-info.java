/** Alerts as documents, and the short list of those that are open. */
package health.foramen.referral.emergency.store;
