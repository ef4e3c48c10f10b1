/**
 * Patients who wait for sooner. Whatever fits one of them and is sooner than what they have is kept for them and offered, with a deadline in hours in
 * which one may be asked; a yes brings them there in one write, a no or silence lets the next one be asked.
 */
package health.foramen.scheduling.waitlist;
