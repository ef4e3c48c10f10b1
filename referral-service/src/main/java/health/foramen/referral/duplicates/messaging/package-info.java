/** A record that is new or has changed is compared in the background, when this service hears of it itself. */
package health.foramen.referral.duplicates.messaging;
