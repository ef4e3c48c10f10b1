/**
 * One local date at one site: the blocks that clinicians published into it, the appointments in it and what each of them
 * claims. This is where double booking is made impossible: a clinic day is one document, claims live inside its
 * appointments, and the database itself refuses an appointment any of whose claims is taken.
 */
package health.foramen.scheduling.day;
