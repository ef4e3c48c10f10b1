/** Mails on a roll. */
package health.foramen.sandbox.mail.store;
