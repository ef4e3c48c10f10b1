/**
 * What needs a human, why, since when, and whose it is. The open items are few, whatever is stored elsewhere; each is
 * opened by what happened and closed by what was done about it, and what is closed is kept with who, when and why.
 */
package health.foramen.scheduling.worklist;
