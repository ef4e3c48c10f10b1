/** Emergencies, as referral-service tells of them. */
package health.foramen.notification.alert.messaging;
