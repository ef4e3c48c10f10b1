/** Texts on a roll, with an index small enough for a year of them. */
package health.foramen.sandbox.text.store;
