package health.foramen.referral.directory.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import health.foramen.referral.care.store.Written;
import health.foramen.referral.directory.Directory;
import health.foramen.referral.directory.Physician;
import health.foramen.referral.patient.PhoneNumbers.Telephone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code physicians}: one document each. {@code physician-words}: for each beginning of a name or practice and each number, whom it leads to; words are
 * written before the physician they lead to. {@code practices}: code, name and whom it has, a short list.
 */
public final class MongoDirectory implements Directory {

    private static final String COLLECTION = "physicians";
    private static final String WORDS = "physician-words";
    private static final String PRACTICES = "practices";
    private static final TypeReference<LinkedHashMap<String, Object>> FIELDS = new TypeReference<>() { };

    /** A beginning of so many characters leads to its physicians; longer ones are compared in memory. */
    private static final int BEGINNING = 3;
    /** Physicians behind one word, the newest kept. */
    private static final int MOST_BEHIND = 1_000;
    private static final int MOST_PRACTICES = 2_000;
    private static final int MOST_OF_A_PRACTICE = 500;

    private final MongoOperations mongo;
    private final JsonMapper mapper = Written.words().mapper();

    public MongoDirectory(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public Optional<Physician> find(UUID id) {
        return Optional.ofNullable(mongo.execute(COLLECTION, physicians -> physicians.find(eq("_id", id.toString())).first())).map(this::read);
    }

    @Override
    public Physician put(Physician first, UnaryOperator<Physician> change) {
        while (true) {
            var stored = find(first.id());
            var wanted = stored.map(change).orElse(first);
            if (stored.filter(wanted::equals).isPresent()) {
                return wanted;
            }
            var next = wanted.next();
            addWords(next);
            mongo.execute(PRACTICES, practices -> practices.updateOne(eq("_id", next.practice()), Updates.set("name", next.practiceName()), new UpdateOptions().upsert(true)));
            join(next);
            if (stored.isPresent() ? replaced(stored.get(), next) : inserted(next)) {
                return next;
            }
        }
    }

    @Override
    public boolean replace(Physician seen, Physician next) {
        addWords(next);
        join(next);
        return replaced(seen, next);
    }

    /** Before the entry is stored, so that the practice may name one who never came, and lacks nobody. */
    private void join(Physician physician) {
        var id = physician.id().toString();
        mongo.execute(PRACTICES, practices -> practices.updateOne(and(eq("_id", physician.practice()), ne("physicians", id)),
                Updates.pushEach("physicians", List.of(id), new PushOptions().slice(-MOST_OF_A_PRACTICE))));
    }

    @Override
    public List<Physician> of(String practice) {
        var found = mongo.execute(PRACTICES, practices -> practices.find(eq("_id", practice)).first());
        if (found == null) {
            return List.of();
        }
        // Whoever was entered before practices named their people is found by the practice's words.
        var ids = new LinkedHashSet<>(found.getList("physicians", String.class, List.of()));
        ids.addAll(people(Physician.searchable(found.getString("name")).stream().map(word -> "name:" + beginning(word)).toList()));
        return mongo.execute(COLLECTION, physicians -> physicians.find(in("_id", ids)).map(this::read).into(new ArrayList<>())).stream()
                .filter(physician -> physician.practice().equals(practice)).sorted(Comparator.comparing(Physician::name)).toList();
    }

    @Override
    public List<Physician> search(String words, int most) {
        var typed = Physician.searchable(words);
        Set<String> candidates = null;
        for (var word : typed) {
            var these = people(List.of("name:" + beginning(word), "npi:" + word));
            candidates = candidates == null ? these : kept(candidates, these);
        }
        var found = new LinkedHashSet<>(candidates == null ? Set.of() : candidates);
        if (digits(words).length() >= 7) {
            found.addAll(people(List.of("number:" + lastDigits(words))));
        }
        return mongo.execute(COLLECTION, physicians -> physicians.find(in("_id", found)).map(this::read).into(new ArrayList<>())).stream()
                .filter(physician -> matches(physician, typed, words)).sorted(Comparator.comparing(Physician::name)).limit(most).toList();
    }

    @Override
    public List<Practice> practices() {
        return mongo.execute(PRACTICES, practices -> practices.find().limit(MOST_PRACTICES).map(found -> new Practice(found.getString("_id"), found.getString("name")))
                .into(new ArrayList<>())).stream().sorted(Comparator.comparing(practice -> practice.name().toLowerCase(Locale.ROOT))).toList();
    }

    private boolean inserted(Physician physician) {
        try {
            mongo.execute(COLLECTION, physicians -> physicians.insertOne(write(physician)));
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    private boolean replaced(Physician seen, Physician next) {
        return mongo.execute(COLLECTION, physicians -> physicians.replaceOne(and(eq("_id", seen.id().toString()), eq("version", seen.version())), write(next)))
                .getMatchedCount() == 1;
    }

    private void addWords(Physician physician) {
        var id = physician.id().toString();
        words(physician).forEach(word -> {
            try {
                mongo.execute(WORDS, words -> words.updateOne(and(eq("_id", word), ne("physicians", id)),
                        Updates.pushEach("physicians", List.of(id), new PushOptions().slice(-MOST_BEHIND)), new UpdateOptions().upsert(true)));
            } catch (DuplicateKeyException _) {
                // The word leads to this physician already.
            }
        });
    }

    private static Set<String> words(Physician physician) {
        var words = new LinkedHashSet<String>();
        Physician.searchable(physician.name() + " " + physician.practiceName()).forEach(word -> words.add("name:" + beginning(word)));
        physician.npi().ifPresent(npi -> words.add("npi:" + npi));
        physician.phone().ifPresent(number -> words.add("number:" + lastDigits(number)));
        physician.fax().ifPresent(number -> words.add("number:" + lastDigits(number)));
        return words;
    }

    private static boolean matches(Physician physician, List<String> typed, String words) {
        var known = new ArrayList<>(Physician.searchable(physician.name() + " " + physician.practiceName()));
        physician.npi().ifPresent(known::add);
        var number = digits(words).length() >= 7 && List.of(physician.phone(), physician.fax()).stream().flatMap(Optional::stream)
                .anyMatch(each -> lastDigits(each).equals(lastDigits(words)));
        return number || !typed.isEmpty() && typed.stream().allMatch(word -> known.stream().anyMatch(each -> each.startsWith(word)));
    }

    private Set<String> people(List<String> words) {
        var people = new LinkedHashSet<String>();
        mongo.execute(WORDS, documents -> documents.find(in("_id", words)).into(new ArrayList<Document>()))
                .forEach(document -> people.addAll(document.getList("physicians", String.class, List.of())));
        return people;
    }

    private static Set<String> kept(Set<String> some, Set<String> others) {
        var both = new LinkedHashSet<>(some);
        both.retainAll(others);
        return both;
    }

    private static String beginning(String word) {
        return word.codePoints().limit(BEGINNING).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static String lastDigits(String number) {
        var digits = digits(Telephone.numberOf(number));
        return digits.substring(Math.max(0, digits.length() - 7));
    }

    private static String digits(String text) {
        return text.chars().filter(Character::isDigit).mapToObj(digit -> String.valueOf(Character.digit(digit, 10))).reduce("", String::concat);
    }

    private Document write(Physician physician) {
        return new Document("_id", physician.id().toString()).append("version", physician.version()).append("state", new Document(mapper.convertValue(physician, FIELDS)));
    }

    private Physician read(Document document) {
        return mapper.convertValue(document.get("state"), Physician.class);
    }
}
