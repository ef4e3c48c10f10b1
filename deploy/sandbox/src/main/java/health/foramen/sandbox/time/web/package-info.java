/** The clock by JSON. */
package health.foramen.sandbox.time.web;
