/**
 * No referral is lost sight of: everything that is open stands in one list, with what it waits for, how long already, and whose it is. Nothing
 * leaves the list but by its end.
 */
package health.foramen.referral.tracking;
