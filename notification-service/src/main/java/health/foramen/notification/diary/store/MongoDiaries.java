package health.foramen.notification.diary.store;

import health.foramen.notification.diary.Diaries;
import health.foramen.notification.diary.Diary;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.OutboxEvent;
import health.foramen.outbox.StableIds;
import health.foramen.outbox.StateDocuments;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** {@code diaries}, one document an appointment. */
public final class MongoDiaries implements Diaries {

    /** The wire form of one answer; a corrected one keeps the id of its day and has a later sequence. */
    record Recorded(String entryId, String appointmentId, String referralId, String patientId, int day, int pain, Instant at) {
    }

    private final StateDocuments<Diary> diaries;

    public MongoDiaries(MongoOperations mongo, Outbox outbox, JsonMapper mapper) {
        diaries = new StateDocuments<>(mongo, outbox, "diaries", Diary.class, mapper);
    }

    @Override
    public Optional<Kept> find(String appointmentId) {
        return diaries.find(appointmentId).map(stored -> new Kept(stored.state(), stored.version()));
    }

    @Override
    public boolean save(Kept before, Diary after, Diary.Entry entry) {
        String entryId = StableIds.of("diary", after.appointmentId(), Integer.toString(entry.day())).toString();
        long sequence = before.version() + 1;
        OutboxEvent event = OutboxEvent.of("diary.recorded.v1", after.appointmentId(), sequence, entry.at(),
                new Recorded(entryId, after.appointmentId(), after.referralId(), after.patientId(), entry.day(), entry.pain(), entry.at()));
        return before.version() == 0
                ? diaries.insert(after.appointmentId(), after, List.of(event))
                : diaries.replace(after.appointmentId(), before.version(), after, List.of(event));
    }
}
