/** Calendar files as RFC 5545 wants them. */
package health.foramen.notification.mail.ical;
