package health.foramen.referral.care;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who did what, when and why. Kept inside the document it changed. */
public record Change(Instant at, Who by, String what, Optional<String> why) {

    /** The newest changes a document keeps: years of a busy record, and still a small document. */
    public static final int KEPT = 200;

    public static Change of(Instant at, Who by, String what) {
        return new Change(at, by, what, Optional.empty());
    }

    public static Change of(Instant at, Who by, String what, String why) {
        return new Change(at, by, what, Optional.of(why));
    }

    /** The first change is never dropped: it says where the record came from. */
    public static List<Change> append(List<Change> history, Change next) {
        var longer = new ArrayList<>(history);
        longer.add(next);
        while (longer.size() > KEPT) {
            longer.remove(1);
        }
        return List.copyOf(longer);
    }
}
