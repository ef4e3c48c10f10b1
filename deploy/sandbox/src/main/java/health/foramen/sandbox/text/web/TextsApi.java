package health.foramen.sandbox.text.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonInclude;

import health.foramen.sandbox.text.Direction;
import health.foramen.sandbox.text.Replies;
import health.foramen.sandbox.text.Text;
import health.foramen.sandbox.text.Texts;

import static health.foramen.sandbox.problem.Problems.problem;

/** Texts for scripts: read what arrived on a phone, write back as its owner. */
@RestController
@RequestMapping("/sandbox/api")
final class TextsApi {

    private static final int LARGEST_LIST = 1000;

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(String sid, String direction, String to, String from, String body, Instant at, String status, Integer error, int segments) {

        static Shown of(Text text) {
            return new Shown(text.sid(), text.direction().code(), text.to(), text.from(), text.body(), text.at(), text.status().code(),
                    text.error().orElse(null), text.segments());
        }
    }

    /** @param accepted how many the clinic has ordered, exactly, to this number or, without one, to all */
    record TextList(int accepted, List<Shown> texts) {
    }

    record Reply(String from, String body) {
    }

    /** @param clinicStatus HTTP status of the clinic's webhook; 0 when nobody answered */
    record Replied(Shown text, int clinicStatus) {
    }

    private final Texts texts;
    private final Replies replies;

    TextsApi(Texts texts, Replies replies) {
        this.texts = texts;
        this.replies = replies;
    }

    /** Newest first: with {@code to} what the clinic sent there, with {@code phone} everything of that phone both ways. */
    @GetMapping("/texts")
    TextList list(@RequestParam("to") Optional<String> to, @RequestParam("phone") Optional<String> phone,
            @RequestParam(name = "limit", defaultValue = "50") int limit) {
        int most = Math.clamp(limit, 0, LARGEST_LIST);
        List<Text> found = phone.map(number -> texts.thread(number, most).reversed())
                .orElseGet(() -> texts.newestFirst(new Texts.Search(to, Optional.empty(), Optional.empty(), Optional.empty()),
                        Optional.empty(), most));
        List<Shown> shown = found.stream()
                .filter(text -> phone.isPresent() || text.direction() == Direction.OUTBOUND_API)
                .map(Shown::of).toList();
        return new TextList(phone.or(() -> to).map(texts::accepted).orElseGet(texts::accepted), shown);
    }

    @DeleteMapping("/texts")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget() {
        texts.clear();
    }

    @PostMapping("/replies")
    ResponseEntity<?> reply(@RequestBody Reply reply) {
        if (reply.from() == null || !reply.from().matches("\\+[1-9]\\d{6,14}")) {
            return problem(HttpStatus.BAD_REQUEST, "invalid-fields", "'from' is the patient's number, such as +12025550100.");
        }
        if (reply.body() == null || reply.body().isBlank()) {
            return problem(HttpStatus.BAD_REQUEST, "invalid-fields", "'body' is what the patient writes.");
        }
        Replies.Replied replied = replies.reply(reply.from(), reply.body());
        return ResponseEntity.status(HttpStatus.CREATED).body(new Replied(Shown.of(replied.text()), replied.clinic().status()));
    }
}
