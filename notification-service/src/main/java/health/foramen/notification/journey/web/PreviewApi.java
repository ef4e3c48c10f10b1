package health.foramen.notification.journey.web;

import health.foramen.notification.journey.Appointment;
import health.foramen.notification.journey.AppointmentStatus;
import health.foramen.notification.journey.BrokenCadence;
import health.foramen.notification.journey.Cadence;
import health.foramen.notification.journey.Planning.Explained;
import health.foramen.notification.journey.PreviewingJourneys;
import health.foramen.notification.journey.PreviewingJourneys.Preview;
import health.foramen.notification.journey.Question;
import health.foramen.notification.journey.Recipient;
import health.foramen.notification.journey.Step;
import health.foramen.shell.Problem;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which messages an appointment would get under a cadence, and why. Nothing is stored. */
@RestController
@RequestMapping("/api/journeys/preview")
class PreviewApi {

    /** A visit that nobody has booked. @param arriveMinutesBefore 45 when absent; {@code minutes} from start to end, 105 when absent */
    record Imagined(LocalDateTime localStart, String zone, Boolean escort, Boolean sedated, Boolean bloodThinner, Boolean consultation, Integer arriveMinutesBefore,
            Integer minutes) {
    }

    record Reader(String zone, Boolean text, Boolean email, Boolean prefersEmail) {
    }

    /**
     * @param appointmentId one that is known, or
     * @param visit         one that is imagined, for {@code recipient}
     * @param toldAt        when it was booked; absent: when the known one was, or now
     * @param cadence       a whole cadence file; absent: the one in force
     */
    record Asked(String appointmentId, Imagined visit, Reader recipient, Instant toldAt, String cadence) {
    }

    record StepAnswer(String step, String channel, String state, Instant due, LocalDateTime localDue, Instant useBy, List<String> asks, List<String> reasons) {

        static StepAnswer of(Explained explained, ZoneId zone) {
            Step step = explained.step();
            return new StepAnswer(step.name(), step.channel().word(), step.state().word(), step.due(), LocalDateTime.ofInstant(step.due(), zone), step.useBy(),
                    step.asks().stream().map(Question::name).map(name -> name.toLowerCase(Locale.ROOT)).sorted().toList(), explained.reasons());
        }
    }

    record PreviewAnswer(String cadence, Instant toldAt, Instant start, String recipientZone, List<StepAnswer> steps) {

        static PreviewAnswer of(Preview preview) {
            return new PreviewAnswer(preview.cadence().version(), preview.toldAt(), preview.visit().start(), preview.recipient().zone().getId(),
                    preview.steps().stream().map(step -> StepAnswer.of(step, preview.recipient().zone())).toList());
        }
    }

    /** A field that cannot be read. */
    static final class BadField extends RuntimeException {

        private static final long serialVersionUID = 1;
        private final String pointer;

        BadField(String pointer, String sentence) {
            super(sentence);
            this.pointer = pointer;
        }

        String pointer() {
            return pointer;
        }
    }

    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    private final PreviewingJourneys previewing;
    private final Clock clock;

    PreviewApi(PreviewingJourneys previewing, Clock clock) {
        this.previewing = previewing;
        this.clock = clock;
    }

    @PostMapping
    ResponseEntity<?> preview(@RequestBody Asked asked) {
        try {
            Cadence cadence = previewing.cadence(Optional.ofNullable(asked.cadence()));
            if (asked.appointmentId() != null) {
                return previewing.of(asked.appointmentId(), cadence, Optional.ofNullable(asked.toldAt()))
                        .<ResponseEntity<?>>map(preview -> ResponseEntity.ok(PreviewAnswer.of(preview)))
                        .orElseGet(() -> Problem.of(HttpStatus.NOT_FOUND, "unknown-journey", "No journey is known for this appointment, or its patient's card is on its way.")
                                .response());
            }
            if (asked.visit() == null) {
                throw new BadField("/visit", "name an appointmentId, or describe a visit");
            }
            Instant told = Optional.ofNullable(asked.toldAt()).orElseGet(clock::instant);
            return ResponseEntity.ok(PreviewAnswer.of(previewing.preview(visit(asked.visit(), told), recipient(asked.recipient(), asked.visit().zone()), cadence, told)));
        } catch (BrokenCadence e) {
            return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "broken-cadence", e.getMessage()).error("/cadence", e.getMessage()).response();
        } catch (BadField e) {
            return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-fields", e.getMessage()).error(e.pointer(), e.getMessage()).response();
        }
    }

    static Appointment visit(Imagined visit, Instant told) {
        if (visit.localStart() == null) {
            throw new BadField("/visit/localStart", "is missing; it is a local time as 2026-12-03T10:15");
        }
        ZoneId zone = zone("/visit/zone", visit.zone());
        within("/visit/localStart", visit.localStart().toInstant(ZoneOffset.UTC));
        within("/toldAt", told);
        int arrive = within("/visit/arriveMinutesBefore", visit.arriveMinutesBefore(), 45, 0, 600);
        int minutes = within("/visit/minutes", visit.minutes(), 105, 1, 1_440);
        Instant start = visit.localStart().atZone(zone).toInstant();
        boolean sedated = Boolean.TRUE.equals(visit.sedated());
        return new Appointment("imagined", 1, AppointmentStatus.BOOKED, "imagined", "imagined", Boolean.TRUE.equals(visit.consultation()) ? "consultation" : "injection",
                "imagined", zone, visit.localStart(), start, start.minus(Duration.ofMinutes(arrive)), start.plus(Duration.ofMinutes(minutes)), sedated,
                sedated || Boolean.TRUE.equals(visit.escort()), sedated, Boolean.TRUE.equals(visit.bloodThinner()), Optional.empty(), Optional.empty(), Optional.empty(), told);
    }

    static Recipient recipient(Reader reader, String visitZone) {
        Reader known = reader == null ? new Reader(null, null, null, null) : reader;
        return new Recipient(zone(known.zone() == null ? "/visit/zone" : "/recipient/zone", known.zone() == null ? visitZone : known.zone()),
                !Boolean.FALSE.equals(known.text()), !Boolean.FALSE.equals(known.email()), Boolean.TRUE.equals(known.prefersEmail()));
    }

    /** Nobody plans for other years, and the calendar of some has no day after. */
    private static void within(String pointer, Instant when) {
        if (when.isBefore(FIRST) || !when.isBefore(LAST)) {
            throw new BadField(pointer, "must lie between 2000 and 2200");
        }
    }

    static ZoneId zone(String pointer, String name) {
        try {
            return ZoneId.of(name == null ? "" : name);
        } catch (DateTimeException _) {
            throw new BadField(pointer, "is no time zone such as America/Chicago");
        }
    }

    private static int within(String pointer, Integer value, int otherwise, int least, int most) {
        if (value != null && (value < least || value > most)) {
            throw new BadField(pointer, "must be " + least + " to " + most);
        }
        return value == null ? otherwise : value;
    }
}
