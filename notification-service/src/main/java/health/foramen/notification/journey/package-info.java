/**
 * The messages around one appointment, from booking to the last diary day: planned when scheduling says what is true, sent at their hour
 * when it is still true, and kept with what became of each.
 */
package health.foramen.notification.journey;
