package health.foramen.sandbox.text;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Words that the telephone company hears itself: only a text of exactly one such word, in any case. The text still reaches the
 * clinic's webhook. Words and answers as in "Twilio support for opt-out keywords (SMS STOP filtering)".
 */
public enum Keyword {
    STOP(Set.of("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"),
            "You have successfully been unsubscribed. You will not receive any more messages from this number. "
                    + "Reply START to resubscribe."),
    START(Set.of("START", "YES", "UNSTOP"),
            "You have successfully been re-subscribed to messages from this number. Reply HELP for help. "
                    + "Reply STOP to unsubscribe. Msg&Data Rates May Apply."),
    HELP(Set.of("HELP", "INFO"), "Reply STOP to unsubscribe. Msg&Data Rates May Apply.");

    private final Set<String> words;
    private final String answer;

    Keyword(Set<String> words, String answer) {
        this.words = words;
        this.answer = answer;
    }

    public String answer() {
        return answer;
    }

    public static Optional<Keyword> in(String body) {
        String word = body.strip().toUpperCase(Locale.ROOT);
        for (Keyword keyword : values()) {
            if (keyword.words.contains(word)) {
                return Optional.of(keyword);
            }
        }
        return Optional.empty();
    }
}
