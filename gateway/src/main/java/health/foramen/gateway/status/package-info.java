/** How the suite is, in words, for the person who keeps it running. */
package health.foramen.gateway.status;
