/** Two records that may be of one person: suspected by themselves, merged or kept apart by a human, and separated again when that was wrong. */
package health.foramen.referral.duplicates;
