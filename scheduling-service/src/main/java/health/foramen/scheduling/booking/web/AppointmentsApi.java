package health.foramen.scheduling.booking.web;

import health.foramen.outbox.StableIds;
import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import health.foramen.scheduling.booking.BookingOpenings;
import health.foramen.scheduling.booking.BookingOpenings.Ask;
import health.foramen.scheduling.booking.ExtendingHolds;
import health.foramen.scheduling.booking.KeepingAppointments;
import health.foramen.scheduling.booking.MovingAppointments;
import health.foramen.scheduling.booking.No;
import health.foramen.scheduling.booking.Result;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.permit.Card;
import health.foramen.scheduling.permit.Cards;
import health.foramen.scheduling.site.Sites;
import health.foramen.shell.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
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
@RequestMapping("/api")
class AppointmentsApi {

    /** A code, never a sentence: it goes onto the bus. */
    private static final String CODE = "[a-z][a-z0-9-]{1,39}";

    record Wish(@NotBlank @Size(max = 100) String permitId, @NotBlank @Size(max = 400) String openingId, @Valid Overbook overbook) {
    }

    /** @param reason why time of the clinician that is taken may be taken once more */
    record Overbook(@NotBlank @Size(max = 200) String reason) {
    }

    record Held(String holdId, Instant expiresAt, AppointmentWords appointment) {
    }

    record Cancel(Long revision, @NotBlank @Pattern(regexp = CODE, message = "is a code like patient-request") String reason, @Size(max = 500) String note) {
    }

    record Move(Long revision, @NotBlank @Size(max = 400) String openingId,
            @Pattern(regexp = CODE, message = "is a code like patient-request") String reason) {
    }

    record Told(@NotBlank @Size(max = 100) String appointmentId, @NotNull Long revision) {
    }

    record Question(@NotNull @Size(max = 500) List<@Valid @NotNull Told> appointments) {
    }

    record Stands(String appointmentId, long revision, boolean stands, Optional<String> status, Optional<Long> currentRevision) {
    }

    record Standing(List<Stands> standing) {
    }

    record All(List<AppointmentWords> appointments) {
    }

    private final BookingOpenings booking;
    private final KeepingAppointments keeping;
    private final MovingAppointments moving;
    private final ExtendingHolds extending;
    private final Sites sites;
    private final Cards cards;
    private final Clock clock;
    private final Revisions revisions;

    AppointmentsApi(BookingOpenings booking, KeepingAppointments keeping, MovingAppointments moving, ExtendingHolds extending, Sites sites, Cards cards,
            Clock clock) {
        this.booking = booking;
        this.keeping = keeping;
        this.moving = moving;
        this.extending = extending;
        this.sites = sites;
        this.cards = cards;
        this.clock = clock;
        this.revisions = new Revisions(sites);
    }

    @PostMapping("/appointments")
    ResponseEntity<?> book(@RequestHeader("Idempotency-Key") String key, @Valid @RequestBody Wish wish, Person person) {
        if (wish.overbook() != null && !person.is(Role.CLINICIAN)) {
            return Refusals.problem(new No.MayNotOverbook()).response();
        }
        return badKey(key).orElseGet(() -> switch (booking.book(ask("book", key, wish, person), actor(person))) {
            case Result.Done(Appointment appointment, boolean _) -> created(appointment);
            case Result.Refused(var why) -> Refusals.problem(why).response();
        });
    }

