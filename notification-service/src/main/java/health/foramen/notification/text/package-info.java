/**
 * Texts: what one costs, the port through which they leave, and what comes back by signed webhook. {@code text.twilio} speaks Twilio's
 * API; another provider would be another adapter beside it.
 */
package health.foramen.notification.text;
