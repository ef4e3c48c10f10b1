package health.foramen.notification.desk.web;

import health.foramen.notification.desk.WritingToPatients;
import health.foramen.notification.desk.WritingToPatients.Ahead;
import health.foramen.notification.desk.WritingToPatients.Line;
import health.foramen.shell.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A patient's thread for programs. */
@RestController
class ConversationsApi {

    record LineAnswer(Instant at, String from, String kind, String words, String state, String detail) {
        static LineAnswer of(Line line) {
            return new LineAnswer(line.at(), line.from().name().toLowerCase(Locale.ROOT), line.kind(), line.words(), line.state(), line.detail());
        }
    }

    record AheadAnswer(Instant due, String step, String channel, String state, String reason, String appointmentId) {
        static AheadAnswer of(Ahead ahead) {
            return new AheadAnswer(ahead.due(), ahead.step(), ahead.channel(), ahead.state(), ahead.reason(), ahead.appointmentId());
        }
    }

    record ThreadAnswer(String patientId, int unread, List<LineAnswer> lines, List<AheadAnswer> ahead) {
    }

    private final WritingToPatients writing;

    ConversationsApi(WritingToPatients writing) {
        this.writing = writing;
    }

    @GetMapping("/api/conversations/{patientId}")
    ResponseEntity<?> thread(@PathVariable String patientId) {
        return writing.thread(patientId).<ResponseEntity<?>>map(thread -> ResponseEntity.ok(new ThreadAnswer(patientId, thread.unread(),
                        thread.lines().stream().map(LineAnswer::of).toList(), thread.ahead().stream().map(AheadAnswer::of).toList())))
                .orElseGet(() -> Problem.of(HttpStatus.NOT_FOUND, "unknown-patient", "Nothing is known of this patient here.").response());
    }
}
