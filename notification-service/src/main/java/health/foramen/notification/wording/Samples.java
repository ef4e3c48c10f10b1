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
        String link = publicUrl + LINK_PATH;
        ZonedDateTime start = ZonedDateTime.of(2026, 12, 30, 11, 15, 0, 0, CHICAGO);
        Values plain = Values.of(clinic, "+1 312 555 0190", "911", LocalDate.of(2026, 12, 27)).named("Maria").linked(link)
                .visiting(visit("Lakeside Surgery Center", start), false, false).onDay(4, 3).saying("Your visit page has been updated. Please call us when you have a minute.")
                .choosing(List.of(new Choice("A", "R", start), new Choice("B", "L", start.plusDays(1)))).until(start.minusDays(2));
        Values full = plain.visiting(visit("Lakeside Surgery Center", start), true, true).riding(RideNote.ASK).onDay(30, 10).toldBefore(12)
                .followedUp(Optional.of(LocalDate.of(2026, 12, 30)));
        return Stream.of(
                new Samples("everything in it", full),
                new Samples("nothing optional", plain),
                new Samples("ride arranged, one day", full.riding(RideNote.ARRANGED).onDay(1, 0).followedUp(Optional.of(LocalDate.of(2026, 12, 28)))),
                new Samples("long names", full.named("María de los Ángeles Guadalupe").visiting(visit("Saint Bartholomew Regional Ambulatory Surgery Center", start), true, true)),
                new Samples("in two days", full.visiting(visit("Lakeside Surgery Center", start.minusDays(1)), true, true).onDay(2, 2).followedUp(Optional.of(LocalDate.of(2026, 12, 29)))),
                new Samples("in eleven days", full.visiting(visit("Lakeside Surgery Center", start.plusDays(8)), true, true).onDay(14, 5).followedUp(Optional.of(LocalDate.of(2027, 1, 7)))),
                new Samples("at noon, today", full.visiting(visit("Lakeside Surgery Center", start.minusDays(3).withHour(12).withMinute(0)), true, true).onDay(90, 0)
                        .until(start.minusDays(3).withHour(10))),
                new Samples("at midnight", full.visiting(visit("Lakeside Surgery Center", start.withHour(0).withMinute(0)), true, true)),
                new Samples("four visits of one family", full.choosing(List.of(new Choice("A", "M", start), new Choice("B", "W", start.plusMinutes(45)),
                        new Choice("C", "G", start.plusDays(1)), new Choice("D", "A", start.plusDays(12))))))
                .toList();
    }

    private static Visit visit(String site, ZonedDateTime start) {
        return new Visit(site, "2100 Lakeside Avenue, Suite 400, Chicago, IL 60601, US", "Parking is behind the building; take the lift to the fourth floor.",
                start, start.minusMinutes(45));
    }
}
