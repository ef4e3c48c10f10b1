package health.foramen.benchmarks.running;

import java.time.Instant;
import java.time.LocalDate;
import tools.jackson.databind.JsonNode;

/// A place where an appointment would fit.
public record Opening(String id, String siteId, LocalDate date, Instant arriveAt) {

    static Opening of(JsonNode opening) {
        return new Opening(opening.get("openingId").stringValue(), opening.get("siteId").stringValue(),
                LocalDate.parse(opening.get("localStart").stringValue().substring(0, 10)), Instant.parse(opening.get("arriveAt").stringValue()));
    }
}
