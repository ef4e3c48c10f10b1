/** The inbox as people see it: phones, mailboxes and the clock. */
package health.foramen.sandbox.inbox;
