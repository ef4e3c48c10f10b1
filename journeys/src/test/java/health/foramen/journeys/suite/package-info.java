/** The suite as its users and operators meet it: a script that starts it, one address, telephones, mailboxes and a browser. */
package health.foramen.journeys.suite;
