package health.foramen.scheduling.booking.web;

import static health.foramen.scheduling.Cast.HADDAD;
import static health.foramen.scheduling.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.scheduling.Cast;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Appointment.Outcome;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.Fitting;
import health.foramen.scheduling.day.Fitting.Fit;
import health.foramen.scheduling.day.Occupancy;
import health.foramen.scheduling.day.Work;
import health.foramen.scheduling.site.Hours;
import health.foramen.scheduling.site.Site;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Optional;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A calendar file, read back: the hour on the wall and the moment in the world are those of the appointment, in every zone, around every change of the clocks. */
class CalendarFilesTest {

    private static final Actor DANA = new Actor("dana", "Dana Whitfield");

    private static Appointment at(Site site, LocalDate date, String time) {
        Block block = Block.published(HADDAD, "room-1", Optional.of("c-arm-a"), List.of(), new Hours(LocalTime.of(7, 0), LocalTime.of(17, 0)));
        ClinicDay day = new ClinicDay(new DayId(site.id(), date), site.zone(), 1, List.of(block), List.of());
        Fit fit = Fitting.at(site, day, Occupancy.of(List.of()), block, LocalTime.parse(time), Cast.aPlan(), "", Instant.EPOCH);
        return Appointment.booked("6a1d0a0e-6f54-5c0e-9d2e-3f1b5f9c7a10", "permit", "referral", "patient", Work.of(Cast.aPlan()), ((Fit.Fits) fit).placement(), DANA, NOW);
    }

    private static Calendar parsed(String file) {
        try {
            return new CalendarBuilder().build(new StringReader(file));
        } catch (IOException | ParserException e) {
            throw new AssertionError(file, e);
        }
    }

    private static VEvent event(Calendar calendar) {
        return (VEvent) calendar.getComponent("VEVENT").orElseThrow();
    }

    private static Instant moment(Temporal read) {
        return switch (read) {
            case ZonedDateTime zoned -> zoned.toInstant();
            case OffsetDateTime offset -> offset.toInstant();
            default -> throw new AssertionError("a time without a zone: " + read);
        };
    }

    @ParameterizedTest
    @CsvSource({
            // Before, on and after both days of change of 2026, and a summer and a winter day.
            "America/Chicago, 2026-03-07", "America/Chicago, 2026-03-08", "America/Chicago, 2026-03-09", "America/Chicago, 2026-10-31", "America/Chicago, 2026-11-01",
            "America/Chicago, 2026-11-02", "Europe/London, 2026-03-28", "Europe/London, 2026-03-29", "Europe/London, 2026-10-25", "Europe/London, 2026-10-26",
            "Africa/Cairo, 2026-04-23", "Africa/Cairo, 2026-04-24", "Africa/Cairo, 2026-10-29", "Africa/Cairo, 2026-10-30", "Asia/Kathmandu, 2026-07-01",
            "Asia/Kathmandu, 2026-12-31"})
    void theHourOnTheWallAndTheMomentInTheWorldAreThoseOfTheAppointment(ZoneId zone, LocalDate date) {
        Site site = Cast.surgeryCenter("abroad", zone);
        Appointment a = at(site, date, "09:00");
        String file = CalendarFiles.of(a, site, NOW);
        Calendar read = parsed(file);
        assertThat(file).contains("DTSTART;TZID=" + zone.getId() + ":" + date.toString().replace("-", "") + "T081500").contains("TZID:" + zone.getId());
        assertThat(moment(event(read).getDateTimeStart().getDate())).isEqualTo(a.times().arriveAt());
        assertThat(moment(event(read).getDateTimeEnd().getDate())).isEqualTo(a.times().end());
        assertThat(read.getComponents("VTIMEZONE")).hasSize(1);
    }

    @Test
    void aLaterRevisionReplacesTheEntryAndACancelTakesItOut() {
        Site site = Cast.lakeside();
        Appointment booked = at(site, Cast.DAY, "09:00");
        Appointment moved = ((Outcome.Changed) booked.move(new health.foramen.scheduling.day.Placement(booked.place(), 1, booked.times(), booked.claims()), DANA, NOW)).now();
        Appointment cancelled = ((Outcome.Changed) moved.cancel("clinic", Optional.empty(), DANA, NOW)).now();
        VEvent first = event(parsed(CalendarFiles.of(booked, site, NOW)));
        VEvent last = event(parsed(CalendarFiles.of(cancelled, site, NOW)));
        assertThat(first.getUid().orElseThrow().getValue()).isEqualTo("6a1d0a0e-6f54-5c0e-9d2e-3f1b5f9c7a10@foramen").isEqualTo(last.getUid().orElseThrow().getValue());
        assertThat(first.getSequence().getSequenceNo()).isEqualTo(1);
        assertThat(event(parsed(CalendarFiles.of(moved, site, NOW))).getSequence().getSequenceNo()).isEqualTo(2);
        assertThat(last.getSequence().getSequenceNo()).isEqualTo(3);
        assertThat(CalendarFiles.of(booked, site, NOW)).contains("METHOD:PUBLISH", "STATUS:CONFIRMED");
        assertThat(CalendarFiles.of(cancelled, site, NOW)).contains("METHOD:CANCEL", "STATUS:CANCELLED");
    }

    @Test
    void itSaysWhereAndWhenAndNothingOfWhy() {
        String file = CalendarFiles.of(at(Cast.lakeside(), Cast.DAY, "09:00"), Cast.lakeside(), NOW);
        assertThat(file.replace("\r\n ", "")).contains("SUMMARY:Appointment at Lakeside Surgery Center", "1 Lake Shore Drive", "Ring at the blue door")
                .doesNotContainIgnoringCase("transforaminal", "injection", "L5", "patient:", "Haddad");
        file.lines().forEach(line -> assertThat(line.getBytes(StandardCharsets.UTF_8).length).as(line).isLessThanOrEqualTo(75));
    }
}
