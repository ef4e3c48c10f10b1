package health.foramen.referral.ledger.web;

import health.foramen.outbox.StableIds;
import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Region;
import health.foramen.referral.care.web.Moments;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.care.web.Reading.Mistake;
import health.foramen.referral.ledger.RecordingHistory;
import health.foramen.referral.ledger.RecordingHistory.PastSession;
import health.foramen.referral.packs.Packs;
import health.foramen.safeguard.Person;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Reads lines of history, from JSON or a form. */
public final class HistoryReader {

    private final RecordingHistory recording;
    private final Packs packs;
    private final Clock clock;

    public HistoryReader(RecordingHistory recording, Packs packs, Clock clock) {
        this.recording = recording;
        this.packs = packs;
        this.clock = clock;
    }

    /** One line from the form. @return what was wrong; nothing was recorded then */
    List<Mistake> record(UUID patient, JsonNode line, Person person) {
        var reading = Reading.of(line);
        var read = line(patient, reading, person);
        reading.nothingElse();
        if (reading.mistakes().isEmpty()) {
            recording.record(patient, List.of(read));
        }
        return reading.mistakes();
    }

    int record(UUID patient, List<PastSession> lines) {
        return recording.record(patient, lines);
    }

    /** Meaningless when a mistake was noted. The id follows from the line, so that the same line twice is one session. */
    PastSession line(UUID patient, Reading line, Person person) {
        var today = Moments.lastBegun(clock);
        var date = line.needed("date", line.date("date"));
        var procedure = line.needed("procedure", line.word("procedure", Procedure.class));
        var region = line.word("region", Region.class);
        var payer = line.line("payer", 60);
        var source = line.needed("source", line.line("source", 200));
        date.filter(day -> day.isAfter(today)).ifPresent(_ -> line.wrong("date", "A session that was performed cannot lie after today."));
        procedure.filter(p -> region.filter(r -> r != p.region()).isPresent())
                .ifPresent(p -> line.wrong("region", "The procedure treats the " + p.region().words() + " region."));
        procedure.filter(p -> !p.isInjection()).ifPresent(_ -> line.wrong("procedure", "A consultation is no injection session."));
        payer.filter(code -> packs.on(today).payer(code).isEmpty()).ifPresent(_ -> line.wrong("payer", "The payer is not known."));
        var when = date.orElse(LocalDate.EPOCH);
        var what = procedure.orElse(Procedure.CONSULTATION);
        return new PastSession(StableIds.of("history", patient.toString(), when.toString(), what.code()).toString(), when, what, payer,
                source.orElse("") + " (entered by " + person.name() + ")");
    }
}
