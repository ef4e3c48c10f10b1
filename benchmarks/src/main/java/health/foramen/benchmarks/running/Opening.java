package health.foramen.benchmarks.running;

import java.time.Instant;
import java.time.LocalDateTime;
import tools.jackson.databind.JsonNode;

/// A place where an appointment would fit.
public record Opening(String id, String siteId, String room, LocalDateTime localStart, Instant arriveAt) {

    static Opening of(JsonNode opening) {
        return new Opening(opening.get("openingId").stringValue(), opening.get("siteId").stringValue(), opening.get("room").stringValue(),
                LocalDateTime.parse(opening.get("localStart").stringValue()), Instant.parse(opening.get("arriveAt").stringValue()));
    }
}
