package health.foramen.scheduling.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Wall clocks and instants, above all on the days on which they disagree. */
class LocalDayTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final ZoneId CAIRO = ZoneId.of("Africa/Cairo");
    private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");

    @Example
    void nothingBeginsAtATimeThatDoesNotExist() {
        // Chicago, 14 March 2027: 02:00 becomes 03:00.
        var day = new LocalDay(LocalDate.of(2027, 3, 14), CHICAGO);
        assertThat(day.at(LocalTime.of(1, 45))).contains(Instant.parse("2027-03-14T07:45:00Z"));
        assertThat(day.at(LocalTime.of(2, 0))).isEmpty();
        assertThat(day.at(LocalTime.of(2, 30))).isEmpty();
        assertThat(day.at(LocalTime.of(3, 0))).contains(Instant.parse("2027-03-14T08:00:00Z"));
    }

    @Example
    void ofATimeThatExistsTwiceTheFirstIsMeant() {
        // Chicago, 7 November 2027: 02:00 becomes 01:00 again.
        var day = new LocalDay(LocalDate.of(2027, 11, 7), CHICAGO);
        assertThat(day.at(LocalTime.of(1, 30))).contains(Instant.parse("2027-11-07T06:30:00Z"));
        assertThat(day.at(LocalTime.of(2, 0))).contains(Instant.parse("2027-11-07T08:00:00Z"));
    }

    @Example
    void aBoundaryInsideAGapIsTheJump() {
        assertThat(new LocalDay(LocalDate.of(2027, 3, 28), LONDON).bound(LocalTime.of(1, 30))).isEqualTo(Instant.parse("2027-03-28T01:00:00Z"));
    }

    @Example
    void inCairoADayMayBeginAtOne() {
        // Egypt's clocks jump at midnight of the last Friday in April.
        var day = new LocalDay(LocalDate.of(2027, 4, 30), CAIRO);
        assertThat(day.begins().atZone(CAIRO).toLocalTime()).isEqualTo(LocalTime.of(1, 0));
        assertThat(day.at(LocalTime.of(0, 30))).isEmpty();
        assertThat(Duration.between(day.begins(), day.ends())).isEqualTo(Duration.ofHours(23));
    }

    @Example
    void inKathmanduQuartersOfAnHourLieOnOurGridToo() {
        assertThat(new LocalDay(LocalDate.of(2026, 12, 3), KATHMANDU).at(LocalTime.of(9, 0))).contains(Instant.parse("2026-12-03T03:15:00Z"));
    }

    /** Every start that is offered reads on the wall as it was offered, and lies within its day. */
    @Property(tries = 2_000)
    void whatBeginsReadsOnTheWallAsItWasOffered(@ForAll("days") LocalDay day, @ForAll("quarters") LocalTime time) {
        day.at(time).ifPresent(instant -> {
            assertThat(LocalDateTime.ofInstant(instant, day.zone())).isEqualTo(day.date().atTime(time));
            assertThat(instant).isAfterOrEqualTo(day.begins()).isBefore(day.ends());
        });
    }

    @Property(tries = 2_000)
    void aTimeIsMissingOnlyInsideAGap(@ForAll("days") LocalDay day, @ForAll("quarters") LocalTime time) {
        var transition = day.zone().getRules().getTransition(day.date().atTime(time));
        assertThat(day.at(time).isEmpty()).isEqualTo(transition != null && transition.isGap());
    }

    @Property(tries = 2_000)
    void laterOnTheWallIsNeverEarlierInTime(@ForAll("days") LocalDay day, @ForAll("quarters") LocalTime one, @ForAll("quarters") LocalTime other) {
        LocalTime first = one.isBefore(other) ? one : other;
        LocalTime second = one.isBefore(other) ? other : one;
        assertThat(day.bound(first)).isBeforeOrEqualTo(day.bound(second));
    }

    @Property(tries = 500)
    void daysLieSideBySide(@ForAll("days") LocalDay day) {
        assertThat(new LocalDay(day.date().plusDays(1), day.zone()).begins()).isEqualTo(day.ends());
        assertThat(LocalDay.at(day.begins(), day.zone())).isEqualTo(day);
        assertThat(LocalDay.at(day.ends().minusNanos(1), day.zone())).isEqualTo(day);
    }

    /** Ordinary days and, as often, the days around a change of the clocks. */
    @Provide
    Arbitrary<LocalDay> days() {
        var zones = Arbitraries.of(CHICAGO, LONDON, CAIRO, KATHMANDU);
        var ordinary = Arbitraries.integers().between(0, 2_000).map(LocalDate.of(2026, 1, 1)::plusDays);
        return zones.flatMap(zone -> {
            var changes = new java.util.ArrayList<LocalDate>();
            Instant at = Instant.parse("2026-01-01T00:00:00Z");
            for (int i = 0; i < 10; i++) {
                var change = zone.getRules().nextTransition(at);
                if (change == null) {
                    break;
                }
                changes.add(change.getDateTimeBefore().toLocalDate());
                changes.add(change.getDateTimeAfter().toLocalDate());
                at = change.getInstant();
            }
            return (changes.isEmpty() ? ordinary : Arbitraries.oneOf(ordinary, Arbitraries.of(changes))).map(date -> new LocalDay(date, zone));
        });
    }

    @Provide
    Arbitrary<LocalTime> quarters() {
        return Arbitraries.integers().between(0, 95).map(quarter -> LocalTime.ofSecondOfDay(quarter * 900L));
    }
}
