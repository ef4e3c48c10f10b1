/** Where a referrer wants to hear that there is news. What the news is, is read after signing in. */
package health.foramen.referral.notice;
