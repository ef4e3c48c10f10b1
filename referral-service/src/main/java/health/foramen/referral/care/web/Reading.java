package health.foramen.referral.care.web;

import health.foramen.referral.care.Coded;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * One object of a request, read field by field. A mistake is noted beside its pointer and reading goes on, so that one answer names them
 * all; a field that nobody reads is a mistake too, because a slip in {@code bloodThinners} must not pass for "none".
 */
public final class Reading {

    /** A mistake. @param pointer as in RFC 6901 */
    public record Mistake(String pointer, String detail) {

        /** Whether it could not even be written down: a field that nobody reads, an object for a text, a character that no keyboard types. Any value could. */
        public boolean isStrange() {
            return STRANGE.contains(detail);
        }
    }

    private static final String UNKNOWN_FIELD = "This field is not known here.";
    private static final String NO_OBJECT = "An object is expected here.";
    private static final String NO_LIST = "A list is expected here.";
    private static final String NO_TEXT = "A text is expected here.";
    private static final String CONTROLS = "Control characters are not accepted.";
    private static final Set<String> STRANGE = Set.of(UNKNOWN_FIELD, NO_OBJECT, NO_LIST, NO_TEXT, CONTROLS);
    /** Letters and symbols, by Unicode's classes, that show nothing: fillers of Hangul, and Braille without a dot. */
    private static final Set<Integer> BLANKS = Set.of(0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800);

