package health.foramen.referral.history;

import health.foramen.referral.care.Who;
import health.foramen.referral.history.HistoryList.Counts;
import health.foramen.referral.history.HistoryList.Judged;
import health.foramen.referral.history.HistoryList.Line;
import health.foramen.referral.history.HistoryList.Phase;
import health.foramen.referral.history.HistoryList.Verdict;
import health.foramen.referral.ledger.RecordingHistory;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Brings a list in: checks it, and when its bringer says so, records its good lines. One line is one session, however often it is brought. */
public final class BringingInHistory implements Traces {

    /** As long as a list is needed to mend what it rejected. */
    private static final Duration KEPT = Duration.ofDays(30);

    /** @param fingerprint of the whole file */
    public record BringList(UUID id, String name, String fingerprint, Who by, List<String> ignored, List<Line> lines) {
    }

    /** What became of bringing a list. */
    public sealed interface Brought {

        record Taken(HistoryList list) implements Brought {
        }

        /** The key was used before, for another file. */
        record KeyUsedForAnother() implements Brought {
        }
    }

    private final HistoryLists lists;
    private final JudgingLines judging;
    private final RecordingHistory recording;
    private final Clock clock;

    public BringingInHistory(HistoryLists lists, JudgingLines judging, RecordingHistory recording, Clock clock) {
        this.lists = lists;
        this.judging = judging;
        this.recording = recording;
        this.clock = clock;
    }

    public Brought bring(BringList request) {
        var pieces = Math.ceilDiv(request.lines().size(), HistoryList.PIECE);
        var list = new HistoryList(request.id(), request.name(), request.fingerprint(), request.by(), clock.instant(),
                pieces == 0 ? Phase.CHECKED : Phase.CHECKING, request.lines().size(), pieces, 0, request.ignored(), Counts.NONE, Counts.NONE);
        lists.forgetBefore(clock.instant().minus(KEPT));
        if (lists.add(list, request.lines())) {
            return new Brought.Taken(list);
        }
        var known = lists.find(request.id()).orElseThrow();
        return known.fingerprint().equals(request.fingerprint()) ? new Brought.Taken(known) : new Brought.KeyUsedForAnother();
    }

    public Optional<HistoryList> find(UUID id) {
        return lists.find(id);
    }

    public List<HistoryList> newest() {
        return lists.newest();
    }

    /** @return false when it is not there to be recorded */
    public boolean record(UUID id) {
        return lists.turn(id, Phase.CHECKED, Phase.RECORDING)
                || lists.find(id).filter(list -> list.phase() == Phase.RECORDING || list.phase() == Phase.DONE).isPresent();
    }

    public boolean discard(UUID id) {
        return lists.turn(id, Phase.CHECKED, Phase.DISCARDED) || lists.find(id).filter(list -> list.phase() == Phase.DISCARDED).isPresent();
    }

    /** Lines that were not taken, from one piece on. */
    public List<Judged> judged(UUID id, int piece) {
        return lists.judged(id, piece);
    }

    /** An erased person's lines lose what they say; that there was a line stays. */
    @Override
    public void strike(Patient person) {
        lists.strike(line -> judging.names(line, person));
    }

    /** Does one piece of some list. @return false when there is nothing to do */
    public boolean work() {
        var taken = lists.take();
        taken.ifPresent(list -> {
            var lines = lists.piece(list.id(), list.next());
            lists.worked(list, list.phase() == Phase.RECORDING ? lines.stream().map(line -> recorded(list, line)).toList() : checked(list, lines));
        });
        return taken.isPresent();
    }

    /** A line that stands twice among its neighbours is one session. Farther apart the ledger itself notices when it is recorded. */
    private List<Judged> checked(HistoryList list, List<Line> lines) {
        var seen = new HashSet<String>();
        return lines.stream().map(line -> {
            var judged = judging.judge(list, line);
            return judged.verdict() == Verdict.NEW && !seen.add(judging.read(list, line).session().orElseThrow().id())
                    ? new Judged(line, Verdict.KNOWN, Optional.of("The list names this session twice.")) : judged;
        }).toList();
    }

    private Judged recorded(HistoryList list, Line line) {
        var judged = judging.judge(list, line);
        if (judged.verdict() != Verdict.NEW) {
            return judged;
        }
        var read = judging.read(list, line);
        var written = recording.record(read.patient().orElseThrow(), List.of(read.session().orElseThrow())) > 0;
        return written ? new Judged(line, Verdict.RECORDED, Optional.empty()) : judging.judge(list, line);
    }
}
