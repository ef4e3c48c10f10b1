package health.foramen.scheduling.day;

import health.foramen.scheduling.permit.Plan;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Objects;

/**
 * The times of one visit. The local start is what the patient was told; the instants say how long everything is claimed.
 *
 * @param arriveAt     when the patient is asked to come, never before the doors open
 * @param prepare      when preparation begins, in a bay
 * @param start        when the procedure begins
 * @param procedureEnd when recovery begins, in a bay
 * @param end          when the patient may leave
 */
public record Times(LocalDateTime localStart, Instant arriveAt, Instant prepare, Instant start, Instant procedureEnd, Instant end) {

    public Times {
        Objects.requireNonNull(localStart);
        Objects.requireNonNull(arriveAt);
    }

    /** Whether the hour to come at has passed, so that only somebody who is here already would be in time. */
    public boolean isForSomebodyHere(Instant now) {
        return arriveAt.isBefore(now);
    }

    static Times of(LocalDateTime localStart, Instant start, Plan.Spans spans, Instant doorsOpen) {
        Instant prepare = start.minus(spans.prepare());
        Instant wanted = start.minus(spans.arriveBefore());
        Instant arriveAt = wanted.isBefore(doorsOpen) ? doorsOpen : wanted;
        Instant procedureEnd = start.plus(spans.procedure());
        return new Times(localStart, arriveAt.isAfter(prepare) ? prepare : arriveAt, prepare, start, procedureEnd, procedureEnd.plus(spans.recovery()));
    }
}
