/** What the gateway itself shows: everybody's first step, and the files that all pages share. */
package health.foramen.gateway.home;
