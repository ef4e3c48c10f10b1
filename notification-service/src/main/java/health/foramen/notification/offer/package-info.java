/** An earlier time that became free, offered to somebody who waits for one: asked by text and e-mail, answered by reply or page, told back to scheduling-service. */
package health.foramen.notification.offer;