    /** No date of a living person lies outside. */
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2200, 1, 1);

    private static final String EMAIL = "[^@\\s,;:<>()\\[\\]\"\\\\]{1,64}@[^@\\s.,;:<>()\\[\\]\"\\\\]+(\\.[^@\\s.,;:<>()\\[\\]\"\\\\]+)+";

    private final JsonNode node;
    private final String pointer;
    private final List<Mistake> mistakes;
    private final Set<String> known = new HashSet<>();

    private Reading(JsonNode node, String pointer, List<Mistake> mistakes) {
        this.node = node;
        this.pointer = pointer;
        this.mistakes = mistakes;
    }

    public static Reading of(JsonNode body) {
        var reading = new Reading(body, "", new ArrayList<>());
        if (!body.isObject()) {
            reading.mistakes.add(new Mistake("", NO_OBJECT));
        }
        return reading;
    }

    public List<Mistake> mistakes() {
        return List.copyOf(mistakes);
    }

    public void wrong(String field, String detail) {
        mistakes.add(new Mistake(at(field), detail));
    }

    /** A mistake at a place that is counted from the whole body. */
    public void wrongAt(String wholePointer, String detail) {
        mistakes.add(new Mistake(wholePointer, detail));
    }

    public boolean isThere() {
        return node.isObject();
    }

    public boolean says(String field) {
        return !field(field).isMissingNode();
    }

    /** The object in that field; an empty one when it is absent. */
    public Reading object(String field) {
        var child = field(field);
        if (!child.isMissingNode() && !child.isObject()) {
            wrong(field, NO_OBJECT);
            child = MissingNode.getInstance();
        }
        return new Reading(child, at(field), mistakes);
    }

    /** The same, which must be there. */
    public Reading neededObject(String field) {
        if (!says(field)) {
            wrong(field, "This part is needed.");
        }
        return object(field);
    }

    public <T> List<T> objects(String field, int most, Function<Reading, T> each) {
        var items = items(field, most);
        var read = new ArrayList<T>();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).isObject()) {
                var item = new Reading(items.get(i), at(field) + "/" + i, mistakes);
                read.add(each.apply(item));
                item.nothingElse();
            } else {
                mistakes.add(new Mistake(at(field) + "/" + i, NO_OBJECT));
            }
        }
        return read;
    }

    /** One line. Blank is the same as absent. */
    public Optional<String> line(String field, int most) {
        return text(field, most, false);
    }

    /** Several lines. */
    public Optional<String> lines(String field, int most) {
        return text(field, most, true);
    }

    /** An address that mail can be sent to; quotes, brackets and lists are for headers and not for people. */
    public Optional<String> email(String field) {
        var email = line(field, 254);
        if (email.isPresent() && !email.get().matches(EMAIL)) {
            wrong(field, "An e-mail address such as maria@example.org is expected.");
        }
        return email;
    }

    public Optional<LocalDate> date(String field) {
        return line(field, 40).flatMap(text -> {
            try {
                var date = LocalDate.parse(text);
                if (date.isBefore(EARLIEST) || date.isAfter(LATEST)) {
                    wrong(field, "A date between 1900 and 2200 is expected.");
                    return Optional.empty();
                }
                return Optional.of(date);
            } catch (DateTimeParseException _) {
                wrong(field, "A date such as 2026-12-03 is expected.");
                return Optional.empty();
            }
        });
    }

    public Optional<Integer> whole(String field, int least, int most) {
        var value = field(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
            wrong(field, "A whole number from " + least + " to " + most + " is expected.");
            return Optional.empty();
        }
        return Optional.of(value.intValue());
    }

    public Optional<Boolean> yesNo(String field) {
        var value = field(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            wrong(field, "true or false is expected.");
            return Optional.empty();
        }
        return Optional.of(value.booleanValue());
    }

    public boolean yes(String field) {
        return yesNo(field).orElse(false);
    }

    public <E extends Enum<E> & Coded> Optional<E> word(String field, Class<E> type) {
        return line(field, 100).flatMap(code -> word(at(field), code, type));
    }

    public <E extends Enum<E> & Coded> List<E> words(String field, int most, Class<E> type) {
        var codes = texts(field, most, 100);
        var words = new ArrayList<E>();
        for (int i = 0; i < codes.size(); i++) {
            word(at(field) + "/" + i, codes.get(i), type).ifPresent(words::add);
        }
        return words;
    }

    public List<String> texts(String field, int most, int longest) {
        var items = items(field, most);
        var texts = new ArrayList<String>();
        for (int i = 0; i < items.size(); i++) {
            sound(at(field) + "/" + i, items.get(i), longest, false).ifPresent(texts::add);
        }
        return texts;
    }

    public <T> Optional<T> needed(String field, Optional<T> value) {
        if (value.isEmpty() && mistakes.stream().noneMatch(mistake -> mistake.pointer().equals(at(field)))) {
            wrong(field, "This is needed.");
        }
        return value;
    }

    /** Whatever was not read is not known here. */
    public void nothingElse() {
        if (node.isObject()) {
            node.propertyNames().stream().filter(name -> !known.contains(name)).limit(20)
                    .forEach(name -> mistakes.add(new Mistake(at(name), UNKNOWN_FIELD)));
        }
    }

    public String at(String field) {
        return pointer + "/" + field.replace("~", "~0").replace("/", "~1");
    }

    private JsonNode field(String field) {
        known.add(field);
        var value = node.isObject() ? node.path(field) : MissingNode.getInstance();
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    private List<JsonNode> items(String field, int most) {
        var value = field(field);
        if (value.isMissingNode()) {
            return List.of();
        }
        if (!value.isArray()) {
            wrong(field, NO_LIST);
            return List.of();
        }
        if (value.size() > most) {
            wrong(field, "At most " + most + " entries are accepted.");
            return List.of();
        }
        return List.copyOf(value.values());
    }

    private Optional<String> text(String field, int most, boolean severalLines) {
        var value = field(field);
        return value.isMissingNode() ? Optional.empty() : sound(at(field), value, most, severalLines);
    }

    /** Any script and any symbol is welcome; what no keyboard types on purpose is not. */
    private Optional<String> sound(String where, JsonNode value, int most, boolean severalLines) {
        if (!value.isString()) {
            mistakes.add(new Mistake(where, NO_TEXT));
            return Optional.empty();
        }
        var text = value.stringValue().replace("\r\n", "\n").strip();
        if (text.codePointCount(0, text.length()) > most) {
            mistakes.add(new Mistake(where, "At most " + most + " characters are accepted."));
            return Optional.empty();
        }
        if (text.codePoints().anyMatch(character -> unsound(character, severalLines))) {
            mistakes.add(new Mistake(where, CONTROLS));
            return Optional.empty();
        }
        return text.codePoints().allMatch(Reading::showsNothing) ? Optional.empty() : Optional.of(text);
    }

    /** What is made of such characters alone is as good as empty. */
    private static boolean showsNothing(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) || Character.getType(character) == Character.FORMAT || BLANKS.contains(character);
    }

    private static boolean unsound(int character, boolean severalLines) {
        var newLine = character == '\n' || character == '\t';
        return switch (Character.getType(character)) {
            case Character.CONTROL -> !(newLine && severalLines);
            case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            // Overrides of the text's direction can make a name read as another.
            default -> character == 0x202D || character == 0x202E;
        };
    }

    private <E extends Enum<E> & Coded> Optional<E> word(String where, String code, Class<E> type) {
        var word = Coded.of(type, code);
        if (word.isEmpty()) {
            mistakes.add(new Mistake(where, "The code is not known; expected is one of "
                    + Arrays.stream(type.getEnumConstants()).map(Coded::code).collect(Collectors.joining(", ")) + "."));
        }
        return word;
    }

    /** The words of a sentence begin with a capital. */
    public static String capital(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
