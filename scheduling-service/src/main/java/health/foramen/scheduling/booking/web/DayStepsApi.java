package health.foramen.scheduling.booking.web;

import health.foramen.safeguard.Person;
import health.foramen.scheduling.booking.WorkingThroughDay;
import health.foramen.scheduling.day.Course;
import health.foramen.scheduling.day.FollowUp;
import health.foramen.scheduling.day.TimeOut;
import health.foramen.scheduling.site.Sites;
import health.foramen.shell.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The steps of an appointment's day. */
@RestController
@RequestMapping("/api/appointments/{id}")
class DayStepsApi {

    record Revision(Long revision) {
    }

    record Start(Long revision, @Valid TimeOutWords timeOut) {
    }

    /**
     * @param procedure read out with the level; left out, it follows it
     * @param confirmed who confirms which clearance; whoever signs confirms the others
     */
    record TimeOutWords(boolean patient, Boolean procedure, boolean side, boolean level, boolean clearances,
            @Size(max = 20) List<@Valid @NotNull ConfirmedWords> confirmed, @Size(max = 120) String by) {

        TimeOut said() {
            return new TimeOut(patient, procedure == null ? level : procedure, side, level, clearances, confirmed == null ? List.of()
                    : confirmed.stream().map(c -> new TimeOut.Confirmed(c.kind(), c.by())).toList(), by == null ? "" : by);
        }
    }

    record ConfirmedWords(@NotBlank @Size(max = 40) String kind, @NotBlank @Size(max = 120) String by) {
    }

    record Discharge(Long revision, @Valid FollowUpWords followUp) {
    }

    record FollowUpWords(LocalDate date, @Pattern(regexp = "[a-z][a-z0-9-]{1,39}", message = "is a code like patient-declined") String noneBecause,
            @Size(min = 1, max = 100) String appointmentId) {

        long said() {
            return (date == null ? 0 : 1) + (noneBecause == null ? 0 : 1) + (appointmentId == null ? 0 : 1);
        }
    }

    record Late(Long revision, @NotNull @Min(0) @Max(Course.Late.MOST_MINUTES) Integer minutes) {
    }

    record Bay(Long revision, @NotBlank @Size(max = 100) String bay) {
    }

    record Undo(Long revision, @NotBlank @Size(max = 200) String because) {
    }

    private final WorkingThroughDay working;
    private final Revisions revisions;

    DayStepsApi(WorkingThroughDay working, Sites sites) {
        this.working = working;
        this.revisions = new Revisions(sites);
    }

    @PostMapping("/arrive")
    ResponseEntity<?> arrive(@PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String match,
            @RequestBody(required = false) Revision body, Person person) {
        return revisions.with(match, seen(body), revision -> working.arrive(id, revision, AppointmentsApi.actor(person)));
    }

    @PostMapping("/prepare")
    ResponseEntity<?> prepare(@PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String match,
            @RequestBody(required = false) Revision body, Person person) {
        return revisions.with(match, seen(body), revision -> working.prepare(id, revision, AppointmentsApi.actor(person)));
    }

    @PostMapping("/start")
    ResponseEntity<?> start(@PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String match,
            @Valid @RequestBody Start body, Person person) {
        TimeOut said = body.timeOut() == null ? TimeOut.NOTHING_SAID : body.timeOut().said();
        return revisions.with(match, body.revision(), revision -> working.start(id, revision, said, AppointmentsApi.actor(person)));
    }

    @PostMapping("/recover")
    ResponseEntity<?> recover(@PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String match,
            @RequestBody(required = false) Revision body, Person person) {
        return revisions.with(match, seen(body), revision -> working.recover(id, revision, AppointmentsApi.actor(person)));
    }

    @PostMapping("/discharge")
    ResponseEntity<?> discharge(@PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String match,
            @Valid @RequestBody Discharge body, Person person) {
        FollowUpWords said = body.followUp();
        if (said != null && said.said() > 1) {
            return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "follow-up-invalid", "An appointment, or a date, or why none.")
                    .error("/followUp", "says more than one").response();
        }
        Optional<FollowUp> followUp = said == null ? Optional.empty() : Optional.ofNullable(said.date()).<FollowUp>map(FollowUp.On::new)
                .or(() -> Optional.ofNullable(said.noneBecause()).map(FollowUp.None::new));
        Optional<String> booked = Optional.ofNullable(said).map(FollowUpWords::appointmentId);
        return revisions.with(match, body.revision(), revision -> working.discharge(id, revision, followUp, booked, AppointmentsApi.actor(person)));
    }

    @PostMapping("/no-show")
    ResponseEntity<?> noShow(@PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String match,
            @RequestBody(required = false) Revision body, Person person) {
        return revisions.with(match, seen(body), revision -> working.noShow(id, revision, AppointmentsApi.actor(person)));
    }

    @PostMapping("/late")
    ResponseEntity<?> late(@PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String match,
            @Valid @RequestBody Late body, Person person) {
        return revisions.with(match, body.revision(), revision -> working.late(id, revision, body.minutes(), AppointmentsApi.actor(person)));
    }

    @PostMapping("/bay")
    ResponseEntity<?> bay(@PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String match,
            @Valid @RequestBody Bay body, Person person) {
        return revisions.with(match, body.revision(), revision -> working.recoverIn(id, revision, body.bay(), AppointmentsApi.actor(person)));
    }

    @PostMapping("/undo")
    ResponseEntity<?> undo(@PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String match,
            @Valid @RequestBody Undo body, Person person) {
        return revisions.with(match, body.revision(), revision -> working.undo(id, revision, body.because().strip(), AppointmentsApi.actor(person)));
    }

    private static Long seen(Revision body) {
        return body == null ? null : body.revision();
    }
}
