package health.foramen.notification.journey.store;

import health.foramen.notification.journey.Standings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.client.RestClient;

/** {@code POST /api/appointments/standing} of scheduling-service. No retry here: the dispatcher asks again by itself. */
public final class HttpStandings implements Standings {

    record Question(List<One> appointments) {
        record One(String appointmentId, long revision) {
        }
    }

    record Answer(List<One> standing) {
        record One(String appointmentId, boolean stands, Long currentRevision) {
        }
    }

    private final RestClient scheduling;
    private final CircuitBreaker breaker;

    public HttpStandings(RestClient scheduling, CircuitBreaker breaker) {
        this.scheduling = scheduling;
        this.breaker = breaker;
    }

    @Override
    public Map<String, Standing> ask(Collection<Asked> appointments) {
        Question question = new Question(appointments.stream().map(one -> new Question.One(one.appointmentId(), one.revision())).toList());
        try {
            Answer answer = breaker.executeSupplier(() -> scheduling.post().uri("/api/appointments/standing").body(question).retrieve().body(Answer.class));
            Map<String, Standing> standings = new HashMap<>();
            if (answer != null && answer.standing() != null) {
                // An appointment that was never heard of has no revision.
                answer.standing().stream().filter(one -> one.currentRevision() != null)
                        .forEach(one -> standings.put(one.appointmentId(), new Standing(one.currentRevision(), one.stands())));
            }
            return standings;
        } catch (RuntimeException e) {
            throw new Away("scheduling-service does not say what stands: " + e.getMessage(), e);
        }
    }
}
