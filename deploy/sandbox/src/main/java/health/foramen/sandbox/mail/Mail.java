package health.foramen.sandbox.mail;

import java.time.Instant;

/**
 * One mail in one mailbox.
 *
 * @param at  business time of arrival
 * @param raw the message as it came, RFC 5322
 */
public record Mail(int id, Instant at, String to, String from, String subject, byte[] raw) {
}
