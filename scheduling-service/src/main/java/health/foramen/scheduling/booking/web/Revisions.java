package health.foramen.scheduling.booking.web;

import health.foramen.scheduling.booking.Result;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.site.Sites;
import health.foramen.shell.Problem;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Every change of an appointment names the revision that was seen, in If-Match or in the body, and answers with the new one. */
final class Revisions {

    private final Sites sites;

    Revisions(Sites sites) {
        this.sites = sites;
    }

    ResponseEntity<?> with(String match, Long said, Function<Long, Result> work) {
        Optional<Long> revision = Optional.ofNullable(said).or(() -> matched(match));
        if (revision.isEmpty()) {
            return Problem.of(HttpStatus.PRECONDITION_REQUIRED, "revision-missing",
                    "Say which revision you saw, with If-Match or in the body.").error("/revision", "is missing").response();
        }
        return switch (work.apply(revision.get())) {
            case Result.Done(Appointment a, boolean _) -> ResponseEntity.ok().eTag("\"" + a.revision() + "\"")
                    .body(AppointmentWords.of(a, sites.find(a.place().day().site()).map(Sites.Known::site), Optional.empty()));
            case Result.Refused(var why) -> Refusals.problem(why).response();
        };
    }

    private static Optional<Long> matched(String match) {
        return Optional.ofNullable(match).map(m -> m.replace("\"", "").strip()).filter(m -> m.matches("\\d{1,18}")).map(Long::valueOf);
    }
}
