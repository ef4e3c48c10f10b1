/**
 * Business time. Every service asks one {@link java.time.Clock} bean what day it is; in a sandbox that clock may be moved
 * forward to see tomorrow's messages today. Leases, tokens and back-off never ask it: they live in real time.
 */
package health.foramen.clock;
