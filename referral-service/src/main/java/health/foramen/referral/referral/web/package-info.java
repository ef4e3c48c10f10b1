/** The physician's pages and the API of referrals. */
package health.foramen.referral.referral.web;