    @PostMapping("/holds")
    ResponseEntity<?> hold(@RequestHeader("Idempotency-Key") String key, @Valid @RequestBody Wish wish, Person person) {
        if (wish.overbook() != null) {
            return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "overbook-is-booked", "Time that is taken is not held; book it with the reason.")
                    .error("/overbook", "goes with a booking").response();
        }
        return badKey(key).orElseGet(() -> switch (booking.hold(ask("hold", key, wish, person), actor(person))) {
            case Result.Done(Appointment held, boolean _) when held.state() instanceof AppointmentState.Held kept -> ResponseEntity
                    .created(URI.create("/api/holds/" + held.id())).body(new Held(held.id(), kept.expiresAt(), words(held)));
            // The same request, after the hold was confirmed.
            case Result.Done(Appointment appointment, boolean _) -> created(appointment);
            case Result.Refused(var why) -> Refusals.problem(why).response();
        });
    }

    @PostMapping("/holds/{id}/confirm")
    ResponseEntity<?> confirm(@PathVariable String id, Person person) {
        return switch (keeping.confirm(id, actor(person))) {
            case Result.Done(Appointment appointment, boolean _) -> created(appointment);
            case Result.Refused(var why) -> Refusals.problem(why).response();
        };
    }

    @PostMapping("/holds/{id}/extend")
    ResponseEntity<?> extend(@PathVariable String id, Person person) {
        return switch (extending.extend(id, actor(person))) {
            case Result.Done(Appointment held, boolean _) when held.state() instanceof AppointmentState.Held kept ->
                    ResponseEntity.ok(new Held(held.id(), kept.expiresAt(), words(held)));
            case Result.Done(Appointment appointment, boolean _) -> created(appointment);
            case Result.Refused(var why) -> Refusals.problem(why).response();
        };
    }

    @DeleteMapping("/holds/{id}")
    ResponseEntity<?> letGo(@PathVariable String id, Person person) {
        return switch (keeping.letGo(id, actor(person))) {
            case Result.Done _ -> ResponseEntity.noContent().build();
            case Result.Refused(var why) -> Refusals.problem(why).response();
        };
    }

    @GetMapping("/appointments/{id}")
    ResponseEntity<?> one(@PathVariable String id, Person person) {
        return keeping.find(id).<ResponseEntity<?>>map(a -> ResponseEntity.ok().eTag(tag(a)).body(seenBy(person, a)))
                .orElseGet(() -> Refusals.problem(new No.UnknownAppointment(id)).response());
    }

    @GetMapping("/appointments")
    All of(@RequestParam String patient, Person person) {
        return new All(keeping.of(patient).stream().map(a -> seenBy(person, a)).toList());
    }

    @PostMapping("/appointments/standing")
    Standing standing(@Valid @RequestBody Question question) {
        Map<String, Appointment> found = keeping.findAll(question.appointments().stream().map(Told::appointmentId).distinct().toList()).stream()
                .collect(Collectors.toMap(Appointment::id, Function.identity(), (one, other) -> one.revision() >= other.revision() ? one : other));
        return new Standing(question.appointments().stream().map(told -> Optional.ofNullable(found.get(told.appointmentId()))
                .map(a -> new Stands(a.id(), told.revision(), a.stands(told.revision()), Optional.of(a.state().code()), Optional.of(a.revision())))
                .orElseGet(() -> new Stands(told.appointmentId(), told.revision(), false, Optional.empty(), Optional.empty()))).toList());
    }

    @PostMapping("/appointments/{id}/cancel")
    ResponseEntity<?> cancel(@PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String match,
            @Valid @RequestBody Cancel body, Person person) {
        Optional<String> note = Optional.ofNullable(body.note()).filter(n -> !n.isBlank());
        return change(id, match, body.revision(), a -> a.cancel(body.reason(), note, actor(person), clock.instant()));
    }

    @PostMapping("/appointments/{id}/move")
    ResponseEntity<?> move(@PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String match,
            @Valid @RequestBody Move body, Person person) {
        return revisions.with(match, body.revision(), revision -> moving.move(id, revision, body.openingId(), Optional.ofNullable(body.reason()), actor(person)));
    }

    private ResponseEntity<?> change(String id, String match, Long said, Function<Appointment, Appointment.Outcome> decide) {
        return revisions.with(match, said, revision -> keeping.change(id, revision, decide));
    }

    private ResponseEntity<?> created(Appointment appointment) {
        return ResponseEntity.created(URI.create("/api/appointments/" + appointment.id())).eTag(tag(appointment)).body(words(appointment));
    }

    /** Another service learns no name here: it asks their owner. */
    private AppointmentWords seenBy(Person person, Appointment appointment) {
        return person.is(Role.SERVICE) ? AppointmentWords.of(appointment, sites.find(appointment.place().day().site()).map(Sites.Known::site), Optional.empty())
                : AppointmentWords.of(appointment, sites.find(appointment.place().day().site()).map(Sites.Known::site), card(appointment));
    }

    private AppointmentWords words(Appointment appointment) {
        return AppointmentWords.of(appointment, sites.find(appointment.place().day().site()).map(Sites.Known::site), Optional.empty());
    }

    private Optional<Card> card(Appointment appointment) {
        return cards.find(appointment.patient());
    }

    private static String tag(Appointment appointment) {
        return "\"" + appointment.revision() + "\"";
    }

    static Ask ask(String what, String key, Wish wish, Person person) {
        Optional<String> overbook = Optional.ofNullable(wish.overbook()).map(Overbook::reason);
        String request = overbook.map(reason -> StableIds.of(what, wish.permitId(), wish.openingId(), reason))
                .orElseGet(() -> StableIds.of(what, wish.permitId(), wish.openingId())).toString();
        return new Ask(StableIds.of(person.id(), key).toString(), request, wish.permitId(), wish.openingId(), overbook);
    }

    static Actor actor(Person person) {
        return new Actor(person.id(), person.name());
    }

    private static Optional<ResponseEntity<?>> badKey(String key) {
        return key.isBlank() || key.length() > 200 ? Optional.of(Problem.of(HttpStatus.BAD_REQUEST, "invalid-idempotency-key",
                "An Idempotency-Key has 1 to 200 characters.").response()) : Optional.empty();
    }
}
