package health.foramen.referral.emergency.web;

import health.foramen.referral.care.Who;
import health.foramen.referral.care.web.Mistakes;
import health.foramen.referral.care.Sortable;
import health.foramen.referral.care.web.Paging;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.emergency.AnsweringEmergencies;
import health.foramen.referral.emergency.EmergencyAlert;
import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import health.foramen.shell.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What must be seen by a human, and the human's word that it was. */
@RestController
@RequestMapping("/api/emergencies")
public final class EmergenciesApi {

    public record AlertView(String alertId, Optional<UUID> referralId, Optional<UUID> patientId, Optional<String> appointmentId, String raisedBy,
                            List<String> signs, Instant at, Optional<AcknowledgementView> acknowledged, int repeated, Optional<Instant> repeatedAt,
                            Optional<EmergencyAlert.Sender> sender) {

        static AlertView of(EmergencyAlert alert) {
            return of(alert, alert.signs());
        }

        /** The desk sees that somebody waits and fetches a clinician; what was found is for those who treat. */
        static AlertView forTheDesk(EmergencyAlert alert) {
            return of(alert, List.of());
        }

        private static AlertView of(EmergencyAlert alert, List<String> signs) {
            return new AlertView(alert.id(), alert.referralId(), alert.patientId(), alert.appointmentId(), alert.raisedBy(), signs, alert.at(),
                    alert.acknowledged().map(ack -> new AcknowledgementView(ack.by().id(), ack.at(), ack.done())),
                    alert.timesRepeated(), alert.repeated().map(EmergencyAlert.Repeated::last), alert.sender());
        }
    }

    public record AcknowledgementView(String by, Instant at, String done) {
    }

    /** A page of those that are open. @param all how many are */
    public record Listed(List<AlertView> emergencies, int all, Optional<String> next) {
    }

    private final AnsweringEmergencies emergencies;

    public EmergenciesApi(AnsweringEmergencies emergencies) {
        this.emergencies = emergencies;
    }

    @GetMapping
    Listed open(@RequestParam Optional<String> cursor, @RequestParam(defaultValue = "50") int limit, Person person) {
        var page = Paging.of(emergencies.open(), alert -> Sortable.moment(alert.at()) + "-" + alert.id(), cursor, limit);
        return new Listed(page.entries().stream().map(person.is(Role.CLINICIAN) ? AlertView::of : AlertView::forTheDesk).toList(), page.all(), page.next());
    }

    /** @param body {done}: what was done, in a sentence */
    @PostMapping("/{id}/acknowledge")
    ResponseEntity<?> acknowledge(@PathVariable String id, @RequestBody(required = false) JsonNode body, Person person) {
        var done = Optional.ofNullable(body).flatMap(given -> {
            var reading = Reading.of(given);
            var text = reading.lines("done", 1_000);
            reading.nothingElse();
            Mistakes.refuse(reading.mistakes());
            return text;
        }).orElse("seen");
        return emergencies.acknowledge(id, new Who(person.id(), person.name()), done).<ResponseEntity<?>>map(alert -> ResponseEntity.ok(AlertView.of(alert)))
                .orElseGet(() -> Problem.of(HttpStatus.NOT_FOUND, "unknown-emergency", "There is no such alert.").response());
    }
}
