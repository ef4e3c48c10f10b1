/**
 * The world outside the clinic, on one machine: the telephone company, the post office, the patients' pockets, and the clock on the
 * wall. The suite talks to it as it would to Twilio and to any mail server; a person looks into it under {@code /sandbox/}.
 */
package health.foramen.sandbox;
