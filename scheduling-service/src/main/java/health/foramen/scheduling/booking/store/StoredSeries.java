package health.foramen.scheduling.booking.store;

import com.mongodb.client.model.Filters;
import health.foramen.outbox.Outbox;
import health.foramen.outbox.StateDocuments;
import health.foramen.outbox.Stored;
import health.foramen.scheduling.booking.Series;
import health.foramen.scheduling.booking.SeriesIntents;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** Series under way in a collection that stays small; those that are over in one beside it, by the same ids. */
public final class StoredSeries implements SeriesIntents {

    private final StateDocuments<Series> open;
    private final StateDocuments<Series> over;
    private final StateDocuments<OfPatient> patients;

    record OfPatient(List<String> series) {
    }

    public StoredSeries(MongoOperations mongo, Outbox outbox, JsonMapper mapper) {
        this.open = new StateDocuments<>(mongo, outbox, "series", Series.class, mapper);
        this.over = new StateDocuments<>(mongo, outbox, "series-over", Series.class, mapper);
        this.patients = new StateDocuments<>(mongo, outbox, "series-of-patients", OfPatient.class, mapper);
    }

    @Override
    public List<Seen> underWay() {
        return open.find(Filters.empty()).stream().map(StoredSeries::seen).toList();
    }

    @Override
    public Optional<Seen> find(String id) {
        return open.find(id).or(() -> over.find(id)).map(StoredSeries::seen);
    }

    @Override
    public boolean begin(Series fresh) {
        return over.find(fresh.id()).isEmpty() && open.insert(fresh.id(), fresh, List.of());
    }

    /** Its end is kept before it leaves; a crash between the two lets it leave again. */
    @Override
    public boolean become(Seen seen, Series next) {
        if (!open.replace(next.id(), seen.version(), next, List.of())) {
            return false;
        }
        if (next.state() == Series.State.BOOKED || next.state() == Series.State.RELEASED) {
            over.insert(next.id(), next, List.of());
            open.delete(next.id(), seen.version() + 1);
        }
        return true;
    }

    @Override
    public void remember(String patient, String series) {
        while (true) {
            Optional<Stored<OfPatient>> known = patients.find(patient);
            List<String> before = known.map(k -> k.state().series()).orElse(List.of());
            if (before.contains(series)) {
                return;
            }
            var next = new OfPatient(Stream.concat(Stream.of(series), before.stream()).limit(MOST_OF_ONE).toList());
            if (known.map(k -> patients.replace(patient, k.version(), next, List.of())).orElseGet(() -> patients.insert(patient, next, List.of()))) {
                return;
            }
        }
    }

    @Override
    public List<String> of(String patient) {
        return patients.find(patient).map(k -> k.state().series()).orElse(List.of());
    }

    private static Seen seen(Stored<Series> stored) {
        return new Seen(stored.state(), stored.version());
    }
}
