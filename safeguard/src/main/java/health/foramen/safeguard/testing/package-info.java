/** For tests of services: tokens of invented people, signed by an issuer that lives in the test's own process. */
package health.foramen.safeguard.testing;
