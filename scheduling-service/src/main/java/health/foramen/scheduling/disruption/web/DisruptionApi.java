package health.foramen.scheduling.disruption.web;

import health.foramen.outbox.StableIds;
import health.foramen.safeguard.Person;
import health.foramen.scheduling.day.Claim;
import health.foramen.scheduling.disruption.Disruption;
import health.foramen.scheduling.disruption.Rescheduling;
import health.foramen.scheduling.disruption.Rescheduling.Choice;
import health.foramen.scheduling.disruption.Rescheduling.Outcome;
import health.foramen.scheduling.disruption.Rescheduling.Preview;
import health.foramen.scheduling.job.Job;
import health.foramen.scheduling.job.web.JobWords;
import health.foramen.scheduling.site.Fault;
import health.foramen.scheduling.site.Sites;
import health.foramen.shell.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/blocks/disruption")
class DisruptionApi {

    /** Of a preview: nothing happens, so no reason is asked. */
    private static final String LOOKED_AT = "looked-at";

    record Proposal(String openingId, String siteId, String localStart, String clinicianId, String room, List<String> units, boolean stays,
            boolean sameClinician, long daysLater) {
    }

    record Line(String appointmentId, long revision, String status, String siteId, String localStart, boolean movable, List<Proposal> proposals) {
    }

    /** @param from the hours that fall out, all or some of the block's */
    record TakenBack(String site, LocalDate date, String block, String from, String to, boolean whole) {
    }

    record Shown(List<TakenBack> blocks, List<Line> appointments) {
    }

    record Move(@NotBlank @Size(max = 100) String appointmentId, @NotNull Long revision, @Size(max = 400) String openingId) {
    }

    record Begin(@NotBlank @Size(max = 60) String site, @NotNull LocalDate from, LocalTime fromTime, LocalDate to, LocalTime toTime, @Size(max = 200) String block,
            @Size(max = 120) String unit, @Size(max = 60) String instead,
            @NotBlank @Pattern(regexp = "[a-z][a-z-]{1,39}", message = "is a code like clinician-ill") String because,
            @NotNull @Size(max = 900) List<@Valid @NotNull Move> moves, @Size(max = 90) List<@NotBlank @Size(max = 100) String> leave) {
    }

    private final Rescheduling rescheduling;
    private final Sites sites;

    DisruptionApi(Rescheduling rescheduling, Sites sites) {
        this.rescheduling = rescheduling;
        this.sites = sites;
    }

    @GetMapping
    ResponseEntity<?> preview(@RequestParam String site, @RequestParam LocalDate from, @RequestParam(required = false) LocalTime fromTime,
            @RequestParam(required = false) LocalDate to, @RequestParam(required = false) LocalTime toTime, @RequestParam(required = false) String block,
            @RequestParam(required = false) String unit, @RequestParam(required = false) String instead) {
        return disruption(site, named(from, fromTime, to, toTime, block, unit, instead), LOOKED_AT).<ResponseEntity<?>>map(d -> answer(rescheduling.preview(d))).orElseGet(() -> unknown(site));
    }

    @PostMapping
    ResponseEntity<?> begin(@RequestHeader("Idempotency-Key") String key, @Valid @RequestBody Begin wish, Person person) {
        List<Choice> choices = Stream.concat(wish.moves().stream().map(m -> new Choice(m.appointmentId(), m.revision(),
                        Optional.ofNullable(m.openingId()).filter(o -> !o.isBlank()), false)),
                (wish.leave() == null ? List.<String>of() : wish.leave()).stream().map(id -> new Choice(id, 0, Optional.empty(), true))).toList();
        return disruption(wish.site(), named(wish.from(), wish.fromTime(), wish.to(), wish.toTime(), wish.block(), wish.unit(), wish.instead()), wish.because()).<ResponseEntity<?>>map(d -> answer(rescheduling.begin(
                new Rescheduling.Begin(StableIds.of("reschedule", person.id(), key).toString(), StableIds.of(wish.toString()).toString(), d, choices, person.id(), person.name()))))
                .orElseGet(() -> unknown(wish.site()));
    }

    private Optional<Disruption> disruption(String site, Disruption.Named named, String because) {
        return sites.find(site).map(known -> Disruption.of(known.site(), named, because));
    }

    private static Disruption.Named named(LocalDate from, LocalTime fromTime, LocalDate to, LocalTime toTime, String block, String unit, String instead) {
        return new Disruption.Named(from, Optional.ofNullable(fromTime), to == null ? from : to, Optional.ofNullable(toTime), said(block), said(unit), said(instead));
    }

    private static Optional<String> said(String maybe) {
        return Optional.ofNullable(maybe).filter(s -> !s.isBlank());
    }

    private static ResponseEntity<?> answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Shown(Preview preview) -> ResponseEntity.ok(shown(preview));
            case Outcome.UnderWay(Job job) -> ResponseEntity.accepted().location(URI.create("/api/blocks/jobs/" + job.id())).body(JobWords.of(job));
            case Outcome.Refused(List<Fault> faults) -> {
                Problem problem = Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-disruption", "That cannot be as it was asked for.");
                for (Fault fault : faults) {
                    problem = problem.error(fault.pointer(), fault.detail());
                }
                yield problem.response();
            }
            case Outcome.KeyReused() -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused", "That key was used for another request.").response();
        };
    }

    private static Shown shown(Preview preview) {
        return new Shown(preview.blocks().stream().map(b -> new TakenBack(b.day().site(), b.day().date(), b.block().id(),
                b.hours().from().toString(), b.hours().to().toString(), b.whole())).toList(),
                preview.lines().stream().map(l -> new Line(l.appointment().id(), l.appointment().revision(), l.appointment().state().code(),
                        l.appointment().place().day().site(), l.appointment().times().localStart().toString(), l.movable(), l.proposals().stream()
                        .map(p -> new Proposal(p.opening().text(), p.site().id(), p.placement().times().localStart().toString(), p.placement().place().clinician(),
                                p.placement().place().room(), p.placement().claims().stream().map(Claim::unit).distinct().toList(), p.stays(), p.sameClinician(),
                                p.daysLater())).toList())).toList());
    }

    private static ResponseEntity<?> unknown(String site) {
        return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-disruption", "There is no such site.").error("/site", "No site is called " + site + ".").response();
    }
}
