/** Reading what people and programs send, strictly and with a pointer to every mistake; forms and JSON alike. */
package health.foramen.referral.care.web;
