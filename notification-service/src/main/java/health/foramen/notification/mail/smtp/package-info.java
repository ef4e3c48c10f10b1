/** Letters by SMTP. */
package health.foramen.notification.mail.smtp;
