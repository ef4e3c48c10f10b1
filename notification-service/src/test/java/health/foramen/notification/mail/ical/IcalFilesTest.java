package health.foramen.notification.mail.ical;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.notification.contact.Language;
import health.foramen.notification.journey.Appointment;
import health.foramen.notification.journey.AppointmentStatus;
import health.foramen.notification.journey.Cast;
import health.foramen.notification.journey.Composing;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;

/** What is written for calendars, read back as they do. */
class IcalFilesTest {

    private static final Instant NOW = Instant.parse("2026-11-12T17:00:00Z");

    private static String file(Appointment visit, String summary) {
        return new IcalFiles().written(Composing.calendar(visit, Cast.lakeside(), Language.ARABIC, summary, NOW));
    }

    private static VEvent read(String file) {
        try {
            Calendar calendar = new CalendarBuilder().build(new StringReader(file));
            return calendar.<VEvent>getComponent(Component.VEVENT).orElseThrow();
        } catch (IOException | ParserException e) {
            throw new AssertionError(file, e);
        }
    }

    private static String value(VEvent event, String property) {
        return event.<Property>getProperty(property).orElseThrow().getValue();
    }

    @Test
    void theEntrySaysWhenAndWhereInEveryScriptAndKeepsItsLinesShort() {
        String summary = "موعد, في المركز; 🚗 ".repeat(8).strip();
        String file = file(Cast.aVisit(LocalDateTime.of(2026, 12, 3, 10, 15), NOW), summary);
        VEvent event = read(file);
        assertThat(value(event, Property.SUMMARY)).isEqualTo(summary);
        assertThat(value(event, Property.LOCATION)).isEqualTo("Lakeside Surgery Center, 2100 Lakeside Avenue, Chicago, IL 60601");
        assertThat(value(event, Property.DESCRIPTION)).isEqualTo("موقف السيارات خلف المبنى.");
        assertThat(file).contains("METHOD:PUBLISH", "STATUS:CONFIRMED", "tel:+13125550190");
        assertThat(file.lines()).allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75);
        assertThat(file).endsWith("END:VCALENDAR\r\n");
    }

    @Test
    void theHourHoldsOnBothSidesOfAClockChange() {
        assertThat(value(read(file(Cast.aVisit(LocalDateTime.of(2026, 10, 30, 10, 15), NOW), "Visit")), Property.DTSTART)).as("summer: arrives 9:30, five hours behind").isEqualTo("20261030T143000Z");
        assertThat(value(read(file(Cast.aVisit(LocalDateTime.of(2026, 11, 2, 10, 15), NOW), "Visit")), Property.DTSTART)).as("winter: six").isEqualTo("20261102T153000Z");
    }

    @Test
    void aMovedVisitReplacesItsEntryAndACancelledOneTakesItOut() {
        Appointment booked = Cast.aVisit(LocalDateTime.of(2026, 12, 3, 10, 15), NOW);
        Appointment moved = Cast.movedTo(booked, LocalDateTime.of(2026, 12, 4, 9, 0), NOW);
        Appointment cancelled = Cast.later(moved, AppointmentStatus.CANCELLED, NOW);
        assertThat(value(read(file(moved, "Visit")), Property.UID)).isEqualTo(value(read(file(booked, "Visit")), Property.UID)).isEqualTo(booked.appointmentId() + "@foramen");
        assertThat(value(read(file(booked, "Visit")), Property.SEQUENCE)).isEqualTo("1");
        assertThat(value(read(file(moved, "Visit")), Property.SEQUENCE)).isEqualTo("2");
        assertThat(file(cancelled, "Visit")).contains("METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:3");
    }
}
