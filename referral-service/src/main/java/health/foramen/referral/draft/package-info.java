/** Referrals that are not finished yet: what was typed so far, kept for the practice that typed it. */
package health.foramen.referral.draft;
