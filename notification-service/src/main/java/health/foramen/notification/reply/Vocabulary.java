package health.foramen.notification.reply;

import health.foramen.notification.contact.Language;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The words that patients use, from a versioned file.
 *
 * @param words    whole replies, normalised, and what each means
 * @param scores   whole words that are a number: {@code seis}, {@code no pain}
 * @param fillers  what stands around an answer without changing it
 * @param warnings what must never wait, and how it is denied
 * @param expected after-effects that can be normal
 * @param rides    words that name somebody who drives
 * @param lost     words that say that nobody drives, or not any more
 */
public record Vocabulary(String version, Map<String, Word> words, Map<String, Integer> scores, Fillers fillers, Warnings warnings, List<Pattern> expected,
        List<Pattern> rides, List<Pattern> lost) {

    /** What a whole reply can say. {@code YES} and {@code NO} answer whatever was asked last. */
    public enum Word { CONFIRM, CHANGE, RIDE, NO_RIDE, HELP, STOP, START, YES, NO, THANKS }

    /**
     * @param polite   please, thank you, hello: at either end of a reply
     * @param choosing beside a digit that was offered: option 1
     * @param scoring  beside a pain score: about a 6
     * @param asking   in words about a ride that ask for one
     */
    public record Fillers(Set<String> polite, Set<String> choosing, Set<String> scoring, Set<String> asking) {
        public Fillers {
            polite = Set.copyOf(polite);
            choosing = Set.copyOf(choosing);
            scoring = Set.copyOf(scoring);
            asking = Set.copyOf(asking);
        }
    }

    /**
     * @param harmless what sounds like a warning and is none; its words are not looked at any more
     * @param negators deny a warning that follows them with nothing but {@code bridges} and other warnings between
     * @param bridges  words that a denial reaches across: have, any, or
     * @param ordinary words that look like a mistyped warning and are words of their own
     */
    public record Warnings(List<Pattern> flags, List<Pattern> harmless, Set<String> negators, Set<String> bridges, Set<String> ordinary) {
        public Warnings {
            flags = List.copyOf(flags);
            harmless = List.copyOf(harmless);
            negators = Set.copyOf(negators);
            bridges = Set.copyOf(bridges);
            ordinary = Set.copyOf(ordinary);
        }
    }

    /**
     * Words that occur in this order with few others between two; one that ends in {@code *} stands for all that begin so, and {@code a/b} for either.
     *
     * @param negatable "no fever" is no fever; "no control of my bladder" is none of that kind
     * @param lasting   counts only once the hour has passed in which it is expected after a visit
     */
    public record Pattern(String flag, Language language, List<List<String>> words, boolean negatable, boolean lasting) {

        public Pattern {
            words = words.stream().map(List::copyOf).toList();
        }
    }

    /** How many other words may stand between two of a warning. */
    private static final int BETWEEN = 4;
    /** What is harmless, or names a driver, is said in fewer. */
    private static final int CLOSE_BY = 2;
    /** A shorter word is another word when one letter differs. */
    private static final int SHORTEST_MISTYPED = 5;
    /** From this length on two letters may be wrong. */
    private static final int LONG = 8;
    private static final String SENTENCE_END = "|";
    private static final String COMMA = ",";
    /** Signs that say something. */
    private static final String SIGNS = "👍👌✅✔👎🙏❤";
    /** After an English "no" these begin a sentence of their own: "no I have a fever". */
    private static final Set<String> SUBJECTS = Set.of("i", "im", "ive", "my", "it", "its", "he", "she", "they", "we");

    /** "I can't move my neck" is no list of warnings that a denial could reach across. */
    private static final Set<String> INABILITY = Set.of("cant", "cannot");

    public Vocabulary {
        Objects.requireNonNull(version, "version");
        words = Map.copyOf(words);
        scores = Map.copyOf(scores);
        expected = List.copyOf(expected);
        rides = List.copyOf(rides);
        lost = List.copyOf(lost);
    }

    /**
     * Letters without case, accents, vowel signs and stretching; Arabic letters that are written for one another made one; Arabic-Indic and
     * Persian digits as Latin ones; everything else a space.
     */
    public static String normal(String text) {
        return String.join(" ", tokens(text).stream().filter(Vocabulary::isWord).toList());
    }

    /** The same as single words, with {@code |} where a sentence ends and a comma where a part of one does. */
    static List<String> tokens(String text) {
        StringBuilder plain = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT).codePoints().forEach(letter -> {
            int type = Character.getType(letter);
            if (type == Character.NON_SPACING_MARK || type == Character.FORMAT || type == Character.ENCLOSING_MARK || letter == 'ـ' || letter == '\''
                    || letter == '’' || letter == '‘' || letter == '`' || letter == '´') {
                return;
            }
            if (Character.isDigit(letter)) {
                plain.append(Character.digit(letter, 10));
            } else if (Character.isLetter(letter)) {
                plain.appendCodePoint(switch (letter) {
                    case 'ى', 'ی' -> 'ي';
                    case 'ة', 'ۀ' -> 'ه';
                    case 'ٱ' -> 'ا';
                    case 'ک' -> 'ك';
                    default -> letter;
                });
            } else if (SIGNS.indexOf(letter) >= 0) {
                plain.append(' ').appendCodePoint(letter).append(' ');
            } else {
                plain.append(switch (letter) {
                    case '.', '!', '?', ';', '\n', '؟', '؛', '…' -> " | ";
                    case ',', '،', ':' -> " , ";
                    default -> " ";
                });
            }
        });
        List<String> words = new ArrayList<>();
        for (String word : plain.toString().strip().split(" +")) {
            if (word.equals("not") && !words.isEmpty() && words.getLast().equals("can")) {
                words.set(words.size() - 1, "cannot");
            } else if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    private static boolean isWord(String token) {
        return !token.equals(SENTENCE_END) && !token.equals(COMMA);
    }

    /**
     * The most dangerous thing in it.
     *
     * @param afterVisit the hour has passed in which weakness is expected
     */
    Optional<Pattern> redFlag(String text, boolean afterVisit) {
        List<String> said = tokens(text);
        warnings.harmless().forEach(pattern -> blank(said, pattern));
        return warnings.flags().stream().filter(pattern -> !pattern.lasting() || afterVisit).filter(pattern -> warns(said, pattern)).findFirst();
    }

    boolean isExpected(String text) {
        List<String> said = tokens(text);
        return expected.stream().anyMatch(pattern -> warns(said, pattern));
    }

    /** "My son drives me": free words that answer the question who takes the patient home. */
    boolean namesARide(String text) {
        return !losesARide(text) && !text.contains("?") && !text.contains("؟") && tokens(text).stream().noneMatch(fillers.asking()::contains) && isClose(text, rides);
    }

    /** "My driver cancelled", "nobody can take me". */
    boolean losesARide(String text) {
        return isClose(text, lost);
    }

    private boolean isClose(String text, List<Pattern> patterns) {
        List<String> said = tokens(text);
        return patterns.stream().anyMatch(pattern -> {
            for (int start = 0; start < said.size(); start++) {
                if (fits(pattern.words().getFirst(), said.get(start), false) && end(said, pattern, start, 1, CLOSE_BY, false) >= 0) {
                    return true;
                }
            }
            return false;
        });
    }

    private boolean warns(List<String> said, Pattern pattern) {
        for (int start = 0; start < said.size(); start++) {
            if (fits(pattern.words().getFirst(), said.get(start), true) && end(said, pattern, start, 1, BETWEEN, true) >= 0
                    && !(pattern.negatable() && isDenied(said, start))) {
                return true;
            }
        }
        return false;
    }

    /** What is harmless is taken out, as far as it stands within one part of a sentence. */
    private void blank(List<String> said, Pattern pattern) {
        for (int start = 0; start < said.size(); start++) {
            if (!fits(pattern.words().getFirst(), said.get(start), false)) {
                continue;
            }
            int end = end(said, pattern, start, 1, CLOSE_BY, false);
            boolean oneBreath = end >= 0 && said.subList(start, end + 1).stream().allMatch(Vocabulary::isWord)
                    && said.subList(start + 1, end + 1).stream().noneMatch(warnings.negators()::contains);
            for (int i = start; oneBreath && i <= end; i++) {
                said.set(i, "·");
            }
        }
    }

    /** @return the place of the last word, or -1 */
    private int end(List<String> said, Pattern pattern, int at, int next, int between, boolean mistyped) {
        if (next == pattern.words().size()) {
            return at;
        }
        int passed = 0;
        for (int i = at + 1; i < said.size() && passed <= between; i++) {
            if (!isWord(said.get(i))) {
                continue;
            }
            if (fits(pattern.words().get(next), said.get(i), mistyped)) {
                int end = end(said, pattern, i, next + 1, between, mistyped);
                if (end >= 0) {
                    return end;
                }
            }
            passed++;
        }
        return -1;
    }

    /** Only words that a denial is known to reach across may stand between: when in doubt it is a warning. */
    private boolean isDenied(List<String> said, int start) {
        for (int i = start - 1; i >= 0; i--) {
            String word = said.get(i);
            if (warnings.negators().contains(word)) {
                return !(word.equals("no") && SUBJECTS.contains(said.get(i + 1)));
            }
            // "No fever, chills": the comma goes on with the list. "No, fever": it does not.
            boolean goesOn = word.equals(COMMA) && i > 0 && isOfAWarning(said.get(i - 1));
            if (!goesOn && !warnings.bridges().contains(word) && !isOfAWarning(word)) {
                return false;
            }
        }
        return false;
    }

    private boolean isOfAWarning(String word) {
        return warnings.flags().stream().filter(pattern -> pattern.negatable() && !pattern.lasting())
                .filter(pattern -> pattern.words().stream().flatMap(List::stream).noneMatch(one -> warnings.negators().contains(one) || INABILITY.contains(one)))
                .flatMap(pattern -> pattern.words().stream()).anyMatch(either -> fits(either, word, false));
    }

    private boolean fits(List<String> either, String word, boolean mistyped) {
        return either.stream().anyMatch(pattern -> pattern.endsWith("*") ? word.startsWith(stem(pattern)) : word.equals(pattern))
                || mistyped && !warnings.ordinary().contains(word) && either.stream().anyMatch(pattern -> isMistyped(pattern, word));
    }

    private static String stem(String pattern) {
        return pattern.substring(0, pattern.length() - 1);
    }

    /** A letter too many, too few, wrong or in the other's place; the first one is right. Of Arabic words without their article. */
    private static boolean isMistyped(String pattern, String word) {
        String right = bare(pattern.endsWith("*") ? stem(pattern) : pattern);
        String said = bare(word);
        if (right.length() < SHORTEST_MISTYPED || said.length() < SHORTEST_MISTYPED - 1 || right.charAt(0) != said.charAt(0)) {
            return false;
        }
        int forgiven = right.length() >= LONG ? 2 : 1;
        return pattern.endsWith("*")
                ? IntStream.rangeClosed(right.length() - 1, right.length() + 1).anyMatch(length -> apart(right, said.substring(0, Math.min(said.length(), length))) <= forgiven)
                : apart(right, said) <= forgiven;
    }

    private static String bare(String word) {
        return word.startsWith("ال") && word.length() > 4 ? word.substring(2) : word;
    }

    /** Damerau's distance in its simple form (optimal string alignment). */
    private static int apart(String one, String other) {
        if (Math.abs(one.length() - other.length()) > 2) {
            return Integer.MAX_VALUE;
        }
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                cost[i][j] = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[one.length()][other.length()];
    }
}
