/**
 * What a referring physician tells, and what the rules think of it. An intake may be unfinished: a rule that does not know says nothing.
 * Findings support a decision that a clinician makes and signs.
 */
package health.foramen.referral.intake;
