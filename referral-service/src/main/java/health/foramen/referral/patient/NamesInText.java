package health.foramen.referral.patient;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes the names of a person out of what others wrote, word by word, however they are cased or accented: a name inside another word stays, as <i>Li</i>
 * in <i>lidocaine</i>. Words that stand in many names and in many sentences (<i>de la</i>, <i>bin</i>, an initial) go only beside another word of the name.
 * Arabic joins "and", "to" or "with" to the word that follows; scripts that leave no space between words are searched as they stand.
 */
public final class NamesInText implements UnaryOperator<String> {

    /** In the place of a name. */
    public static final String GONE = "[…]";

    /** Particles of names in the languages of patients here. */
    private static final Set<String> PARTICLES = Set.of("de", "del", "della", "di", "da", "das", "do", "dos", "du", "la", "las", "le", "les", "lo", "los", "el", "al", "y",
            "e", "van", "von", "der", "den", "ter", "ten", "bin", "ben", "ibn", "bint", "abu", "the", "of", "st", "san", "بن", "ابن", "بنت", "ال", "ابو", "ام");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Cf}]+");
    /** What may stand between two words of one name. */
    private static final Pattern WITHIN_A_NAME = Pattern.compile("[\\s\\p{Z}'’.,-]{1,2}");
    private static final Pattern UNSPACED = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}\\p{M}]{2,}");
    /** The Arabic words of one letter that are written together with the next: and, so, with, to, like. */
    private static final Pattern JOINED = Pattern.compile("[وفبلك]{1,2}(?=\\p{IsArabic}{3,})");
    private static final String TATWEEL = "\u0640";

    private final Set<String> telling = new HashSet<>();
    private final Set<String> particles = new HashSet<>();
    private final List<Pattern> asTheyStand;

    private record Word(int from, int to, boolean told, boolean particle) {
    }

    private NamesInText(Collection<Identity> people) {
        var whole = new LinkedHashSet<String>();
        for (var person : people) {
            for (var part : List.of(person.givenName(), person.familyName())) {
                var words = Identity.words(part).stream().map(NamesInText::bare).toList();
                var weak = words.stream().filter(NamesInText::isParticle).toList();
                telling.addAll(weak.size() == words.size() && words.stream().anyMatch(word -> word.length() > 1) ? words : words.stream().filter(word -> !weak.contains(word)).toList());
                particles.addAll(weak);
            }
            var given = Normalizer.normalize(person.givenName().strip(), Normalizer.Form.NFC);
            var family = Normalizer.normalize(person.familyName().strip(), Normalizer.Form.NFC);
            Stream.of(family + given, given + family, given, family).filter(name -> UNSPACED.matcher(name).matches() || !name.isEmpty() && !WORD.matcher(name).find())
                    .forEach(whole::add);
        }
        asTheyStand = whole.stream().map(name -> Pattern.compile(Pattern.quote(name))).toList();
    }

    public static NamesInText of(Collection<Identity> people) {
        return new NamesInText(people);
    }

    @Override
    public String apply(String text) {
        var rest = asTheyStand.isEmpty() ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
        for (var name : asTheyStand) {
            rest = name.matcher(rest).replaceAll(GONE);
        }
        return withoutWords(rest);
    }

    private String withoutWords(String text) {
        var words = WORD.matcher(text).results().map(this::word).collect(Collectors.toCollection(ArrayList::new));
        for (int i = 1; i < words.size(); i++) {
            spread(words, i - 1, i, text);
        }
        for (int i = words.size() - 1; i > 0; i--) {
            spread(words, i, i - 1, text);
        }
        var left = new StringBuilder();
        int from = 0;
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).told()) {
                left.append(text, from, words.get(i).from()).append(GONE);
                while (i + 1 < words.size() && words.get(i + 1).told() && withinAName(text, words.get(i), words.get(i + 1))) {
                    i++;
                }
                from = words.get(i).to();
            }
        }
        return left.append(text, from, text.length()).toString();
    }

    private Word word(MatchResult found) {
        var word = bare(Identity.folded(found.group()));
        if (telling.contains(word)) {
            return new Word(found.start(), found.end(), true, false);
        }
        var joined = JOINED.matcher(word);
        var told = joined.lookingAt() && Stream.of(1, joined.end()).anyMatch(letters -> telling.contains(word.substring(letters)));
        return new Word(found.start(), found.end(), told, particles.contains(word));
    }

    private static void spread(List<Word> words, int told, int beside, String text) {
        var next = words.get(beside);
        var first = words.get(Math.min(told, beside));
        var second = words.get(Math.max(told, beside));
        if (words.get(told).told() && next.particle() && !next.told() && withinAName(text, first, second)) {
            words.set(beside, new Word(next.from(), next.to(), true, true));
        }
    }

    private static boolean withinAName(String text, Word one, Word next) {
        return WITHIN_A_NAME.matcher(text.substring(one.to(), next.from())).matches();
    }

    private static boolean isParticle(String word) {
        return word.length() == 1 || PARTICLES.contains(word);
    }

    private static String bare(String folded) {
        return folded.replace(TATWEEL, "");
    }
}
