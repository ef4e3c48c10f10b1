/** Reads a referral's content from JSON or a form, and answers what the rules think of it. */
package health.foramen.referral.intake.web;
