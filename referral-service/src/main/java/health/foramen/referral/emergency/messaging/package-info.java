/** Red flags that patients report after a procedure. */
package health.foramen.referral.emergency.messaging;
