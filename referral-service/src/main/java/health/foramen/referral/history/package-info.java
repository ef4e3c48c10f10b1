/**
 * Injection sessions from elsewhere, brought in as a list. The list is read and judged first, line by line, and nothing is written; only when
 * somebody has looked at that and says so do its good lines enter the ledgers.
 */
package health.foramen.referral.history;
