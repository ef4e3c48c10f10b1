/** Twilio's Programmable Messaging API of 2010-04-01, and whatever speaks it. */
package health.foramen.notification.text.twilio;
