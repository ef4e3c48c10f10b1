/** Drafts as documents, and the short lists by which their owners find them again. */
package health.foramen.referral.draft.store;
