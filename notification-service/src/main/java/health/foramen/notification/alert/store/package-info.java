/** What was last heard of each emergency. */
package health.foramen.notification.alert.store;
