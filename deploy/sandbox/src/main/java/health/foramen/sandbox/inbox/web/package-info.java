/** Pages under {@code /sandbox/}. */
package health.foramen.sandbox.inbox.web;
