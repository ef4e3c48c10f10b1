/** The copy as documents, and the question to the owner. */
package health.foramen.referral.site.store;
