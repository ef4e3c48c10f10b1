/**
 * From an opening to an appointment, and everything that becomes of it. Each booking is first an intent in the patient's
 * agenda, then an appointment in a clinic day. The day is the truth; whatever a crash leaves between the two is settled by
 * whoever finds it.
 */
package health.foramen.scheduling.booking;
