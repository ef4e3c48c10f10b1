/**
 * What referral-service gave leave to book, as a copy kept from its events, and the few words about a patient that a desk
 * needs to read (name, birth date), fetched from their owner in the background and kept with the time they were true.
 */
package health.foramen.scheduling.permit;
