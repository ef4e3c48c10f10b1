/** Permits as others ask for them, and history that is written in. */
package health.foramen.referral.ledger.web;
