/** Emergencies on a page and in the API, until a clinician has acknowledged them. */
package health.foramen.referral.emergency.web;
