/** What patients write back: read as digits, words and warnings in three languages, matched to the question that is open for their number. */
package health.foramen.notification.reply;
