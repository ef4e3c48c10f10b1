package health.foramen.referral.patient.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import health.foramen.referral.patient.Patient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.UUID;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * {@code patient-words}: for each beginning of a name, each number and address, whom it leads to. Every look-up is an equality on the id,
 * and {@link #key} makes every id, so that a word may one day be stored as a keyed hash of itself. The people behind a beginning of a name
 * are spread over {@value #PARTS} documents: a common one is one that many write to. All else leads to few.
 */
final class SearchWords {

    static final String COLLECTION = "patient-words";

    /** Beginnings of so many characters lead to their people, the longer one to fewer; still longer ones are compared in memory. */
    private static final List<Integer> BEGINNINGS = List.of(3, 6);
    private static final String BEGINNING = "name:";
    private static final int PARTS = 16;
    /** People in one part of one word, the newest kept: 16,000 behind one beginning of a name. */
    private static final int MOST_PEOPLE = 1_000;

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
        var id = patient.id().toString();
        words.forEach(word -> {
            try {
                mongo.execute(COLLECTION, documents -> documents.updateOne(and(eq("_id", key(word, part(word, id))), ne("people", id)),
                        Updates.pushEach("people", List.of(id), new PushOptions().slice(-MOST_PEOPLE)), new UpdateOptions().upsert(true)));
            } catch (DuplicateKeyException _) {
                // The word leads to this person already.
            }
        });
    }

    void remove(Patient patient, Collection<String> words) {
        words.forEach(word -> mongo.execute(COLLECTION,
                documents -> documents.updateOne(eq("_id", key(word, part(word, patient.id().toString()))),
                Updates.pull("people", patient.id().toString()))));
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
            named = named == null ? new LinkedHashSet<>(these) : intersection(named, these);
        }
        if (named != null) {
            found.addAll(named);
        }
        return new LinkedHashSet<>(found.stream().limit(most).map(UUID::fromString).toList());
    }

    /** Born on the same day, reached at the same number or address, or of the same whole name; who shares more of these comes first. */
    List<String> alike(Patient patient) {
        var shared = new ArrayList<>(List.of("born:" + patient.identity().birthDate(), wholeName(patient)));
        patient.contact().phone().ifPresent(phone -> shared.add("number:" + lastDigits(phone)));
        patient.contact().email().ifPresent(email -> shared.add("email:" + email.toLowerCase(Locale.ROOT)));
        var times = new LinkedHashMap<String, Integer>();
        shared.forEach(word -> people(List.of(word)).forEach(person -> times.merge(person, 1, Integer::sum)));
        return times.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed()).map(Map.Entry::getKey).toList();
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

    private Set<String> people(Collection<String> words) {
        var people = new HashSet<String>();
        mongo.execute(COLLECTION, documents -> documents.find(in("_id", words.stream()
                .flatMap(word -> IntStream.range(0, parts(word)).mapToObj(part -> key(word, part))).toList())).into(new ArrayList<Document>()))
                .forEach(document -> people.addAll(document.getList("people", String.class, List.of())));
        return people;
    }

    private static Set<String> intersection(Set<String> some, Set<String> others) {
        var both = new LinkedHashSet<>(some);
        both.retainAll(others);
        return both;
    }

    private static String key(String word, int part) {
        return word + "/" + part;
    }

    private static int part(String word, String id) {
        return Math.floorMod(id.hashCode(), parts(word));
    }

    private static int parts(String word) {
        return word.startsWith(BEGINNING) ? PARTS : 1;
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
