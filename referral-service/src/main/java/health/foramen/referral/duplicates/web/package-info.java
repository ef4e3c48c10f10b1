/** The list of suspicions, the comparison side by side, and what the desk decides. */
package health.foramen.referral.duplicates.web;
