/**
 * A clinician is ill, a C-arm breaks, a day falls out: who is meant, where each of them could go, and moving them all. What
 * cannot be kept is taken back first, so that nobody is booked into it meanwhile; then each patient is moved by the same act
 * as a single one; whoever finds no place stands first on the worklist.
 */
package health.foramen.scheduling.disruption;
