package health.foramen.scheduling.template.web;

import health.foramen.outbox.StableIds;
import health.foramen.safeguard.Person;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Leaves;
import health.foramen.scheduling.site.Fault;
import health.foramen.scheduling.site.Stretch;
import health.foramen.scheduling.template.TakingLeave;
import health.foramen.shell.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/blocks/leave")
class LeaveApi {

    record Take(@NotBlank @Size(max = 60) String clinician, @NotNull LocalDate from, LocalTime fromTime, @NotNull LocalDate to, LocalTime toTime,
            @NotBlank @Pattern(regexp = "[a-z][a-z-]{1,39}", message = "is a code like holiday") String because) {
    }

    /** @param broken who is booked in those hours, or in the house */
    record Affected(String site, LocalDate date, String block, String from, String to, String awayFrom, String awayTo, long appointments, List<Broken> broken) {
    }

    record Broken(String appointmentId, LocalDateTime localStart, String status) {
    }

    record Taken(String leaveId, String clinician, LocalDate from, Optional<String> fromTime, LocalDate to, Optional<String> toTime, String because,
            List<Affected> blocks) {
    }

    record All(String clinician, List<Taken> leaves) {
    }

    private final TakingLeave taking;
    private final Leaves leaves;

    LeaveApi(TakingLeave taking, Leaves leaves) {
        this.taking = taking;
        this.leaves = leaves;
    }

    @GetMapping
    All of(@RequestParam String clinician) {
        return new All(clinician, leaves.of(clinician).stream().map(l -> taken(clinician, l, taking.affected(clinician, l))).toList());
    }

    @PostMapping
    ResponseEntity<?> take(@RequestHeader("Idempotency-Key") String key, @Valid @RequestBody Take wish, Person person) {
        String id = StableIds.of("leave", person.id(), key).toString();
        return switch (taking.take(wish.clinician(), id, new Stretch(wish.from(), Optional.ofNullable(wish.fromTime()), wish.to(), Optional.ofNullable(wish.toTime())), wish.because())) {
            case TakingLeave.Outcome.Taken(Leaves.Leave leave, List<TakingLeave.Affected> affected) ->
                    ResponseEntity.status(HttpStatus.CREATED).body(taken(wish.clinician(), leave, affected));
            case TakingLeave.Outcome.Refused(List<Fault> faults) -> {
                Problem problem = Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-leave", "That leave cannot be.");
                for (Fault fault : faults) {
                    problem = problem.error(fault.pointer(), fault.detail());
                }
                yield problem.response();
            }
            case TakingLeave.Outcome.KeyReused() -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused",
                    "That key was used for another request.").response();
        };
    }

    @DeleteMapping("/{clinician}/{id}")
    ResponseEntity<?> takeBack(@PathVariable String clinician, @PathVariable String id, Person person) {
        return taking.takeBack(clinician, id, new Actor(person.id(), person.name())) ? ResponseEntity.noContent().build()
                : Problem.of(HttpStatus.NOT_FOUND, "unknown-leave", "There is no such leave.").response();
    }

    private static Taken taken(String clinician, Leaves.Leave leave, List<TakingLeave.Affected> affected) {
        return new Taken(leave.id(), clinician, leave.from(), leave.fromTime().map(LocalTime::toString), leave.to(), leave.toTime().map(LocalTime::toString), leave.because(), affected.stream().map(a -> new Affected(a.day().site(),
                a.day().date(), a.block().id(), a.block().hours().from().toString(), a.block().hours().to().toString(),
                a.hours().from().toString(), a.hours().to().toString(), a.broken().size(),
                a.broken().stream().map(b -> new Broken(b.id(), b.times().localStart(), b.state().code())).toList())).toList());
    }
}
