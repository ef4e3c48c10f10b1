package health.foramen.referral.ledger;

import health.foramen.referral.packs.PayerPack.Window;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The arithmetic behind a yes or a no, for one payer and family of procedures in one region on one day: which sessions count in which window
 * and until when, the distance from the last one, what the diary says of its relief, and the first day on which all of it allows the next.
 *
 * @param sentence the whole of it for a reader
 */
public record Reckoning(Limits limits, LocalDate on, List<Counted> windows, Optional<Spacing> spacing, Optional<Repeat> repeat,
                        LocalDate nextEligible, String sentence) {

    public Reckoning {
        windows = List.copyOf(windows);
    }

    /** One window of the payer and what lies in it. */
    public record Counted(Window window, List<Line> lines) {

        public Counted {
            lines = List.copyOf(lines);
        }

        public int room() {
            return Math.max(0, window.count() - lines.size());
        }
    }

    /**
     * One session that counts.
     *
     * @param date        it was performed; of a permit, the last day on which it may be used
     * @param countsUntil the last day on whose window it weighs; a permit leaves earlier when it is released
     */
    public record Line(LocalDate date, LocalDate countsUntil, boolean permitted, String source) {
    }

    /** The payer's distance between sessions. */
    public record Spacing(int days, LocalDate last, LocalDate from) {
    }

    /**
     * What the payer asks of the session before, and what the diary has said so far.
     *
     * @param orFunctionGain in percent, where the payer takes better function for relief; a referral states it, the diary does not
     * @param reachedUntil   the last day after the session until which every entry reached the percentage
     */
    public record Repeat(int percent, int days, boolean verified, Optional<Integer> orFunctionGain, Session after, Optional<Integer> reachedUntil, Standing standing) {

        /** Whether the relief of the session before allows another. */
        public enum Standing {
            MET, NOT_MET,
            /** Every entry so far reached it, but the days asked for are not over. */
            STILL_COUNTING, NO_ENTRY
        }
    }
}
