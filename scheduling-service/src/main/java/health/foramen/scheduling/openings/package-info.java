/**
 * Where a visit would fit now: the days held in memory, at most a second old, and the search through them by a permit's
 * plan. What it offers is an offer; the claim in the clinic day is the truth.
 */
package health.foramen.scheduling.openings;
