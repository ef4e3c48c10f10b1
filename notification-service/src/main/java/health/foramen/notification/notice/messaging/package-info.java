/** What referral-service says of referrals. */
package health.foramen.notification.notice.messaging;
