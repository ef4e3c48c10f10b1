/** Refusals of the sandbox's own JSON API. */
package health.foramen.sandbox.problem;
