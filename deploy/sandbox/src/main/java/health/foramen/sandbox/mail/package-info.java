/** The post office: takes mail for anybody by SMTP and keeps it in mailboxes that a person can open. */
package health.foramen.sandbox.mail;
