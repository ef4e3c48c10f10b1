package health.foramen.referral.patient.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import health.foramen.referral.care.store.Entries;
import health.foramen.referral.patient.Patient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * {@code patient-words}: that a beginning of a name, a number or an address leads to somebody, one small document for each. Its id begins
 * with the word, so whom a word leads to is a range of ids; {@link #key} makes every id, so that a word may one day be stored as a keyed
 * hash of itself.
 */
final class SearchWords {

    static final String COLLECTION = "patient-words";

    /** Beginnings of so many characters lead to their people, the longer one to fewer; still longer ones are compared in memory. */
    private static final List<Integer> BEGINNINGS = List.of(3, 6);
    private static final String BEGINNING = "name:";
    /** People looked at behind words that are asked together. */
    private static final int MOST_PEOPLE = 16_000;
    /** Between the word and the person: no word holds a control character. */
    private static final char BEFORE_PERSON = '\u001f';
    private static final char AFTER_PEOPLE = '\u0020';

    private final MongoOperations mongo;

    SearchWords(MongoOperations mongo) {
        this.mongo = mongo;
    }

    static Set<String> of(Patient patient) {
        var words = new LinkedHashSet<String>();
        if (!patient.erased()) {
            patient.identity().nameWords().forEach(word -> BEGINNINGS.forEach(length -> words.add(BEGINNING + beginning(word, length))));
            words.add(wholeName(patient));
            words.add("born:" + patient.identity().birthDate());
            patient.contact().phone().ifPresent(phone -> words.add("number:" + lastDigits(phone)));
            patient.contact().email().ifPresent(email -> words.add("email:" + email.toLowerCase(Locale.ROOT)));
            patient.recordNumbers().values().forEach(number -> words.add("record:" + number.toLowerCase(Locale.ROOT)));
        }
        return words;
    }

    void add(Patient patient, Collection<String> words) {
        if (words.isEmpty()) {
            return;
        }
        var id = patient.id().toString();
        var documents = words.stream().map(word -> new Document("_id", key(word, id)).append("person", id)).toList();
        Entries.insertMissing(mongo, COLLECTION, documents);
    }

    void remove(Patient patient, Collection<String> words) {
        var keys = words.stream().map(word -> key(word, patient.id().toString())).toList();
        mongo.execute(COLLECTION, documents -> documents.deleteMany(in("_id", keys)));
    }

    /** Everybody to whom all the typed words could lead. */
    Set<UUID> candidates(String typed, int most) {
        var whole = typed.strip().toLowerCase(Locale.ROOT);
        var exact = new ArrayList<>(List.of("born:" + whole, "email:" + whole, "record:" + whole));
        if (digits(typed).length() >= 7) {
            exact.add("number:" + lastDigits(typed));
        }
        var found = new LinkedHashSet<>(people(exact));
        Set<String> named = null;
        for (var word : Patient.searchable(typed)) {
            var these = people(List.of(BEGINNING + beginning(word, BEGINNINGS.reversed().stream().filter(length -> word.codePointCount(0, word.length()) >= length)
                    .findFirst().orElse(BEGINNINGS.getFirst()))));
            named = named == null ? these : intersection(named, these);
        }
        if (named != null) {
            found.addAll(named);
        }
        return new LinkedHashSet<>(found.stream().limit(most).map(UUID::fromString).toList());
    }

    /** For each, who was born on the same day, is reached at the same number or address, or has the same whole name; who shares more of these comes first. */
    Map<UUID, List<UUID>> alike(Collection<Patient> people) {
        var shared = people.stream().collect(Collectors.toMap(Patient::id, SearchWords::telling));
        var behind = peopleBehind(shared.values().stream().flatMap(Set::stream).toList());
        var alike = new HashMap<UUID, List<UUID>>();
        shared.forEach((id, words) -> {
            var times = new LinkedHashMap<String, Integer>();
            words.forEach(word -> behind.getOrDefault(word, List.of()).forEach(person -> times.merge(person, 1, Integer::sum)));
            alike.put(id, times.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed()).map(Map.Entry::getKey).map(UUID::fromString).toList());
        });
        return alike;
    }

    private static Set<String> telling(Patient patient) {
        var words = new LinkedHashSet<>(List.of("born:" + patient.identity().birthDate(), wholeName(patient)));
        patient.contact().phone().ifPresent(phone -> words.add("number:" + lastDigits(phone)));
        patient.contact().email().ifPresent(email -> words.add("email:" + email.toLowerCase(Locale.ROOT)));
        return words;
    }

    static boolean match(Patient patient, String typed) {
        var whole = typed.strip().toLowerCase(Locale.ROOT);
        var digits = digits(typed);
        var names = patient.identity().nameWords();
        var typedWords = Patient.searchable(typed);
        return patient.identity().birthDate().toString().equals(whole)
                || patient.contact().email().filter(email -> email.equalsIgnoreCase(whole)).isPresent()
                || patient.recordNumbers().values().stream().anyMatch(number -> number.equalsIgnoreCase(whole))
                || digits.length() >= 7 && patient.contact().phone().filter(phone -> lastDigits(phone).equals(lastDigits(typed))).isPresent()
                || !typedWords.isEmpty() && typedWords.stream().allMatch(word -> names.stream().anyMatch(name -> name.startsWith(word)));
    }

    /** Whom any of the words leads to. */
    private Set<String> people(List<String> words) {
        return peopleBehind(words).values().stream().flatMap(List::stream).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** By the words, those of them that lead to anybody. */
    private Map<String, List<String>> peopleBehind(Collection<String> words) {
        if (words.isEmpty()) {
            return Map.of();
        }
        var ranges = words.stream().distinct().map(word -> and(gte("_id", word + BEFORE_PERSON), lt("_id", word + AFTER_PEOPLE))).toList();
        var people = new LinkedHashMap<String, List<String>>();
        mongo.execute(COLLECTION, documents -> {
            documents.find(ranges.size() == 1 ? ranges.getFirst() : or(ranges)).limit(MOST_PEOPLE).forEach(document -> {
                var key = document.getString("_id");
                people.computeIfAbsent(key.substring(0, key.lastIndexOf(BEFORE_PERSON)), _ -> new ArrayList<>()).add(document.getString("person"));
            });
            return null;
        });
        return people;
    }

    private static Set<String> intersection(Set<String> some, Set<String> others) {
        var both = new LinkedHashSet<>(some);
        both.retainAll(others);
        return both;
    }

    private static String key(String word, String person) {
        return word + BEFORE_PERSON + person;
    }

    private static String wholeName(Patient patient) {
        return "whole:" + patient.identity().nameWords().stream().sorted().collect(Collectors.joining(" "));
    }

    private static String beginning(String word, int length) {
        return word.codePoints().limit(length).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    /** Seven digits tell people of one town apart and do not depend on how the country was written. */
    private static String lastDigits(String number) {
        var digits = digits(number);
        return digits.substring(Math.max(0, digits.length() - 7));
    }

    private static String digits(String text) {
        return text.chars().filter(Character::isDigit).mapToObj(digit -> String.valueOf(Character.digit(digit, 10))).reduce("", String::concat);
    }
}
