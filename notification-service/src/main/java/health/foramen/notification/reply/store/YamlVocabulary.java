package health.foramen.notification.reply.store;

import health.foramen.notification.contact.Language;
import health.foramen.notification.reply.Vocabulary;
import health.foramen.notification.reply.Vocabulary.Pattern;
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
                Word word = Word.valueOf(name.toString().toUpperCase(Locale.ROOT));
                Word other = words.put(Vocabulary.normal(one.toString()), word);
                if (other != null && other != word) {
                    throw new Broken(file + ": " + one + " is both " + other + " and " + word);
                }
            }));
            Set<String> negators = ((List<?>) read.get("negators")).stream().map(one -> Vocabulary.normal(one.toString())).collect(Collectors.toSet());
            return new Vocabulary(read.get("version").toString(), words, patterns(file, read.get("red-flags")), patterns(file, read.get("expected")), negators);
        } catch (NullPointerException | ClassCastException | IllegalArgumentException e) {
            throw new Broken(file + ": version, words, negators, red-flags and expected must be there, each of its shape: " + e.getMessage());
        }
    }

    private static List<Pattern> patterns(String file, Object groups) {
        List<Pattern> patterns = new ArrayList<>();
        for (Object one : (List<?>) groups) {
            Map<?, ?> group = (Map<?, ?>) one;
            Language language = Language.of(group.get("language").toString())
                    .orElseThrow(() -> new Broken(file + ": " + group.get("language") + " is no language of ours"));
            for (Object words : (List<?>) group.get("any")) {
                List<String> normal = Arrays.stream(words.toString().split(" ")).map(YamlVocabulary::stem).toList();
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
