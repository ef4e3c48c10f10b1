/**
 * The suite's one address. It signs people in, carries each request with its caller's token to the service that answers it, and
 * serves the stylesheet that makes all pages one. It has no rule of the clinic in it and knows no body that it carries.
 */
package health.foramen.gateway;
