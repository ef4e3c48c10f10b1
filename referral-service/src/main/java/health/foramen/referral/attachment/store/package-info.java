/** The bytes of attachments, in GridFS. */
package health.foramen.referral.attachment.store;
