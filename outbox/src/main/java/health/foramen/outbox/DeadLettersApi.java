package health.foramen.outbox;

import health.foramen.outbox.DeadLetters.DeadLetter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** For the administrator: what could not be applied, why, and another try. The service's doors decide who that is. */
@RestController
@RequestMapping("/api/dead-letters/${spring.application.name}")
final class DeadLettersApi {

    private final DeadLetters deadLetters;
    private final EventConsumers consumers;

    DeadLettersApi(DeadLetters deadLetters, EventConsumers consumers) {
        this.deadLetters = deadLetters;
        this.consumers = consumers;
    }

    @GetMapping
    Map<String, List<DeadLetter>> newest() {
        return Map.of("deadLetters", deadLetters.newest());
    }

    @PostMapping("/{id}/replay")
    ResponseEntity<?> replay(@PathVariable String id) {
        return consumers.replay(id).<ResponseEntity<?>>map(outcome -> ResponseEntity.ok(Map.of("outcome", outcome))).orElseGet(() -> {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "There is no dead letter of that id.");
            problem.setType(URI.create("urn:foramen:problem:unknown-dead-letter"));
            return ResponseEntity.of(problem).build();
        });
    }
}
