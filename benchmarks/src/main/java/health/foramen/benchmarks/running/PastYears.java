package health.foramen.benchmarks.running;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;

/// The years that a clinic has behind it: what it has in store for the next quarter, once more for each of so many quarters before today, with other people.
///
/// It knows next to nothing of a service's documents: every date in them is moved back, every id becomes another, the same one wherever it stood. Times stay
/// on the wall: a visit at nine was at nine in summer too. Only the agendas of clinicians, a document a year, are put together anew.
public final class PastYears {

    private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern DATES = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final List<String> COLLECTIONS = List.of("days", "agendas", "whereabouts", "permits");
    private static final Pattern INSTANTS = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?Z");
    private static final int AT_ONCE = 200;

    private PastYears() {
    }

    /// @param uri     the store of scheduling-service
    /// @param quarter days from the first to the last of what is copied
    /// @param times   how many quarters
    /// @return how many documents were written
    public static long store(String uri, int quarter, int times) {
        long written = 0;
        try (MongoClient client = MongoClients.create(uri)) {
            for (String name : COLLECTIONS) {
                MongoCollection<Document> collection = client.getDatabase("scheduling").getCollection(name);
                List<Document> present = collection.find(name.equals("days") ? Filters.exists("appointments.0") : Filters.empty()).into(new ArrayList<>());
                if (name.equals("permits")) {
                    // Who is still to be booked was so in no year before.
                    var booked = booked(client.getDatabase("scheduling"));
                    present.removeIf(permit -> !booked.contains(permit.getString("_id")));
                }
                for (int back = 1; back <= times; back++) {
                    for (int from = 0; from < present.size(); from += AT_ONCE) {
                        int earlier = back;
                        collection.insertMany(present.subList(from, Math.min(present.size(), from + AT_ONCE)).stream()
                                .map(document -> (Document) earlier(document, earlier, quarter)).toList());
                    }
                    written += present.size();
                }
            }
            written += clinicians(client.getDatabase("scheduling"), quarter, times);
        }
        return written;
    }

    private static Set<String> booked(MongoDatabase scheduling) {
        var permits = new HashSet<String>();
        // A few at a time: the embedded store holds in memory whatever one question finds.
        String last = "";
        List<Document> some;
        do {
            some = scheduling.getCollection("agendas").find(Filters.gt("_id", last)).sort(Sorts.ascending("_id")).limit(AT_ONCE).into(new ArrayList<>());
            some.forEach(agenda -> agenda.getList("entries", Document.class).forEach(entry -> permits.add(entry.getString("permit"))));
            last = some.isEmpty() ? last : some.getLast().getString("_id");
        } while (some.size() == AT_ONCE);
        return permits;
    }

    /// Of the days without patients nothing was copied, nor is it here.
    private static long clinicians(MongoDatabase scheduling, int quarter, int times) {
        var days = scheduling.getCollection("days").find(Filters.exists("appointments.0")).projection(Projections.include("_id")).map(day -> day.getString("_id")).into(new HashSet<>());
        MongoCollection<Document> agendas = scheduling.getCollection("clinicians");
        var years = new HashMap<String, Document>();
        for (Document agenda : agendas.find().into(new ArrayList<>())) {
            years.put(agenda.getString("_id"), agenda);
        }
        for (Document agenda : List.copyOf(years.values())) {
            var clinician = agenda.getString("_id").substring(0, agenda.getString("_id").lastIndexOf('|'));
            for (Document entry : List.copyOf(entries(agenda))) {
                for (int back = 1; back <= times; back++) {
                    var past = (Document) earlier(entry, back, quarter);
                    var day = past.getString("day");
                    if (days.contains(day)) {
                        var year = clinician + "|" + day.substring(day.lastIndexOf('|') + 1, day.lastIndexOf('|') + 5);
                        entries(years.computeIfAbsent(year, id -> new Document("_id", id).append("version", 1L)
                                .append("state", new Document("entries", new ArrayList<>())).append("outbox", List.of()))).add(past);
                    }
                }
            }
        }
        years.forEach((id, agenda) -> agendas.replaceOne(Filters.eq("_id", id), agenda, new ReplaceOptions().upsert(true)));
        return years.size();
    }

    @SuppressWarnings("unchecked")
    private static List<Document> entries(Document agenda) {
        return agenda.get("state", Document.class).get("entries", List.class);
    }

    private static Object earlier(Object value, int back, int quarter) {
        return switch (value) {
            case Document document -> {
                Document copy = new Document();
                for (Map.Entry<String, Object> field : document.entrySet()) {
                    // Nothing of the past is still to be told.
                    copy.append(field.getKey(), field.getKey().equals("outbox") ? List.of() : earlier(field.getValue(), back, quarter));
                }
                yield copy;
            }
            case List<?> list -> list.stream().map(one -> earlier(one, back, quarter)).toList();
            case Date date -> Date.from(earlier(date.toInstant(), back, quarter));
            case String text -> earlier(text, back, quarter);
            case null, default -> value;
        };
    }

    private static Instant earlier(Instant instant, int back, int quarter) {
        return instant.atZone(LargeClinic.ZONE).minusDays((long) back * quarter).toInstant();
    }

    private static String earlier(String text, int back, int quarter) {
        if (INSTANTS.matcher(text).matches()) {
            return earlier(Instant.parse(text), back, quarter).toString();
        }
        String otherPeople = UUIDS.matcher(text).replaceAll(found -> UUID.nameUUIDFromBytes((found.group() + back).getBytes(StandardCharsets.US_ASCII)).toString());
        Matcher dates = DATES.matcher(otherPeople);
        return dates.replaceAll(found -> isDate(otherPeople, found.start()) ? LocalDate.parse(found.group()).minusDays((long) back * quarter).toString() : found.group());
    }

    /// Eight digits of an id look like a date too.
    private static boolean isDate(String text, int at) {
        return text.startsWith("20", at) && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)) && text.charAt(at - 1) != '-');
    }
}
