/**
 * When, where, with whom, with which machine? Sites and their units, clinicians' published blocks, the openings that a
 * permit's plan fits into, appointments that nobody can double, the day as it is worked through, and what a desk must do.
 *
 * <p>Feature by feature: {@code site}, {@code permit}, {@code worklist}, {@code day}, {@code openings}, {@code booking},
 * {@code waitlist}, {@code board}, {@code check}; each may lean on those before it. This package wires them.
 */
package health.foramen.scheduling;
