/**
 * Tells a referrer by e-mail that there is news about a referral, never what it is. One notice for each piece of news, once; while an earlier
 * one about the same referral has not left yet, it stands for the later one too.
 */
package health.foramen.notification.notice;
