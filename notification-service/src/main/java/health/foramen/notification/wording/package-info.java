/**
 * What the clinic says, in three languages: one file per message and language. The files are read, compiled and measured at the start;
 * a missing, broken or over-long one keeps the service from starting.
 */
package health.foramen.notification.wording;
