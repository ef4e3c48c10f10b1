package health.foramen.scheduling.day;

import java.time.Instant;
import java.util.Optional;

/** One line of an appointment's history: when, who, what, and why if somebody said so. */
public record Change(Instant at, Actor by, String what, Optional<String> why) {
}
