/** Mails by JSON. */
package health.foramen.sandbox.mail.web;
