/** The referrer keeps the address; the service that writes the e-mails asks for it. */
package health.foramen.referral.notice.web;
