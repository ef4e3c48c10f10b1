/** Physicians as documents, and the words by which they are searched. */
package health.foramen.referral.directory.store;
