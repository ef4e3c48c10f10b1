/**
 * Clinicians' recurring time: who works where, with which room, device and nurses, by which rule. A template publishes
 * nothing by itself; somebody looks at what a month would bring and then publishes it, as often as they like.
 */
package health.foramen.scheduling.template;
