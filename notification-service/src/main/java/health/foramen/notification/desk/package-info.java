/** What the front desk sees of all this, and what it says itself. */
package health.foramen.notification.desk;
