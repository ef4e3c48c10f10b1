/**
 * Whom to write to and where they should come: small copies of patients' and sites' cards, kept with {@code asOf} and refreshed from
 * their owners in the background, and what a telephone number's holder has asked for.
 */
package health.foramen.notification.contact;
