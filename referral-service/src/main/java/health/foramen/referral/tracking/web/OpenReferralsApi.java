package health.foramen.referral.tracking.web;

import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Sortable;
import health.foramen.referral.care.web.Mistakes;
import health.foramen.referral.care.web.Paging;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.patient.Patients;
import health.foramen.referral.referral.Refusal;
import health.foramen.referral.referral.WaitsFor;
import health.foramen.referral.referral.web.Callers;
import health.foramen.referral.referral.web.RefusalProblems;
import health.foramen.referral.referral.web.ReferralViews;
import health.foramen.referral.tracking.WatchingReferrals;
import health.foramen.referral.tracking.WatchingReferrals.Open;
import health.foramen.referral.tracking.WatchingReferrals.Part;
import health.foramen.referral.tracking.WatchingReferrals.Taken;
import health.foramen.safeguard.Person;
import health.foramen.shell.Problem;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** All that is open, for programs. */
@RestController
public final class OpenReferralsApi {

    public record Listed(List<JsonNode> referrals, int all, Optional<String> next) {
    }

    private final WatchingReferrals watching;
    private final Patients patients;

    public OpenReferralsApi(WatchingReferrals watching, Patients patients) {
        this.watching = watching;
        this.patients = patients;
    }

    @GetMapping("/api/referrals/open")
    ResponseEntity<?> open(@RequestParam Optional<String> part, @RequestParam Optional<String> cursor, @RequestParam(defaultValue = "50") int limit, Person person) {
        var which = part.map(word -> part(word, person)).orElse(Optional.of(new Part.Everything()));
        if (which.isEmpty()) {
            return Problem.of(HttpStatus.BAD_REQUEST, "invalid-parameter", "Expected is all, mine, nobodys, stale, or what is waited for.").with("parameter", "part").response();
        }
        var page = Paging.of(watching.open().stream().filter(open -> open.belongsTo(which.get())).toList(), OpenReferralsApi::place, cursor, limit);
        var read = watching.read(page.entries());
        var people = patients.find(read.stream().map(open -> open.referral().patientId()).toList());
        return ResponseEntity.ok(new Listed(read.stream().<JsonNode>map(open -> {
            var line = ReferralViews.line(open.referral(), Optional.ofNullable(people.get(open.referral().patientId())));
            line.put("waitingFor", open.waiting().code()).put("days", open.days()).put("stale", open.stale());
            open.owner().ifPresent(owner -> line.putObject("owner").put("id", owner.who().id()).put("name", owner.who().name()).put("since", owner.since().toString()));
            return line;
        }).toList(), page.all(), page.next()));
    }

    /** {from?: the owner whom the caller saw}. */
    @PostMapping("/api/referrals/{id}/take")
    ResponseEntity<?> take(@PathVariable UUID id, @RequestBody JsonNode body, Person person) {
        var reading = Reading.of(body);
        var from = reading.line("from", 200);
        reading.nothingElse();
        Mistakes.refuse(reading.mistakes());
        return answer(watching.take(id, from, Callers.who(person)));
    }

    @PostMapping("/api/referrals/{id}/release")
    ResponseEntity<?> release(@PathVariable UUID id, Person person) {
        return answer(watching.release(id, Callers.who(person)));
    }

    static Optional<Part> part(String word, Person person) {
        return switch (word) {
            case "all" -> Optional.of(new Part.Everything());
            case "mine" -> Optional.of(new Part.Mine(person.id()));
            case "nobodys" -> Optional.of(new Part.Nobodys());
            case "stale" -> Optional.of(new Part.Stale());
            default -> Coded.of(WaitsFor.class, word).map(Part.WaitingFor::new);
        };
    }

    /** As the list is sorted: what is stale first, then the oldest of what is most pressing. */
    private static String place(Open open) {
        return (open.stale() ? "0" : "1") + open.waiting().ordinal() + "-" + Sortable.moment(open.receivedAt()) + "-" + open.id();
    }

    private static ResponseEntity<?> answer(Taken taken) {
        return switch (taken) {
            case DONE -> ResponseEntity.noContent().build();
            case SOMEBODY_ELSES -> Problem.of(HttpStatus.CONFLICT, "owned-by-another", "Somebody else sees to this referral; look at the list again.").response();
            case UNKNOWN -> RefusalProblems.of(new Refusal.UnknownReferral()).response();
        };
    }
}
