/** The front desk's pages about people, and the cards that other services copy. */
package health.foramen.referral.patient.web;
