/** One record per person: who it is, how and in which language they may be reached, and what they agreed to. The owner of every name. */
package health.foramen.referral.patient;
