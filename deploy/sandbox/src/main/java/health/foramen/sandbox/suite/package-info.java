/** The suite as an outsider sees it: one public address, tokens, JSON. */
package health.foramen.sandbox.suite;
