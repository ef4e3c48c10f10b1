/** Claims as documents, each written only onto what was there. */
package health.foramen.referral.triage.store;
