/** Lists that are being brought in, in pieces of a bounded size. */
package health.foramen.referral.history.store;
