/** Who must know, and did it reach them? */
package health.foramen.notification;
