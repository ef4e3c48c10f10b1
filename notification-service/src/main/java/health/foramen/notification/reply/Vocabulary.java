package health.foramen.notification.reply;

import health.foramen.notification.contact.Language;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The words that patients use, from a versioned file.
 *
 * @param words    whole replies, normalised, and what each means
 * @param redFlags what must never wait
 * @param expected after-effects that can be normal
 * @param negators take back a warning that they stand shortly before, where its pattern allows that
 */
public record Vocabulary(String version, Map<String, Word> words, List<Pattern> redFlags, List<Pattern> expected, Set<String> negators) {

    /** What a whole reply can say. */
    public enum Word { CONFIRM, CHANGE, RIDE, HELP, STOP, START }

    /**
     * Words that occur in this order with at most {@value #BETWEEN} others between two; one that ends in {@code *} stands for all that begin so.
     *
     * @param negatable "no fever" is no fever; "no control of my bladder" is none of that kind
     * @param lasting   counts only once the hour has passed in which it is expected after a visit
     */
    public record Pattern(String flag, Language language, List<String> words, boolean negatable, boolean lasting) {

        static final int BETWEEN = 4;

        public Pattern {
            words = List.copyOf(words);
        }

        boolean isIn(List<String> said, Set<String> negators) {
            for (int start = 0; start < said.size(); start++) {
                if (fits(words.getFirst(), said.get(start)) && continues(said, start, 1)
                        && !(negatable && isNegated(said, start, negators))) {
                    return true;
                }
            }
            return false;
        }

        private boolean continues(List<String> said, int at, int next) {
            if (next == words.size()) {
                return true;
            }
            for (int i = at + 1; i < said.size() && i <= at + 1 + BETWEEN; i++) {
                if (fits(words.get(next), said.get(i)) && continues(said, i, next + 1)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isNegated(List<String> said, int start, Set<String> negators) {
            return said.subList(Math.max(0, start - 2), start).stream().anyMatch(negators::contains);
        }

        private static boolean fits(String pattern, String word) {
            return pattern.endsWith("*") ? word.startsWith(pattern.substring(0, pattern.length() - 1)) : word.equals(pattern);
        }
    }

    public Vocabulary {
        Objects.requireNonNull(version, "version");
        words = Map.copyOf(words);
        redFlags = List.copyOf(redFlags);
        expected = List.copyOf(expected);
        negators = Set.copyOf(negators);
    }

    /**
     * Letters without case, accents, vowel signs and stretching; Arabic letters that are written for one another made one; Arabic-Indic and
     * Persian digits as Latin ones; everything else a space.
     */
    public static String normal(String text) {
        StringBuilder plain = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT).codePoints().forEach(letter -> {
            int type = Character.getType(letter);
            if (type == Character.NON_SPACING_MARK || letter == 'ـ' || letter == '\'' || letter == '’' || type == Character.FORMAT) {
                return;
            }
            if (Character.isDigit(letter)) {
                plain.append(Character.digit(letter, 10));
            } else if (Character.isLetter(letter)) {
                plain.appendCodePoint(switch (letter) {
                    case 'ى' -> 'ي';
                    case 'ة' -> 'ه';
                    case 'ٱ' -> 'ا';
                    default -> letter;
                });
            } else {
                plain.append(' ');
            }
        });
        return plain.toString().strip().replaceAll(" +", " ");
    }

    /**
     * The most dangerous thing in it.
     *
     * @param afterVisit the hour has passed in which weakness is expected
     */
    Optional<Pattern> redFlag(String normal, boolean afterVisit) {
        List<String> said = List.of(normal.split(" "));
        return redFlags.stream().filter(pattern -> !pattern.lasting() || afterVisit).filter(pattern -> pattern.isIn(said, negators)).findFirst();
    }

    boolean isExpected(String normal) {
        List<String> said = List.of(normal.split(" "));
        return expected.stream().anyMatch(pattern -> pattern.isIn(said, negators));
    }
}
