/** Files that come with a referral: a report, a picture, the fax itself. What they are is found in their bytes, never believed from their name. */
package health.foramen.referral.attachment;
