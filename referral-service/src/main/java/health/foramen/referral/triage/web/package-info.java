/** The clinician's pages and API: triage, clearances. */
package health.foramen.referral.triage.web;
