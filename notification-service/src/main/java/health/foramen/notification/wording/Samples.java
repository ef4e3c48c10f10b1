package health.foramen.notification.wording;

import health.foramen.notification.wording.Values.Choice;
import health.foramen.notification.wording.Values.RideNote;
import health.foramen.notification.wording.Values.Visit;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The edge cases with which every message is measured and shown: the longest day, site and link that we promise to fit, with every
 * optional sentence in it and with none.
 *
 * @param name what the case is about, for the gallery
 */
public record Samples(String name, Values values) {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    /** Letters of a link behind the public address: {@code /v/} and the token. */
    private static final String LINK_PATH = "/v/Jx0v3k8Qm2Zt7Rb5Nw4yHc";

    public static List<Samples> all(String clinic, String publicUrl) {
        ZonedDateTime start = ZonedDateTime.of(2026, 12, 30, 11, 15, 0, 0, CHICAGO);
        Visit visit = new Visit("Lakeside Surgery Center", "2100 Lakeside Avenue, Suite 400, Chicago, IL 60601, US",
                "Parking is behind the building; take the lift to the fourth floor.", start, start.minusMinutes(45));
        Values plain = Values.of(clinic, "+1 312 555 0190", "911", LocalDate.of(2026, 12, 27)).named("Maria").linked(publicUrl + LINK_PATH)
                .visiting(visit, false, false).onDay(4, 3).saying("Your visit page has been updated. Please call us when you have a minute.")
                .choosing(List.of(new Choice("A", start), new Choice("B", start.plusDays(1))));
        Values full = plain.visiting(visit, true, true).riding(RideNote.ASK).onDay(30, 10)
                .followedUp(Optional.of(LocalDate.of(2026, 12, 30)));
        return Stream.of(
                new Samples("everything in it", full),
                new Samples("nothing optional", plain),
                new Samples("ride arranged, one day", full.riding(RideNote.ARRANGED).onDay(1, 0).followedUp(Optional.of(LocalDate.of(2026, 12, 28)))))
                .toList();
    }
}
