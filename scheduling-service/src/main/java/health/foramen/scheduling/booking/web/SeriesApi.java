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
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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

    record Wish(@NotNull @Size(min = 1, max = Series.MOST) List<@Valid @NotNull Visit> visits) {
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
        String id = StableIds.of(person.id(), "series", key).toString();
        String request = StableIds.of("series", wish.visits().stream().map(v -> v.permitId() + "|" + v.openingId()).collect(Collectors.joining("||"))).toString();
        List<Series.Item> items = IntStream.range(0, wish.visits().size()).mapToObj(i -> new Series.Item(wish.visits().get(i).permitId(),
                wish.visits().get(i).openingId(), StableIds.of(id, Integer.toString(i)).toString())).toList();
        return switch (booking.book(id, request, items, AppointmentsApi.actor(person))) {
            case Outcome.Booked(Series series, List<Appointment> appointments, boolean _) -> ResponseEntity.created(URI.create("/api/series/" + series.id()))
                    .body(read(series, appointments));
            case Outcome.NotBooked(Series series, var why) -> notBooked(series, why.map(Refusals::problem)).response();
            case Outcome.KeyReused _ -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused",
                    "This Idempotency-Key was used for another request.").response();
            case Outcome.UnderWay _ -> Problem.of(HttpStatus.CONFLICT, "under-way", "The same request is under way.").retryAfter(Duration.ofSeconds(1)).response();
        };
    }

    @GetMapping("/{id}")
    ResponseEntity<?> one(@PathVariable String id) {
        return booking.find(id).<ResponseEntity<?>>map(series -> ResponseEntity.ok(read(series, booking.appointments(series))))
                .orElseGet(() -> Problem.of(HttpStatus.NOT_FOUND, "unknown-series", "There is no such series.").response());
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
        return new Read(series.id(), series.state().name().toLowerCase(Locale.ROOT), appointments.stream()
                .map(a -> AppointmentWords.of(a, sites.find(a.place().day().site()).map(Sites.Known::site), Optional.empty())).toList(), series.refused());
    }
}
