package health.foramen.scheduling.day;

import static health.foramen.scheduling.Cast.HADDAD;
import static health.foramen.scheduling.Cast.NOW;
import static health.foramen.scheduling.Cast.aPlan;
import static health.foramen.scheduling.Cast.aSedatedPlan;
import static health.foramen.scheduling.Cast.surgeryCenter;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.scheduling.day.Fitting.Fit;
import health.foramen.scheduling.permit.Plan;
import health.foramen.scheduling.site.Hours;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Weekday;
import health.foramen.scheduling.template.Template;
import health.foramen.scheduling.template.store.IcalRules;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Four zones on the days on which their clocks change: before two, at half past two, after one in the afternoon. */
class ChangeDaysTest {

    private static final Block ALL_DAY = Block.published(HADDAD, "night/room-1", Optional.of("night/c-arm-a"), List.of("night/nurse-1"),
            new Hours(LocalTime.MIDNIGHT, LocalTime.of(23, 59)));

    private static Site open(ZoneId zone) {
        Site s = surgeryCenter("night", zone);
        return new Site(s.id(), s.name(), s.setting(), zone, s.address(), s.directions(), s.phone(),
                List.of(new Site.OpenDays(List.of(Weekday.values()), LocalTime.MIDNIGHT, LocalTime.of(23, 59))), List.of(), s.rooms(), s.devices(), s.bays(), s.nurses(),
                s.clinicians());
    }

    private static Fit fit(Site site, LocalDate date, LocalTime time, Plan plan) {
        var day = new ClinicDay(new DayId(site.id(), date), site.zone(), 1, List.of(ALL_DAY), List.of());
        return Fitting.at(site, day, Occupancy.of(List.of()), ALL_DAY, time, plan, "", NOW);
    }

    /** Worked out by hand from the laws of 2027; a dash: that time does not exist, and is not offered. */
    @ParameterizedTest
    @CsvSource({
            // Chicago: forward at 02:00 on 14 March, back at 02:00 on 7 November.
            "America/Chicago, 2027-03-14, 01:30, 2027-03-14T07:30:00Z",
            "America/Chicago, 2027-03-14, 02:30, -",
            "America/Chicago, 2027-03-14, 13:15, 2027-03-14T18:15:00Z",
            "America/Chicago, 2027-11-07, 01:30, 2027-11-07T06:30:00Z",
            "America/Chicago, 2027-11-07, 02:30, 2027-11-07T08:30:00Z",
            "America/Chicago, 2027-11-07, 13:15, 2027-11-07T19:15:00Z",
            // London: forward at 01:00 on 28 March, back at 02:00 on 31 October.
            "Europe/London, 2027-03-28, 00:30, 2027-03-28T00:30:00Z",
            "Europe/London, 2027-03-28, 01:30, -",
            "Europe/London, 2027-03-28, 02:30, 2027-03-28T01:30:00Z",
            "Europe/London, 2027-03-28, 13:15, 2027-03-28T12:15:00Z",
            "Europe/London, 2027-10-31, 01:30, 2027-10-31T00:30:00Z",
            "Europe/London, 2027-10-31, 02:30, 2027-10-31T02:30:00Z",
            "Europe/London, 2027-10-31, 13:15, 2027-10-31T13:15:00Z",
            // Cairo: forward at midnight into the last Friday of April, back at midnight after the last Thursday of October.
            "Africa/Cairo, 2027-04-30, 00:30, -",
            "Africa/Cairo, 2027-04-30, 01:30, 2027-04-29T22:30:00Z",
            "Africa/Cairo, 2027-04-30, 02:30, 2027-04-29T23:30:00Z",
            "Africa/Cairo, 2027-04-30, 13:15, 2027-04-30T10:15:00Z",
            "Africa/Cairo, 2027-10-28, 01:30, 2027-10-27T22:30:00Z",
            "Africa/Cairo, 2027-10-28, 02:30, 2027-10-27T23:30:00Z",
            "Africa/Cairo, 2027-10-28, 13:15, 2027-10-28T10:15:00Z",
            "Africa/Cairo, 2027-10-29, 01:30, 2027-10-28T23:30:00Z",
            "Africa/Cairo, 2027-10-29, 13:15, 2027-10-29T11:15:00Z",
            // Kathmandu: five and three quarter hours, all year.
            "Asia/Kathmandu, 2027-03-14, 01:30, 2027-03-13T19:45:00Z",
            "Asia/Kathmandu, 2027-03-14, 02:30, 2027-03-13T20:45:00Z",
            "Asia/Kathmandu, 2027-11-07, 13:15, 2027-11-07T07:30:00Z"})
    void aVisitBeginsWhenTheWallSaysSo(String zone, LocalDate date, LocalTime time, String expected) {
        Fit fit = fit(open(ZoneId.of(zone)), date, time, aPlan());
        if (expected.equals("-")) {
            assertThat(fit).isEqualTo(new Fit.Lacks(Constraint.NO_SUCH_TIME));
        } else {
            assertThat(fit).isInstanceOfSatisfying(Fit.Fits.class, fits -> {
                assertThat(fits.placement().times().start()).isEqualTo(Instant.parse(expected));
                assertThat(fits.placement().times().localStart()).isEqualTo(date.atTime(time));
            });
        }
    }

