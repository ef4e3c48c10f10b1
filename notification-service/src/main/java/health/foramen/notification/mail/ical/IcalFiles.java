package health.foramen.notification.mail.ical;

import health.foramen.notification.mail.CalendarFile;
import health.foramen.notification.mail.CalendarFiles;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Cn;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableTransp;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/**
 * Writes and checks by ical4j. Its UID is the one under which scheduling-service hands out the same appointment, and the sequence is the
 * revision in both: whichever file comes later replaces the entry.
 */
public final class IcalFiles implements CalendarFiles {

    private static final String PRODUCT = "-//Foramen//Visits//EN";
    /** Octets in one line, without its end (RFC 5545, 3.1). */
    private static final int LINE = 75;

    @Override
    public String written(CalendarFile visit) {
        VEvent event = new VEvent(false);
        event.add(new Uid(visit.uid() + "@foramen"));
        event.add(new Sequence(Math.toIntExact(visit.sequence())));
        event.add(new DtStamp(visit.stamp()));
        event.add(new DtStart<>(visit.from()));
        event.add(new DtEnd<>(visit.to()));
        event.add(organizer(visit));
        event.add(new Summary(visit.summary()));
        event.add(new Location(visit.location()));
        if (!visit.description().isBlank()) {
            event.add(new Description(visit.description()));
        }
        event.add(visit.cancelled() ? ImmutableStatus.VEVENT_CANCELLED : ImmutableStatus.VEVENT_CONFIRMED);
        event.add(ImmutableTransp.OPAQUE);
        Calendar file = new Calendar();
        file.add(new ProdId(PRODUCT));
        file.add(ImmutableVersion.VERSION_2_0);
        file.add(ImmutableCalScale.GREGORIAN);
        file.add(visit.cancelled() ? ImmutableMethod.CANCEL : ImmutableMethod.PUBLISH);
        file.add(event);
        return folded(text(file));
    }

    /** Whoever publishes is named; a place is reached by phone. */
    private static Organizer organizer(CalendarFile visit) {
        String digits = visit.phone().map(phone -> phone.replaceAll("[^+0-9]", "")).orElse("");
        Organizer organizer = new Organizer(URI.create(digits.isEmpty() ? "urn:foramen:visits" : "tel:" + digits));
        organizer.add(new Cn(visit.place()));
        return organizer;
    }

    private static String text(Calendar file) {
        try {
            StringWriter text = new StringWriter();
            new CalendarOutputter().output(file, text);
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The library folds after so many characters, perhaps within one; a line is counted in octets, and an Arabic letter has two. */
    private static String folded(String file) {
        StringBuilder folded = new StringBuilder();
        int octets = 0;
        for (int letter : file.replace("\r\n ", "").codePoints().toArray()) {
            int width = Character.toString(letter).getBytes(StandardCharsets.UTF_8).length;
            if (letter == '\r' || letter == '\n') {
                octets = 0;
            } else if (octets + width > LINE) {
                folded.append("\r\n ");
                octets = 1 + width;
            } else {
                octets += width;
            }
            folded.appendCodePoint(letter);
        }
        return folded.toString();
    }
}
