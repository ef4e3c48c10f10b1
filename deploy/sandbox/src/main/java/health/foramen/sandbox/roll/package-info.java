/** What the sandbox remembers: rolls of lines that only grow. */
package health.foramen.sandbox.roll;
