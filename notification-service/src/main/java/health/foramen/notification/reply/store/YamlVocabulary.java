package health.foramen.notification.reply.store;

import health.foramen.notification.contact.Language;
import health.foramen.notification.reply.Vocabulary;
import health.foramen.notification.reply.Vocabulary.Fillers;
import health.foramen.notification.reply.Vocabulary.Pattern;
import health.foramen.notification.reply.Vocabulary.Warnings;
import health.foramen.notification.reply.Vocabulary.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads the file of words. */
public final class YamlVocabulary {

    /** A file of words that cannot be used. */
    public static final class Broken extends RuntimeException {

        private static final long serialVersionUID = 1;

        Broken(String sentence) {
            super(sentence);
        }
    }

    private YamlVocabulary() {
    }

    /** @throws Broken with file, line where there is one, and reason */
    public static Vocabulary read(String file, String content) {
        Map<?, ?> read;
        try {
            read = new Yaml(new SafeConstructor(new LoaderOptions())).load(content) instanceof Map<?, ?> map ? map : Map.of();
        } catch (MarkedYAMLException e) {
            throw new Broken(file + ", line " + (e.getProblemMark().getLine() + 1) + ": " + e.getProblem());
        }
        try {
            Map<String, Word> words = new HashMap<>();
            ((Map<?, ?>) read.get("words")).forEach((name, all) -> ((List<?>) all).forEach(one -> {
                Word word = Word.valueOf(name.toString().toUpperCase(Locale.ROOT).replace('-', '_'));
                Word other = words.put(Vocabulary.normal(one.toString()), word);
                if (other != null && other != word) {
                    throw new Broken(file + ": " + one + " is both " + other + " and " + word);
                }
            }));
            Map<String, Integer> scores = new HashMap<>();
            ((Map<?, ?>) read.get("scores")).forEach((value, all) -> ((List<?>) all).forEach(one -> {
                int score = Integer.parseInt(value.toString());
                Integer other = scores.put(Vocabulary.normal(one.toString()), score);
                if (score < 0 || score > 10 || other != null && other != score) {
                    throw new Broken(file + ": " + one + " must be one number from 0 to 10, not " + value + (other == null ? "" : " and " + other));
                }
            }));
            Map<?, ?> fillers = (Map<?, ?>) read.get("fillers");
            return new Vocabulary(read.get("version").toString(), words, scores,
                    new Fillers(set(fillers.get("polite")), set(fillers.get("choosing")), set(fillers.get("scoring")), set(fillers.get("asking"))),
                    new Warnings(patterns(file, read.get("red-flags")), patterns(file, read.get("harmless")), set(read.get("negators")), set(read.get("bridges")),
                            set(read.get("ordinary"))),
                    patterns(file, read.get("expected")), patterns(file, read.get("rides")), patterns(file, read.get("rides-lost")));
        } catch (NullPointerException | ClassCastException | IllegalArgumentException e) {
            throw new Broken(file + ": version, words, scores, fillers, negators, bridges, ordinary, harmless, red-flags, expected, rides and rides-lost must be there, each of its shape: "
                    + e.getMessage());
        }
    }

    private static Set<String> set(Object words) {
        return ((List<?>) words).stream().map(one -> Vocabulary.normal(one.toString())).collect(Collectors.toSet());
    }

    private static List<Pattern> patterns(String file, Object groups) {
        List<Pattern> patterns = new ArrayList<>();
        for (Object one : (List<?>) groups) {
            Map<?, ?> group = (Map<?, ?>) one;
            Language language = Language.of(group.get("language").toString())
                    .orElseThrow(() -> new Broken(file + ": " + group.get("language") + " is no language of ours"));
            for (Object words : (List<?>) group.get("any")) {
                List<List<String>> normal = Arrays.stream(words.toString().strip().split(" +"))
                        .map(either -> Arrays.stream(either.split("/")).map(YamlVocabulary::stem).toList()).toList();
                if (normal.stream().flatMap(List::stream).anyMatch(word -> word.isBlank() || word.equals("*"))) {
                    throw new Broken(file + ": " + words + " has an empty word");
                }
                patterns.add(new Pattern(group.get("flag").toString(), language, normal, Boolean.TRUE.equals(group.get("negatable")),
                        Boolean.TRUE.equals(group.get("lasting"))));
            }
        }
        return patterns;
    }

    private static String stem(String word) {
        return word.endsWith("*") ? Vocabulary.normal(word.substring(0, word.length() - 1)) + "*" : Vocabulary.normal(word);
    }
}
