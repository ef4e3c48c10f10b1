/** What a patient wrote and what the desk noted, per patient; or per number as long as nobody knows whose it is. What we sent lies in the journeys. */
package health.foramen.notification.conversation;
