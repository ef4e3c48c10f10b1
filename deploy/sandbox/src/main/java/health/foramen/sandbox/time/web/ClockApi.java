package health.foramen.sandbox.time.web;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonInclude;

import health.foramen.sandbox.time.Movement;
import health.foramen.sandbox.time.MovingTheClock;
import health.foramen.sandbox.time.MovingTheClock.Asked;

import static health.foramen.sandbox.problem.Problems.problem;

/** {@code GET} says what time it is; {@code POST {to}|{by}} moves it and answers 200 when it stands, 202 while it still moves. */
@RestController
@RequestMapping("/sandbox/api/clock")
final class ClockApi {

    /** Below what a gateway waits for. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

    /**
     * Exactly one of the two.
     *
     * @param to an instant, a date-time with offset, or {@code next-due}
     * @param by ISO 8601: {@code P7D}, {@code PT3H}
     */
    record Move(String to, String by) {
    }

    /** @param why only when it got stuck */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(Instant now, boolean moving, Instant from, Instant to, Integer stops, String why) {
    }

    private final MovingTheClock clock;

    ClockApi(MovingTheClock clock) {
        this.clock = clock;
    }

    @GetMapping
    Shown show() {
        Optional<Movement> latest = clock.latest();
        return new Shown(clock.now(), latest.filter(Movement::moving).isPresent(), latest.map(Movement::from).orElse(null),
                latest.map(Movement::to).orElse(null), latest.map(Movement::stops).orElse(null),
                latest.map(Movement::state).map(state -> state instanceof Movement.State.Stuck(String why) ? why : null).orElse(null));
    }

    @PostMapping
    ResponseEntity<?> move(@RequestBody Move move) throws InterruptedException {
        if ((move.to() == null) == (move.by() == null)) {
            return problem(HttpStatus.BAD_REQUEST, "invalid-fields", "Say either 'to' or 'by'.");
        }
        Asked asked;
        try {
            asked = "next-due".equals(move.to()) ? clock.toNextDue() : clock.to(target(move));
        } catch (DateTimeException | ArithmeticException noTime) {
            return problem(HttpStatus.BAD_REQUEST, "invalid-fields",
                    "'to' is an instant such as 2026-12-03T16:15:00Z or next-due; 'by' is a duration such as P7D or PT3H.");
        }
        return switch (asked) {
            case Asked.No(String slug, String why) -> problem(HttpStatus.CONFLICT, slug, why);
            case Asked.Begun _ -> {
                clock.await(LONGEST_ANSWER);
                Shown shown = show();
                yield ResponseEntity.status(shown.moving() ? HttpStatus.ACCEPTED : shown.why() == null ? HttpStatus.OK : HttpStatus.CONFLICT)
                        .body(shown);
            }
        };
    }

    private Instant target(Move move) {
        return move.to() != null ? OffsetDateTime.parse(move.to()).toInstant() : after(clock.now(), move.by());
    }

    private static Instant after(Instant now, String by) {
        return by.contains("T") ? now.plus(Duration.parse(by)) : now.atOffset(ZoneOffset.UTC).plus(Period.parse(by)).toInstant();
    }
}
