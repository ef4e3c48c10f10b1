/** What scheduling-service says of its sites. */
package health.foramen.referral.site.messaging;
