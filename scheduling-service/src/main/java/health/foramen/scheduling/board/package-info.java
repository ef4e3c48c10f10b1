/** The day of a site as everybody there sees it: rooms and bays against the clock, who is where, what is missing. */
package health.foramen.scheduling.board;
