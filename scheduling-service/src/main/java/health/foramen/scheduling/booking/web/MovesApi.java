package health.foramen.scheduling.booking.web;

import health.foramen.scheduling.booking.MovingAppointments;
import health.foramen.scheduling.booking.PreviewingMoves;
import health.foramen.scheduling.booking.PreviewingMoves.Preview;
import health.foramen.scheduling.booking.PreviewingMoves.Target;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.permit.Card;
import health.foramen.scheduling.permit.Cards;
import health.foramen.scheduling.site.Site;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where an appointment could go on a day, before it is dropped there. */
@RestController
class MovesApi {

    /** @param inTheWay the appointments that have what it would need, by their patients' initials */
    record TargetWords(String openingId, String room, String roomName, String clinicianName, String localTime, Instant start, Instant procedureEnd, boolean fits,
            Optional<String> lacks, Optional<String> because, List<InTheWay> inTheWay) {
    }

    record InTheWay(String appointmentId, String initials, String localTime) {
    }

    /** @param late so shortly before the patient comes that a move needs a reason */
    record Moves(String appointmentId, long revision, LocalDate date, boolean late, List<TargetWords> targets) {
    }

    private final PreviewingMoves previewing;
    private final Cards cards;
    private final Clock clock;

    MovesApi(PreviewingMoves previewing, Cards cards, Clock clock) {
        this.previewing = previewing;
        this.cards = cards;
        this.clock = clock;
    }

    @GetMapping("/api/appointments/{id}/moves")
    ResponseEntity<?> moves(@PathVariable String id, @RequestParam(required = false) LocalDate date) {
        return switch (previewing.on(id, Optional.ofNullable(date))) {
            case Preview.Not(var why) -> Refusals.problem(why).response();
            case Preview.Targets(Appointment a, Site site, List<Target> targets) -> {
                Map<String, Card> names = cards.named(targets.stream().flatMap(t -> t.inTheWay().stream()).map(Appointment::patient).distinct().toList());
                yield ResponseEntity.ok(new Moves(a.id(), a.revision(), Optional.ofNullable(date).orElse(a.place().day().date()), MovingAppointments.isLate(a, clock.instant()),
                        targets.stream().map(t -> words(t, site, names)).toList()));
            }
        };
    }

    private static TargetWords words(Target t, Site site, Map<String, Card> names) {
        return new TargetWords(t.opening().text(), t.block().room(), site.nameOf(t.block().room()), site.nameOf(t.block().clinician()), t.time().toString(), t.start(),
                t.procedureEnd(), t.fits(), t.lacks().map(c -> c.code()), t.lacks().map(c -> c.words()), t.inTheWay().stream()
                        .map(a -> new InTheWay(a.id(), names.get(a.patient()).initials(), a.times().localStart().toLocalTime().toString())).toList());
    }
}
