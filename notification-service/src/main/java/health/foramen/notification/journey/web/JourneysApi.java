package health.foramen.notification.journey.web;

import health.foramen.notification.journey.Dispatching;
import health.foramen.notification.journey.Journey;
import health.foramen.notification.journey.KeepingJourneys;
import health.foramen.notification.journey.Step;
import health.foramen.notification.journey.Why;
import health.foramen.shell.Problem;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Journeys for programs. */
@RestController
@RequestMapping("/api/journeys")
class JourneysApi {

    /** @param reason for the front desk; absent where the state speaks for itself */
    record StepAnswer(String step, long revision, String channel, String state, Instant due, Instant useBy, Optional<Instant> at, Optional<String> reason,
            Optional<String> reasonCode) {

        static StepAnswer of(Step step) {
            return new StepAnswer(step.name(), step.revision(), step.channel().word(), step.state().word(), step.due(), step.useBy(), step.state().when(),
                    step.state().reason().map(Why::sentence), step.state().reason().map(Why::code));
        }
    }

    record RideAnswer(String status, Instant since, Optional<String> driver, Optional<String> phone) {
    }

    /** @param waitsForCard nothing is planned yet, since the patient's card is on its way */
    record JourneyAnswer(String appointmentId, Optional<Long> revision, String patientId, Optional<String> status, boolean waitsForCard, RideAnswer ride,
            Optional<Instant> confirmedAt, Optional<Instant> changeAskedAt, List<StepAnswer> steps) {

        static JourneyAnswer of(Journey journey) {
            return new JourneyAnswer(journey.id(), journey.appointment().map(visit -> visit.revision()), journey.patientId(),
                    journey.appointment().map(visit -> visit.status().word()), journey.waits(),
                    new RideAnswer(journey.ride().status().word(), journey.ride().since(), journey.ride().driver(), journey.ride().phone()),
                    journey.confirmedAt(), journey.changeAskedAt(),
                    journey.steps().stream().sorted(Comparator.comparing(Step::due)).map(StepAnswer::of).toList());
        }
    }

    /** @param due the earliest step that is not handled; null when nothing is planned */
    record NextDueAnswer(Instant due, boolean busy) {
    }

    private final KeepingJourneys journeys;
    private final Dispatching dispatching;

    JourneysApi(KeepingJourneys journeys, Dispatching dispatching) {
        this.journeys = journeys;
        this.dispatching = dispatching;
    }

    @GetMapping("/next-due")
    NextDueAnswer nextDue() {
        Dispatching.NextDue next = dispatching.nextDue();
        return new NextDueAnswer(next.due().orElse(null), next.busy());
    }

    @GetMapping("/{appointmentId}")
    ResponseEntity<?> journey(@PathVariable String appointmentId) {
        return journeys.find(appointmentId).<ResponseEntity<?>>map(journey -> ResponseEntity.ok(JourneyAnswer.of(journey)))
                .orElseGet(() -> Problem.of(HttpStatus.NOT_FOUND, "unknown-journey", "No journey is known for this appointment.").response());
    }
}
