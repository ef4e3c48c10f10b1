/**
 * The check of the whole store: claims do not overlap, and appointments, agendas, whereabouts and permits say the same.
 * It is asked after every journey, and by an operator who wants to sleep.
 */
package health.foramen.scheduling.check;
