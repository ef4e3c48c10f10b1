package health.foramen.notification.journey;

import health.foramen.notification.contact.Language;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.contact.SiteCard;
import health.foramen.notification.journey.store.YamlCadence;
import health.foramen.outbox.StableIds;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The people and visits that the tests tell of. */
public final class Cast {

    public static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    public static final String ROSA = "6f1f7a52-1b0e-4f3b-9d0c-2c1a5c7d0a01";
    public static final String VISIT = "a1b2c3d4-0000-4000-8000-000000000001";

    private Cast() {
    }

    public static Cadence theCadence() {
        try (InputStream in = Cast.class.getClassLoader().getResourceAsStream("journeys/cadence.v1.yaml")) {
            return YamlCadence.read("cadence.v1.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads Spanish, has a phone and an e-mail address. */
    public static PatientCard rosa() {
        return card(ROSA, "Rosa", "Delgado", Language.SPANISH, "+13125550123");
    }

    public static PatientCard card(String id, String given, String family, Language language, String phone) {
        return new PatientCard(id, 1, given, family, "", LocalDate.of(1958, 4, 2), language, CHICAGO, Optional.of(phone),
                Optional.of(given.toLowerCase(Locale.ROOT) + "@example.org"), true, true, Optional.of("text"), Instant.EPOCH);
    }

    public static SiteCard lakeside() {
        return new SiteCard("lakeside", 1, "Lakeside Surgery Center", CHICAGO, List.of("2100 Lakeside Avenue", "Chicago", "IL 60601"),
                Optional.of("Parking is behind the building."), Map.of("ar", "موقف السيارات خلف المبنى."), Optional.of("+1 312 555 0190"), Instant.EPOCH);
    }

    /** A visit with sedation at Lakeside, told at that moment. */
    public static Appointment aVisit(LocalDateTime start, Instant toldAt) {
        return visit(VISIT, ROSA, 1, AppointmentStatus.BOOKED, start, CHICAGO, true, true, false, toldAt);
    }

    public static Appointment visit(String id, String patient, long revision, AppointmentStatus status, LocalDateTime start, ZoneId zone, boolean escort,
            boolean fasting, boolean bloodThinner, Instant at) {
        Instant begin = start.atZone(zone).toInstant();
        boolean done = status == AppointmentStatus.COMPLETED;
        return new Appointment(id, revision, status, StableIds.of("referral", patient).toString(), patient, "transforaminal-lumbar-sacral", "lakeside", zone, start, begin,
                begin.minus(Duration.ofMinutes(45)), begin.plus(Duration.ofMinutes(105)), fasting, escort, fasting, bloodThinner, Optional.empty(),
                done ? Optional.of(at) : Optional.empty(), done ? Optional.of(start.toLocalDate().plusDays(28)) : Optional.empty(), at);
    }

    public static Appointment later(Appointment visit, AppointmentStatus status, Instant at) {
        return visit(visit.appointmentId(), visit.patientId(), visit.revision() + 1, status, visit.localStart(), visit.zone(), visit.escortRequired(),
                visit.fasting(), visit.bloodThinnerHeld(), at);
    }

    public static Appointment movedTo(Appointment visit, LocalDateTime start, Instant at) {
        return visit(visit.appointmentId(), visit.patientId(), visit.revision() + 1, AppointmentStatus.BOOKED, start, visit.zone(), visit.escortRequired(),
                visit.fasting(), visit.bloodThinnerHeld(), at);
    }

    public static Recipient reachable() {
        return new Recipient(CHICAGO, true, true, false);
    }

    public static Recipient byTextOnly() {
        return new Recipient(CHICAGO, true, false, false);
    }
}
