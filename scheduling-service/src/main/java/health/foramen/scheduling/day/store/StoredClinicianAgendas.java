package health.foramen.scheduling.day.store;

import health.foramen.outbox.Outbox;
import health.foramen.outbox.StateDocuments;
import health.foramen.outbox.Stored;
import health.foramen.scheduling.day.ClinicianAgendas;
import health.foramen.scheduling.day.DayId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** One document per clinician and year; at most a few blocks a day, so it stays small. */
public final class StoredClinicianAgendas implements ClinicianAgendas {

    record Entry(String day, String block, Instant from, Instant to) {
        Line line() {
            return new Line(DayId.of(day), block, from, to);
        }

        static Entry of(Line line) {
            return new Entry(line.day().key(), line.block(), line.from(), line.to());
        }
    }

    record Year(List<Entry> entries) {
    }

    private final StateDocuments<Year> years;

    public StoredClinicianAgendas(MongoOperations mongo, Outbox outbox, JsonMapper mapper) {
        this.years = new StateDocuments<>(mongo, outbox, "clinicians", Year.class, mapper);
    }

    @Override
    public void forEach(BiConsumer<String, List<Line>> reader) {
        years.forEachById((id, stored) -> reader.accept(id.substring(0, id.lastIndexOf('|')), stored.state().entries().stream().map(Entry::line).toList()));
    }

    @Override
    public List<Line> of(String clinician, int year) {
        return years.find(clinician + "|" + year).map(k -> k.state().entries().stream().map(Entry::line).toList()).orElse(List.of());
    }

    @Override
    public List<Line> enter(String clinician, int year, List<Line> lines) {
        String id = clinician + "|" + year;
        while (true) {
            Optional<Stored<Year>> known = years.find(id);
            List<Line> there = known.map(k -> k.state().entries().stream().map(Entry::line).toList()).orElse(List.of());
            List<Line> refused = lines.stream().filter(line -> there.stream().anyMatch(t -> t.conflicts(line))).toList();
            if (!refused.isEmpty()) {
                return refused;
            }
            var all = new ArrayList<>(there.stream().map(Entry::of).toList());
            lines.stream().filter(line -> there.stream().noneMatch(t -> t.day().equals(line.day()) && t.block().equals(line.block())))
                    .map(Entry::of).forEach(all::add);
            if (all.size() == there.size() || store(id, known, new Year(all))) {
                return List.of();
            }
        }
    }

    @Override
    public void leave(String clinician, int year, DayId day, String block) {
        String id = clinician + "|" + year;
        while (true) {
            Optional<Stored<Year>> known = years.find(id);
            if (known.isEmpty()) {
                return;
            }
            List<Entry> left = known.get().state().entries().stream().filter(e -> !(e.day().equals(day.key()) && e.block().equals(block))).toList();
            if (left.size() == known.get().state().entries().size() || store(id, known, new Year(left))) {
                return;
            }
        }
    }

    private boolean store(String id, Optional<Stored<Year>> known, Year next) {
        return known.map(k -> years.replace(id, k.version(), next, List.of())).orElseGet(() -> years.insert(id, next, List.of()));
    }
}
