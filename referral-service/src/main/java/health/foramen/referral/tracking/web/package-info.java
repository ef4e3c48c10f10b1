/** The list of all that is open, and taking it over. */
package health.foramen.referral.tracking.web;
