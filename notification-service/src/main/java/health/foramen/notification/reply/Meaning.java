package health.foramen.notification.reply;

import health.foramen.notification.reply.Vocabulary.Word;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a reply says, before anybody asks what it answers. */
sealed interface Meaning {

    /** One of the words or digits that were offered. */
    record Said(Word word) implements Meaning {
    }

    /** A bare number that is none of the offered digits alone, or also a pain score: 0 to 10. */
    record Number(int value, Optional<Word> or) implements Meaning {
    }

    /** A letter that picks one of two visits. */
    record Pick(int index) implements Meaning {
    }

    record Free(String normal) implements Meaning {
    }

    Pattern NUMBER = Pattern.compile("(\\d{1,2})(?: ?(?:de|of|من|/)? ?10)?");

    static Meaning of(String body, Vocabulary vocabulary) {
        String normal = Vocabulary.normal(body);
        var number = NUMBER.matcher(normal);
        if (number.matches() && Integer.parseInt(number.group(1)) <= 10) {
            int value = Integer.parseInt(number.group(1));
            return new Number(value, switch (value) {
                case 1 -> Optional.of(Word.CONFIRM);
                case 2 -> Optional.of(Word.CHANGE);
                case 3 -> Optional.of(Word.RIDE);
                case 9 -> Optional.of(Word.HELP);
                default -> Optional.empty();
            });
        }
        Word word = vocabulary.words().get(normal);
        if (word != null) {
            return new Said(word);
        }
        return switch (normal) {
            case "a", "ا" -> new Pick(0);
            case "b", "ب" -> new Pick(1);
            case "c", "ج" -> new Pick(2);
            case "d", "د" -> new Pick(3);
            default -> new Free(normal);
        };
    }
}
