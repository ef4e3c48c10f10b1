/** GreenMail's SMTP server, with the post put into our mailboxes instead of its own. */
package health.foramen.sandbox.mail.smtp;
