/**
 * The payer ledger: which injection sessions a patient has had in a region, which are permitted, and whether one more may be. The only
 * place where a permit is granted, by one conditional write on one document.
 */
package health.foramen.referral.ledger;
