/** Bad days on order: what a provider does to its customers now and then, switched on by a test or a bench. */
package health.foramen.sandbox.fault;
