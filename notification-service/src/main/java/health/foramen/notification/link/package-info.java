/**
 * The patient's own page: opened by an unguessable address that is stored as a hash, bound to one appointment, good for a time, and shut
 * until the birth year is given. Looking never changes anything.
 */
package health.foramen.notification.link;
