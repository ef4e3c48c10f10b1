/** Red flags never wait in a queue: each is an alert that a human must acknowledge, and that stays in sight until then. */
package health.foramen.referral.emergency;
