/** Files on their way in and out. */
package health.foramen.referral.attachment.web;
