package health.foramen.scheduling.booking.web;

import health.foramen.outbox.StableIds;
import health.foramen.safeguard.Person;
import health.foramen.scheduling.booking.BookingSeries;
import health.foramen.scheduling.booking.BookingSeries.Outcome;
import health.foramen.scheduling.booking.Series;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.site.Sites;
import health.foramen.shell.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/series")
class SeriesApi {

    record Visit(@NotBlank @Size(max = 100) String permitId, @NotBlank @Size(max = 400) String openingId) {
    }

    /** @param hold only hold them: somebody asks the patient first */
    record Wish(@NotNull @Size(min = 1, max = Series.MOST) List<@Valid @NotNull Visit> visits, Boolean hold) {
    }

    record Cancel(@NotBlank @Pattern(regexp = "[a-z][a-z-]{1,39}", message = "is a code like patient-request") String reason, @Size(max = 500) String note) {
    }

    record CancelledWords(String seriesId, List<AppointmentWords> cancelled, List<AppointmentWords> left) {
    }

    record Read(String seriesId, String state, List<AppointmentWords> appointments, Optional<Series.Refused> refused) {
    }

    private final BookingSeries booking;
    private final Sites sites;

    SeriesApi(BookingSeries booking, Sites sites) {
        this.booking = booking;
        this.sites = sites;
    }

    @PostMapping
    ResponseEntity<?> book(@RequestHeader("Idempotency-Key") String key, @Valid @RequestBody Wish wish, Person person) {
        if (key.isBlank() || key.length() > 200) {
            return Problem.of(HttpStatus.BAD_REQUEST, "invalid-idempotency-key", "An Idempotency-Key has 1 to 200 characters.").response();
        }
        if (wish.visits().stream().map(Visit::permitId).distinct().count() < wish.visits().size()) {
            return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "permit-twice", "A permit is leave to book one visit.").error("/visits", "names a permit twice").response();
        }
        boolean hold = Boolean.TRUE.equals(wish.hold());
        String id = StableIds.of(person.id(), "series", key).toString();
        List<Series.Item> items = items(id, wish.visits().stream().map(v -> Map.entry(v.permitId(), v.openingId())).toList());
        return answer(hold ? booking.hold(id, request(items, hold), items, AppointmentsApi.actor(person))
                : booking.book(id, request(items, hold), items, AppointmentsApi.actor(person)), true);
    }

    /** Each visit has an id of its own in the series, so that the same request makes the same appointments. */
    static List<Series.Item> items(String id, List<Map.Entry<String, String>> visits) {
        return IntStream.range(0, visits.size()).mapToObj(i -> new Series.Item(visits.get(i).getKey(), visits.get(i).getValue(),
                StableIds.of(id, Integer.toString(i)).toString())).toList();
    }

    static String request(List<Series.Item> items, boolean hold) {
        String visits = items.stream().map(v -> v.permit() + "|" + v.opening()).collect(Collectors.joining("||"));
        return (hold ? StableIds.of("series", "held", visits) : StableIds.of("series", visits)).toString();
    }

    private ResponseEntity<?> answer(Outcome outcome, boolean creates) {
        return switch (outcome) {
            case Outcome.Booked(Series series, List<Appointment> appointments, boolean _) -> there(series, appointments, creates);
            case Outcome.Held(Series series, List<Appointment> appointments, boolean _) -> there(series, appointments, creates);
            case Outcome.NotBooked(Series series, var why) -> notBooked(series, why.map(Refusals::problem)).response();
            case Outcome.KeyReused _ -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused",
                    "This Idempotency-Key was used for another request.").response();
            case Outcome.UnderWay _ -> Problem.of(HttpStatus.CONFLICT, "under-way", "The same request is under way.").retryAfter(Duration.ofSeconds(1)).response();
            case Outcome.Unknown _ -> unknown();
        };
    }

    private ResponseEntity<?> there(Series series, List<Appointment> appointments, boolean created) {
        return created ? ResponseEntity.created(URI.create("/api/series/" + series.id())).body(read(series, appointments)) : ResponseEntity.ok(read(series, appointments));
    }

    private static ResponseEntity<?> unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "unknown-series", "There is no such series.").response();
    }

    /** The patient said yes. */
    @PostMapping("/{id}/confirm")
    ResponseEntity<?> confirm(@PathVariable String id) {
        return answer(booking.confirm(id), false);
    }

    /** Lets go what is held; what is booked is cancelled instead. */
    @PostMapping("/{id}/release")
    ResponseEntity<?> release(@PathVariable String id) {
        return switch (booking.letGo(id)) {
            case Outcome.Unknown _ -> unknown();
            case Outcome.NotBooked(Series series, var _) -> ResponseEntity.ok(read(series, List.of()));
            case Outcome.Booked _ -> Problem.of(HttpStatus.CONFLICT, "series-booked", "It is booked by now; cancel it.").response();
            case Outcome.Held _, Outcome.KeyReused _, Outcome.UnderWay _ -> Problem.of(HttpStatus.CONFLICT, "under-way", "It is being confirmed in this moment.")
                    .retryAfter(Duration.ofSeconds(1)).response();
        };
    }

    @PostMapping("/{id}/cancel")
    ResponseEntity<?> cancel(@PathVariable String id, @Valid @RequestBody Cancel wish, Person person) {
        if (booking.find(id).isEmpty()) {
            return unknown();
        }
        return booking.cancel(id, wish.reason(), Optional.ofNullable(wish.note()).filter(n -> !n.isBlank()), AppointmentsApi.actor(person)).<ResponseEntity<?>>map(c ->
                ResponseEntity.ok(new CancelledWords(id, c.cancelled().stream().map(this::words).toList(), c.left().stream().map(this::words).toList())))
                .orElseGet(() -> Problem.of(HttpStatus.CONFLICT, "series-not-booked", "Nothing of it is booked.").response());
    }

    @GetMapping("/{id}")
    ResponseEntity<?> one(@PathVariable String id) {
        return booking.find(id).<ResponseEntity<?>>map(series -> ResponseEntity.ok(read(series, booking.appointments(series))))
                .orElseGet(SeriesApi::unknown);
    }

    /** As the visit that stood in the way was refused, with which one it was. */
    private static Problem notBooked(Series series, Optional<Problem> why) {
        Optional<Series.Refused> refused = series.refused();
        HttpStatus status = why.map(p -> HttpStatus.valueOf(p.status().value())).orElse(HttpStatus.CONFLICT);
        Problem problem = Problem.of(status, "series-not-booked", refused.map(r -> "Nothing is booked. Visit " + (r.item() + 1) + ": " + r.sentence())
                .orElse("Nothing is booked: it was not finished in time."));
        return refused.map(r -> problem.with("visit", r.item()).with("because", r.problem()).error("/visits/" + r.item(), r.problem())).orElse(problem);
    }

    private Read read(Series series, List<Appointment> appointments) {
        return new Read(series.id(), series.state().name().toLowerCase(Locale.ROOT), appointments.stream().map(this::words).toList(), series.refused());
    }

    private AppointmentWords words(Appointment a) {
        return AppointmentWords.of(a, sites.find(a.place().day().site()).map(Sites.Known::site), Optional.empty());
    }
}
