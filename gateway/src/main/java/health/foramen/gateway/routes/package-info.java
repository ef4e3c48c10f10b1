/** Which service answers which address, and what is said when it does not. */
package health.foramen.gateway.routes;
