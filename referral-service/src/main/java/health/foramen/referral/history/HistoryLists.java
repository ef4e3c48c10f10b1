package health.foramen.referral.history;

import health.foramen.referral.history.HistoryList.Judged;
import health.foramen.referral.history.HistoryList.Line;
import health.foramen.referral.history.HistoryList.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** All lists that were brought in lately. */
public interface HistoryLists {

    Optional<HistoryList> find(UUID id);

    /** The newest first. */
    List<HistoryList> newest();

    /** @return false when a list of that id is there already */
    boolean add(HistoryList list, List<Line> lines);

    /** @return false when it stands in another phase by now */
    boolean turn(UUID id, Phase from, Phase to);

    /** A list with work that nobody else has taken, taken for a short while. */
    Optional<HistoryList> take();

    List<Line> piece(UUID id, int piece);

    /** Keeps what was found out of a piece and goes on to the next, unless somebody else has. */
    void worked(HistoryList list, List<Judged> piece);

    /** What was found out of a piece in the list's last phase. */
    List<Judged> judged(UUID id, int piece);

    /** Takes away what the lines that fit say, in every list. */
    void strike(Predicate<Line> wanted);

    /** Lists name patients; they do not stay. */
    void forgetBefore(Instant then);
}
