package health.foramen.notification.reply.store;

import com.mongodb.client.model.Filters;
import health.foramen.notification.reply.Inbox;
import health.foramen.notification.text.IncomingText;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.OutboxEvent;
import health.foramen.outbox.StableIds;
import health.foramen.outbox.StateDocuments;
import health.foramen.outbox.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** {@code inbox}, one document a text, named by the provider's id. */
public final class MongoInbox implements Inbox {

    /** @param from and {@code body} only until it is handled */
    record Letter(String sid, Optional<String> from, Optional<String> body, Instant at, boolean handled) {
    }

    record ReplyReceived(String replyId, String appointmentId, String patientId, Instant at) {
    }

    record RedFlagReported(String reportId, String appointmentId, String patientId, String conversationId, String numberEnding, Instant at) {
    }

    private final StateDocuments<Letter> letters;

    public MongoInbox(MongoOperations mongo, Outbox outbox, JsonMapper mapper) {
        letters = new StateDocuments<>(mongo, outbox, "inbox", Letter.class, mapper);
    }

    @Override
    public boolean keep(IncomingText text) {
        return letters.insert(text.sid(), new Letter(text.sid(), Optional.of(text.from()), Optional.of(text.body()), text.at(), false), List.of());
    }

    @Override
    public List<IncomingText> unhandled() {
        return letters.find(Filters.eq("state.handled", false)).stream().map(Stored::state)
                .map(letter -> new IncomingText(letter.sid(), letter.from().orElse(""), letter.body().orElse(""), letter.at()))
                .sorted(Comparator.comparing(IncomingText::at)).toList();
    }

    @Override
    public void handled(Handled handled) {
        while (true) {
            Optional<Stored<Letter>> known = letters.find(handled.sid());
            if (known.isEmpty() || known.get().state().handled()) {
                return;
            }
            Letter read = new Letter(handled.sid(), Optional.empty(), Optional.empty(), known.get().state().at(), true);
            if (letters.replace(handled.sid(), known.get().version(), read, events(handled))) {
                return;
            }
        }
    }

    private static List<OutboxEvent> events(Handled handled) {
        List<OutboxEvent> events = new ArrayList<>();
        // Without a visit the facts of one patient keep their order; without a patient those of one number.
        String key = handled.appointmentId().or(handled::patientId).or(() -> handled.stranger().map(Stranger::conversationId)).orElse(handled.sid());
        if (handled.redFlag()) {
            String id = StableIds.of("red-flag", handled.sid()).toString();
            events.add(OutboxEvent.withId(id, "red-flag.reported.v1", key, 1, handled.at(),
                    new RedFlagReported(id, handled.appointmentId().orElse(null), handled.patientId().orElse(null), handled.stranger().map(Stranger::conversationId).or(handled::patientId).orElse(null),
                            handled.stranger().flatMap(Stranger::ending).orElse(null), handled.at())));
        }
        if (handled.forDesk()) {
            String id = StableIds.of("reply", handled.sid()).toString();
            events.add(OutboxEvent.withId(id, "reply.received.v1", key, 1, handled.at(),
                    new ReplyReceived(id, handled.appointmentId().orElse(null), handled.patientId().orElse(null), handled.at())));
        }
        return events;
    }
}
