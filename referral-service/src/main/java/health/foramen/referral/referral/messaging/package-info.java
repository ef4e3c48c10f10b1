/** What scheduling and notification say about a referral. */
package health.foramen.referral.referral.messaging;
