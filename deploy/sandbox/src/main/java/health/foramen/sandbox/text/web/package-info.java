/** Twilio's paths and shapes, and a plainer way for scripts. */
package health.foramen.sandbox.text.web;
