package health.foramen.referral.history;

import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Who;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A list that somebody brings in. It is checked first, and that changes nothing; whoever brought it reads what would happen, and then has it
 * recorded or discards it. Both are done in pieces in the background, so a list outlives the process that began with it.
 *
 * @param fingerprint of the file, so that the same key with another file is noticed
 * @param ignored     columns that nobody reads
 * @param pieces      how many, each of at most {@value #PIECE} lines
 * @param next        the piece to be worked on
 */
public record HistoryList(UUID id, String name, String fingerprint, Who by, Instant at, Phase phase, int lines, int pieces, int next, List<String> ignored,
                          Counts checked, Counts recorded) {

    public static final int PIECE = 100;
    public static final int MOST_LINES = 20_000;
    public static final int MOST_BYTES = 5 * 1024 * 1024;

    public HistoryList {
        ignored = List.copyOf(ignored);
    }

    public enum Phase implements Coded {
        CHECKING("checking"), CHECKED("checked"), RECORDING("recording"), DONE("done"), DISCARDED("discarded");

        private final String code;

        Phase(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }

        /** Whether the background has something to do. */
        public boolean works() {
            return this == CHECKING || this == RECORDING;
        }
    }

    /** What became of a line. */
    public enum Verdict implements Coded {
        /** Good, and not on record yet. */
        NEW("new"),
        /** On record already, or named earlier in the list. */
        KNOWN("known"),
        RECORDED("recorded"), REJECTED("rejected");

        private final String code;

        Verdict(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    public record Counts(int fresh, int known, int rejected) {

        public static final Counts NONE = new Counts(0, 0, 0);

        public int all() {
            return fresh + known + rejected;
        }
    }

    /** One line as it was sent. @param number as an editor counts, the heading is line 1 */
    public record Line(int number, Map<String, String> cells) {

        public Line {
            cells = Map.copyOf(cells);
        }

        /** Nothing is left of a line whose patient was erased. */
        public boolean isStruck() {
            return cells.isEmpty();
        }

        public Optional<String> cell(String column) {
            return Optional.ofNullable(cells.get(column)).map(String::strip).filter(text -> !text.isEmpty());
        }
    }

    public record Judged(Line line, Verdict verdict, Optional<String> because) {
    }

    /** How far the present phase has come, of {@link #lines}. */
    public int worked() {
        return switch (phase) {
            case CHECKING -> checked.all();
            case RECORDING -> recorded.all();
            case CHECKED, DONE, DISCARDED -> lines;
        };
    }
}
