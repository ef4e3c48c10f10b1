/** Ledgers as documents, one per patient and region. */
package health.foramen.referral.ledger.store;
