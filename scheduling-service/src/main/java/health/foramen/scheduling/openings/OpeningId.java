package health.foramen.scheduling.openings;

import health.foramen.scheduling.day.DayId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/**
 * The name of an opening: which block of which day, at which wall time. Opaque to others, and no promise: whoever books it
 * is asked everything again, so nothing is gained by making one up.
 */
public record OpeningId(DayId day, String block, LocalTime time) {

    private static final int LONGEST = 400;

    public OpeningId {
        Objects.requireNonNull(day);
        Objects.requireNonNull(block);
        Objects.requireNonNull(time);
    }

    public String text() {
        String plain = day.key() + "|" + block + "|" + time;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    public static Optional<OpeningId> find(String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|", -1);
            return parts.length != 4 ? Optional.empty()
                    : DayId.find(parts[0] + "|" + parts[1]).map(day -> new OpeningId(day, parts[2], LocalTime.parse(parts[3])));
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }
}