    /** Whatever the clocks do, everybody is home on the date on which they came, and each part lasts as long as it should. */
    @Property(tries = 3_000)
    void whatFitsEndsOnItsOwnDate(@ForAll("changeDays") LocalDay day, @ForAll("quarters") LocalTime time, @ForAll boolean sedated) {
        Plan plan = sedated ? aSedatedPlan() : aPlan();
        if (fit(open(day.zone()), day.date(), time, plan) instanceof Fit.Fits(Placement placement)) {
            Times t = placement.times();
            assertThat(t.prepare()).isEqualTo(t.start().minus(plan.spans().prepare()));
            assertThat(t.procedureEnd()).isEqualTo(t.start().plus(plan.spans().procedure()));
            assertThat(t.end()).isEqualTo(t.procedureEnd().plus(plan.spans().recovery()));
            assertThat(List.of(t.arriveAt(), t.prepare(), t.end()).stream().map(at -> LocalDateTime.ofInstant(at, day.zone()).toLocalDate())).containsOnly(day.date());
            assertThat(placement.claims()).allSatisfy(c -> assertThat(c.from()).isBefore(c.to()));
        }
    }

    @Example
    void workWhoseRecoveryWouldPassMidnightIsRefused() {
        for (String zone : List.of("America/Chicago", "Europe/London", "Africa/Cairo", "Asia/Kathmandu")) {
            Site site = open(ZoneId.of(zone));
            for (LocalDate date : List.of(LocalDate.of(2027, 3, 14), LocalDate.of(2027, 3, 28), LocalDate.of(2027, 10, 28), LocalDate.of(2027, 12, 31))) {
                assertThat(fit(site, date, LocalTime.of(23, 0), aSedatedPlan())).as(zone + date).isIn(new Fit.Lacks(Constraint.PAST_MIDNIGHT), new Fit.Lacks(Constraint.OPENING_HOURS));
                assertThat(fit(site, date, LocalTime.of(20, 0), aSedatedPlan())).as(zone + date).isInstanceOf(Fit.Fits.class);
            }
        }
    }

    /** From one year into the next and over both changes: every date of a template begins at the same time on the wall. */
    @Example
    void aTemplateAcrossYearsKeepsItsHourOnTheWall() {
        var template = new Template("t", "night", HADDAD, "room-1", Optional.of("c-arm-a"), List.of(), new Hours(LocalTime.of(8, 0), LocalTime.of(12, 0)),
                "FREQ=WEEKLY;BYDAY=SU,TH", LocalDate.of(2026, 12, 3), List.of(LocalDate.of(2027, 1, 7)), List.of(), Optional.empty());
        List<LocalDate> dates = new IcalRules().dates(template.rule(), template.first(), template.first(), LocalDate.of(2028, 1, 15)).stream().filter(template::works).toList();
        assertThat(dates).hasSizeGreaterThan(110).doesNotContain(LocalDate.of(2027, 1, 7)).contains(LocalDate.of(2027, 3, 14), LocalDate.of(2027, 11, 7), LocalDate.of(2028, 1, 2));
        for (String zone : List.of("America/Chicago", "Europe/London", "Africa/Cairo", "Asia/Kathmandu")) {
            assertThat(dates).allSatisfy(date -> {
                Instant begins = new LocalDay(date, ZoneId.of(zone)).bound(template.block(date).hours().from());
                assertThat(LocalDateTime.ofInstant(begins, ZoneId.of(zone))).isEqualTo(date.atTime(8, 0));
            });
        }
    }

    @Provide
    Arbitrary<LocalDay> changeDays() {
        return Arbitraries.of(
                new LocalDay(LocalDate.of(2027, 3, 14), ZoneId.of("America/Chicago")), new LocalDay(LocalDate.of(2027, 11, 7), ZoneId.of("America/Chicago")),
                new LocalDay(LocalDate.of(2027, 3, 28), ZoneId.of("Europe/London")), new LocalDay(LocalDate.of(2027, 10, 31), ZoneId.of("Europe/London")),
                new LocalDay(LocalDate.of(2027, 4, 30), ZoneId.of("Africa/Cairo")), new LocalDay(LocalDate.of(2027, 10, 28), ZoneId.of("Africa/Cairo")),
                new LocalDay(LocalDate.of(2027, 10, 29), ZoneId.of("Africa/Cairo")), new LocalDay(LocalDate.of(2027, 3, 14), ZoneId.of("Asia/Kathmandu")));
    }

    @Provide
    Arbitrary<LocalTime> quarters() {
        return Arbitraries.integers().between(0, 95).map(quarter -> LocalTime.ofSecondOfDay(quarter * 900L));
    }
}
