package health.foramen.scheduling.openings.web;

import health.foramen.scheduling.openings.Opening;
import health.foramen.scheduling.site.Setting;
import java.time.Instant;
import java.util.Optional;

/** An opening on the wire. */
public record OpeningWords(String openingId, String siteId, String siteName, Setting setting, String zone, String localStart, Instant start,
        Instant arriveAt, Instant end, String clinicianId, String clinicianName, String room, String roomName, Optional<String> device,
        boolean continuity, boolean overbooks) {

    public static OpeningWords of(Opening opening) {
        var place = opening.placement().place();
        var times = opening.placement().times();
        var site = opening.site();
        return new OpeningWords(opening.id().text(), site.id(), site.name(), site.setting(), site.zone().getId(), times.localStart().toString(),
                times.start(), times.arriveAt(), times.end(), place.clinician(), site.nameOf(place.clinician()), place.room(), site.nameOf(place.room()),
                place.device(), opening.continuity(), opening.overbooks());
    }
}
