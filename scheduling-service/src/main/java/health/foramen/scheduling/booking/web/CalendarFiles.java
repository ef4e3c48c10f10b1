package health.foramen.scheduling.booking.web;

import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Times;
import health.foramen.scheduling.site.Site;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.DateList;
import net.fortuna.ical4j.model.component.Daylight;
import net.fortuna.ical4j.model.component.Observance;
import net.fortuna.ical4j.model.component.Standard;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.parameter.Cn;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RDate;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.TzId;
import net.fortuna.ical4j.model.property.TzOffsetFrom;
import net.fortuna.ical4j.model.property.TzOffsetTo;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableTransp;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/**
 * A patient's appointment for any calendar (RFC 5545): where and when, and nothing of why. Its times are those on the wall of the
 * site, with that wall's own rules beside them, so that the entry keeps the hour that the patient was told. The same UID for life, the
 * revision as sequence: a later file replaces the entry, one with CANCEL takes it out.
 */
final class CalendarFiles {

    private static final String PRODUCT = "-//Foramen//Appointments//EN";
    /** Clocks that change before and after it; a calendar needs no more than the hours around one visit. */
    private static final int CHANGES_AHEAD = 2;

    private CalendarFiles() {
    }

    /** @param made when this file was made */
    static String of(Appointment a, Site site, Instant made) {
        ZoneId zone = a.place().zone();
        Times times = a.times();
        boolean off = a.state().gaveUp();
        var event = new VEvent(false);
        event.add(new Uid(a.id() + "@foramen"));
        event.add(new Sequence(Math.toIntExact(a.revision())));
        event.add(new DtStamp(made));
        event.add(local(new DtStart<>(LocalDateTime.ofInstant(times.arriveAt(), zone)), zone));
        event.add(local(new DtEnd<>(LocalDateTime.ofInstant(times.end(), zone)), zone));
        event.add(organizer(site));
        event.add(new Summary("Appointment at " + site.name()));
        event.add(new Location(where(site)));
        if (!site.directions().isBlank() || !site.phone().isBlank()) {
            event.add(new Description(Stream.of(site.directions(), site.phone()).filter(s -> !s.isBlank()).collect(Collectors.joining("\n"))));
        }
        event.add(off ? ImmutableStatus.VEVENT_CANCELLED : ImmutableStatus.VEVENT_CONFIRMED);
        event.add(ImmutableTransp.OPAQUE);
        var file = new Calendar();
        file.add(new ProdId(PRODUCT));
        file.add(ImmutableVersion.VERSION_2_0);
        file.add(ImmutableCalScale.GREGORIAN);
        file.add(off ? ImmutableMethod.CANCEL : ImmutableMethod.PUBLISH);
        file.add(zone(zone, times.arriveAt()));
        file.add(event);
        return text(file);
    }

    private static <P extends net.fortuna.ical4j.model.Property> P local(P property, ZoneId zone) {
        property.add(new net.fortuna.ical4j.model.parameter.TzId(zone.getId()));
        return property;
    }

    /** Whoever publishes is named; the clinic is reached by phone. */
    private static Organizer organizer(Site site) {
        String digits = site.phone().replaceAll("[^+0-9]", "");
        var organizer = new Organizer(URI.create(digits.isEmpty() ? "urn:foramen:site:" + site.id() : "tel:" + digits));
        organizer.add(new Cn(site.name()));
        return organizer;
    }

    private static String where(Site site) {
        var address = site.address();
        return Stream.concat(Stream.of(site.name()), Stream.concat(address.lines().stream(), Stream.of(address.city(), address.region(), address.postcode())))
                .filter(s -> s != null && !s.isBlank()).collect(Collectors.joining(", "));
    }

    /** The rules of the wall around that moment, change by change, as the machine knows them: no calendar has to know the zone. */
    private static VTimeZone zone(ZoneId zone, Instant at) {
        ZoneRules rules = zone.getRules();
        var described = new VTimeZone();
        described.add(new TzId(zone.getId()));
        ZoneOffsetTransition before = rules.previousTransition(at.plusMillis(1));
        if (before == null) {
            described.add(observance(false, LocalDateTime.of(1970, 1, 1, 0, 0), rules.getOffset(at), rules.getOffset(at)));
        } else {
            described.add(observance(rules, before));
        }
        ZoneOffsetTransition next = rules.nextTransition(at);
        for (int i = 0; i < CHANGES_AHEAD && next != null; i++) {
            described.add(observance(rules, next));
            next = rules.nextTransition(next.getInstant());
        }
        return described;
    }

    private static Observance observance(ZoneRules rules, ZoneOffsetTransition change) {
        return observance(rules.isDaylightSavings(change.getInstant()), change.getDateTimeBefore(), change.getOffsetBefore(), change.getOffsetAfter());
    }

    /** @param from the hour on the wall at which it begins, as the wall showed it before */
    private static Observance observance(boolean daylight, LocalDateTime from, ZoneOffset before, ZoneOffset after) {
        Observance observance = daylight ? new Daylight() : new Standard();
        observance.add(new DtStart<>(from));
        // It happens once. Some readers look only for repetitions, so its one occurrence is written down as one.
        observance.add(new RDate<>(new DateList<>(List.of(from))));
        observance.add(new TzOffsetFrom(before));
        observance.add(new TzOffsetTo(after));
        return observance;
    }

    private static String text(Calendar file) {
        try {
            var text = new StringWriter();
            new CalendarOutputter().output(file, text);
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
