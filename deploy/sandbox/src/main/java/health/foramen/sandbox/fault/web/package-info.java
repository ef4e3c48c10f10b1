/** Faults by JSON. */
package health.foramen.sandbox.fault.web;
