package health.foramen.notification.journey;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * What makes a message the same message: the journey, the revision that it was planned for, the step, the channel. Two of one key are never sent.
 */
public record StepKey(String journeyId, long revision, String step, Channel channel) {

    public StepKey {
        Objects.requireNonNull(journeyId, "journeyId");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(channel, "channel");
    }

    /** As one word that a provider can carry: letters, digits, {@code - . ~}. */
    public String word() {
        return journeyId + "~" + revision + "~" + step + "~" + channel.word();
    }

    /** Of the word; empty for words that were never made here. */
    public static Optional<StepKey> of(String word) {
        String[] parts = word.split("~", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        Optional<Channel> channel = Arrays.stream(Channel.values()).filter(one -> one.word().equals(parts[3])).findFirst();
        try {
            long revision = Long.parseLong(parts[1]);
            return channel.map(found -> new StepKey(parts[0], revision, parts[2], found));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
