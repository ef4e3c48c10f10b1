package health.foramen.notification.reply;

import health.foramen.notification.reply.Vocabulary.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a reply says, before anybody asks what it answers. */
sealed interface Meaning {

    /** One of the words that were offered, or one that people say instead. */
    record Said(Word word) implements Meaning {
    }

    /** A number: one of the offered digits, a pain score from 0 to 10, or both. */
    record Number(int value, Optional<Word> or) implements Meaning {
    }

    /** 1 and 3: "I will come, and I have a ride". */
    record ComesWithARide() implements Meaning {
    }

    /** A letter that picks one of two visits. */
    record Pick(int index) implements Meaning {
    }

    /** @param digits it holds nothing but numbers: not one that we can use */
    record Free(String normal, boolean digits) implements Meaning {
    }

    Pattern OF_TEN = Pattern.compile("(?<!\\d)(\\d{1,2})(?: (?:de|of|out of|sobre|من|علي))? 10(?!\\d)");
    Pattern BOTH = Pattern.compile("1 (?:(?:and|y|plus|و|&) )?و?3");
    Pattern DIGITS = Pattern.compile("\\d+(?: \\d+)*");

    static Meaning of(String body, Vocabulary vocabulary) {
        String normal = Vocabulary.normal(body);
        return said(normal, vocabulary).or(() -> {
            String core = withoutManners(normal, vocabulary);
            return core.isEmpty() && !normal.isEmpty() ? Optional.of(new Said(Word.THANKS)) : said(core, vocabulary);
        }).orElseGet(() -> new Free(normal, DIGITS.matcher(normal).matches()));
    }

    private static Optional<Meaning> said(String core, Vocabulary vocabulary) {
        Word word = vocabulary.words().get(core);
        if (word != null) {
            return Optional.of(new Said(word));
        }
        if (BOTH.matcher(core).matches()) {
            return Optional.of(new ComesWithARide());
        }
        Optional<Meaning> number = number(core, vocabulary);
        if (number.isPresent()) {
            return number;
        }
        return switch (core) {
            case "a", "ا" -> Optional.of(new Pick(0));
            case "b", "ب" -> Optional.of(new Pick(1));
            case "c", "ج" -> Optional.of(new Pick(2));
            case "d", "د" -> Optional.of(new Pick(3));
            default -> Optional.empty();
        };
    }

    /** One number, alone or with words that change nothing about it. */
    private static Optional<Meaning> number(String core, Vocabulary vocabulary) {
        Integer whole = vocabulary.scores().get(core);
        if (whole != null) {
            return Optional.of(new Number(whole, core.contains(" ") || whole == 0 ? Optional.empty() : offered(whole)));
        }
        var ofTen = OF_TEN.matcher(core);
        boolean measured = ofTen.find();
        List<String> words = new ArrayList<>(Arrays.asList((measured ? ofTen.replaceFirst("$1") : core).split(" ")));
        List<Integer> values = words.stream().map(word -> value(word, vocabulary.scores())).flatMap(Optional::stream).toList();
        if (values.size() != 1 || values.getFirst() > 10) {
            return Optional.empty();
        }
        int value = values.getFirst();
        words.removeIf(word -> value(word, vocabulary.scores()).isPresent());
        if (measured && words.isEmpty()) {
            return Optional.of(new Number(value, Optional.empty()));
        }
        String rest = String.join(" ", words);
        Optional<Word> offered = offered(value);
        Word beside = vocabulary.words().get(withoutManners(rest, vocabulary));
        if (words.stream().allMatch(word -> vocabulary.fillers().choosing().contains(word) || vocabulary.fillers().polite().contains(word))
                || offered.isPresent() && (beside == offered.get() || beside == Word.YES && value == 1)) {
            return Optional.of(new Number(value, offered));
        }
        return words.stream().allMatch(word -> vocabulary.fillers().scoring().contains(word) || vocabulary.fillers().polite().contains(word))
                ? Optional.of(new Number(value, Optional.empty())) : Optional.empty();
    }

    private static Optional<Integer> value(String word, Map<String, Integer> scores) {
        return word.matches("\\d{1,2}") ? Optional.of(Integer.parseInt(word)) : word.matches("\\d+") ? Optional.of(Integer.MAX_VALUE)
                : Optional.ofNullable(scores.get(word));
    }

    private static Optional<Word> offered(int digit) {
        return switch (digit) {
            case 1 -> Optional.of(Word.CONFIRM);
            case 2 -> Optional.of(Word.CHANGE);
            case 3 -> Optional.of(Word.RIDE);
            case 9 -> Optional.of(Word.HELP);
            default -> Optional.empty();
        };
    }

    private static String withoutManners(String normal, Vocabulary vocabulary) {
        List<String> words = new ArrayList<>(Arrays.asList(normal.split(" ")));
        while (!words.isEmpty() && vocabulary.fillers().polite().contains(words.getFirst())) {
            words.removeFirst();
        }
        while (!words.isEmpty() && vocabulary.fillers().polite().contains(words.getLast())) {
            words.removeLast();
        }
        return String.join(" ", words);
    }
}
