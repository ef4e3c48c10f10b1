/** E-mail: a letter in plain words and in HTML, with a calendar file for a visit. {@code mail.smtp} hands it to a mail server. */
package health.foramen.notification.mail;
