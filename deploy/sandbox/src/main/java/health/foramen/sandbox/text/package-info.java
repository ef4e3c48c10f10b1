/**
 * The telephone company: takes texts as Twilio does, carries them into pockets, reports what became of them, and brings the replies
 * back. Behaviour and words follow Twilio's public documentation of the Message resource, its errors, webhooks and opt-out words.
 */
package health.foramen.sandbox.text;
