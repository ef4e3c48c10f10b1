/** The physicians who refer to the clinic, whether they sign in or send a fax: who they are and how they are reached. */
package health.foramen.referral.directory;
