/** A clinician reads what has arrived and decides: accept with a plan, ask, or decline. */
package health.foramen.referral.triage;
