/**
 * Tells whoever is on call that an emergency waits, at once and whenever referral-service tells of it again, until somebody has acknowledged it. Nothing is said of
 * whom it is about or of what was found: only where to look. The messages are journeys as patients have them, one for each emergency and contact.
 */
package health.foramen.notification.alert;
