/** Patients as documents, the keys that recognise them, and the words by which they are searched. */
package health.foramen.referral.patient.store;
