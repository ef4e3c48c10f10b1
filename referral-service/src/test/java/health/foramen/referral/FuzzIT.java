package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import health.foramen.outbox.Json;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.Referrals;
import health.foramen.safeguard.Role;
import health.foramen.safeguard.testing.TestTokens;
import jakarta.servlet.Filter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sound referrals with a few things spoiled, as JSON and as forms, over and over: refused or taken, never a failure of ours, and of what was refused nothing
 * is stored. The controllers, filters and the store are the real ones; only the network between is left out, so that there is time for thousands.
 */
class FuzzIT extends RunningService {

    private static final int THREADS = 4;
    /** A practice of its own, so that nobody else's drafts are crowded out. */
    private static final String FUZZ = TestTokens.bearer("dr.fuzz", "Dr. Fuzz", List.of(Role.REFERRER), "fuzz-practice", null);

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> ODD_TEXTS = List.of("", " ", "\u0000", "\ud800", "\u202Eabc", "ط".repeat(5_000), "N".repeat(10_000), "2026-02-30", "0000-00-00", "999999999-01-01",
            "2999-01-01", "1850-01-01", "-1", "11", "1e9", "🌻", "👩🏽‍⚕️", "שרה", "محمد", "O’Hara", "<b>bold</b>", "{\"$where\":\"1\"}", "$where", "a.b", "null", "undefined", "true", "left",
            "midline", "lumbar-sacral", "cervical-thoracic", "consultation", "interlaminar-lumbar", "C5", "Co", "S5", "online", "fax", "javascript:alert(1)", "http://pacs.example.org",
            "https://pacs.example.org/1", "https://", "+1 312 555 0142", "12", "00000000-0000-0000-0000-000000000000", "1234567893", "Mars/Olympus", "\r\nSet-Cookie: a=b", "%00", "../../etc");
    private static final List<JsonNode> ODD = odd();

    /** Thousands of odd referrals are nobody else's story. */
    @AfterEach
    void nobodyElseMeetsThem() {
        mongo.getCollectionNames().forEach(name -> mongo.execute(name, documents -> documents.deleteMany(new Document())));
    }

    @Autowired
    private WebApplicationContext context;
    @Autowired
    private MongoOperations mongo;
    @Autowired
    private Referrals referrals;

    private record Kind(String name, int times, Sending sending) {
    }

    private interface Sending {
        MockHttpServletRequestBuilder of(Random random);
    }

    @Test
    void nothingThatIsSentMakesTheServiceFailAndNothingIsHalfStored() throws Exception {
        long seed = System.nanoTime();
        var mvc = MockMvcBuilders.webAppContextSetup(context).addFilters(context.getBean("springSecurityFilterChain", Filter.class)).build();
        var kinds = List.of(
                new Kind("findings", 7_900, random -> json("/api/findings", FUZZ, spoiled(marias(), random))),
                new Kind("referrals", 600, random -> json("/api/referrals", FUZZ, spoiled(marias(), random)).header("Idempotency-Key", UUID.randomUUID().toString())),
                new Kind("referrals of the desk", 300, random -> json("/api/referrals", DANA, spoiled(faxed(), random)).header("Idempotency-Key", UUID.randomUUID().toString())),
                new Kind("physicians", 200, random -> json("/api/directory/physicians", DANA, spoiled(A_PHYSICIAN, random))),
                new Kind("growing forms", 600, random -> form("/referrals/new/findings", FUZZ, random).header("HX-Request", "true")),
                new Kind("forms", 200, random -> form("/referrals/new", random.nextBoolean() ? FUZZ : DANA, random)),
                new Kind("drafts", 300, random -> form("/referrals/drafts", FUZZ, random).header("HX-Request", "true")),
                new Kind("known patients", 200, random -> form("/referrals/new/known", FUZZ, random).header("HX-Request", "true")));
        long referralsBefore = count("referrals");
        long patientsBefore = count("patients");
        var taken = new ConcurrentSkipListSet<String>();
        var sent = new AtomicInteger();
        var statuses = new TreeMap<String, AtomicInteger>();
        var tasks = new ArrayList<Callable<Void>>();
        for (int thread = 0; thread < THREADS; thread++) {
            var random = new Random(seed + thread);
            tasks.add(() -> {
                for (var kind : kinds) {
                    for (int i = 0; i < kind.times() / THREADS; i++) {
                        var request = kind.sending().of(random);
                        var answer = mvc.perform(request).andReturn().getResponse();
                        sent.incrementAndGet();
                        synchronized (statuses) {
                            statuses.computeIfAbsent(kind.name() + " " + answer.getStatus(), _ -> new AtomicInteger()).incrementAndGet();
                        }
                        assertThat(answer.getStatus()).as("seed %d, %s: %s", seed, kind.name(), answer.getContentAsString(StandardCharsets.UTF_8)).isBetween(200, 499);
                        takenId(answer).ifPresent(taken::add);
                    }
                }
                return null;
            });
        }
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (var done : threads.invokeAll(tasks)) {
                done.get();
            }
        }
        assertThat(sent.get()).isGreaterThanOrEqualTo(10_000);
        assertThat(statuses.keySet()).as("each kind is both taken and refused").contains("referrals 201", "referrals 422", "findings 200", "findings 400", "referrals of the desk 201",
                "referrals of the desk 422", "physicians 200", "physicians 422", "forms 303", "forms 422");
        assertThat(count("referrals") - referralsBefore).isEqualTo(taken.size());
        var stored = referrals.find(taken.stream().map(UUID::fromString).toList());
        assertThat(stored).hasSameSizeAs(taken);
        var people = stored.values().stream().map(Referral::patientId).collect(Collectors.toSet());
        assertThat(count("patients") - patientsBefore).isLessThanOrEqualTo(people.size());
    }

    private static final String A_PHYSICIAN = """
            {"name":"Dr. Ida Petersen","practiceName":"Petersen Family Medicine","npi":"1098765419","phone":"(312) 555-0170","fax":"(312) 555-0171","email":"office@example.org"}
            """;

    private static String faxed() {
        return marias().replaceFirst("\\{", """
                {"origin":{"way":"fax","on":"2026-01-02","newPhysician":%s},""".formatted(A_PHYSICIAN));
    }

    private static MockHttpServletRequestBuilder json(String path, String token, String body) {
        return request(HttpMethod.POST, path).header("Authorization", "Bearer " + token).contentType(MediaType.APPLICATION_JSON).content(body);
    }

    /** The same tree as the fields of a form, with some of them spoiled, doubled, renamed. */
    private static MockHttpServletRequestBuilder form(String path, String token, Random random) {
        var request = request(HttpMethod.POST, path).header("Authorization", "Bearer " + token).header("Accept", "text/html").contentType(MediaType.APPLICATION_FORM_URLENCODED);
        var fields = new TreeMap<String, List<String>>();
        flatten("", Json.mapper().readTree(token.equals(DANA) ? faxed() : marias()), fields);
        fields.put("key", new ArrayList<>(List.of(random.nextInt(5) == 0 ? ODD_TEXTS.get(random.nextInt(ODD_TEXTS.size())) : UUID.randomUUID().toString())));
        for (int i = random.nextInt(4); i > 0; i--) {
            var name = new ArrayList<>(fields.keySet()).get(random.nextInt(fields.size()));
            var odd = ODD_TEXTS.get(random.nextInt(ODD_TEXTS.size()));
            switch (random.nextInt(5)) {
                case 0 -> fields.remove(name);
                case 1 -> fields.get(name).add(odd);
                case 2 -> fields.put(name + "." + random.nextInt(3), new ArrayList<>(List.of(odd)));
                case 3 -> fields.put(odd + name, new ArrayList<>(List.of(odd)));
                default -> fields.put(name, new ArrayList<>(List.of(odd)));
            }
        }
        fields.forEach((name, values) -> request.param(name, values.toArray(String[]::new)));
        return request;
    }

    private static void flatten(String name, JsonNode node, Map<String, List<String>> fields) {
        switch (node) {
            case ObjectNode object -> object.properties().forEach(field -> flatten(name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), fields));
            case ArrayNode array when array.valueStream().anyMatch(JsonNode::isObject) -> {
                for (int i = 0; i < array.size(); i++) {
                    flatten(name + "." + i, array.get(i), fields);
                }
            }
            case ArrayNode array -> array.forEach(item -> flatten(name, item, fields));
            default -> fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(node.asString(""));
        }
    }

    /** One in twenty is left whole, one in twenty is not even JSON. */
    private static String spoiled(String sound, Random random) {
        var body = (ObjectNode) Json.mapper().readTree(sound);
        int how = random.nextInt(20);
        if (how == 0) {
            return body.toString();
        }
        for (int spoiled = random.nextInt(3); spoiled >= 0; spoiled--) {
            spoil(body, random);
        }
        var text = body.toString();
        return how == 1 ? text.substring(0, random.nextInt(text.length())) : text;
    }

    private static void spoil(ObjectNode body, Random random) {
        var places = new ArrayList<Runnable>();
        collect(body, places, ODD.get(random.nextInt(ODD.size())).deepCopy(), random);
        if (!places.isEmpty()) {
            places.get(random.nextInt(places.size())).run();
        }
    }

    private static void collect(JsonNode node, List<Runnable> places, JsonNode odd, Random random) {
        switch (node) {
            case ObjectNode object -> {
                object.properties().forEach(field -> {
                    places.add(() -> object.set(field.getKey(), odd));
                    if (random.nextInt(4) == 0) {
                        places.add(() -> object.remove(field.getKey()));
                    }
                    collect(field.getValue(), places, odd, random);
                });
                if (random.nextInt(8) == 0) {
                    places.add(() -> object.set("x" + random.nextInt(9), odd));
                }
            }
            case ArrayNode array -> {
                places.add(() -> array.add(odd));
                array.forEach(item -> collect(item, places, odd, random));
            }
            default -> { }
        }
    }

    private static List<JsonNode> odd() {
        var odd = new ArrayList<JsonNode>(List.of(NODES.nullNode(), NODES.numberNode(-1), NODES.numberNode(11), NODES.numberNode(Long.MAX_VALUE), NODES.numberNode(7.5), NODES.numberNode(1e300),
                NODES.booleanNode(true), NODES.arrayNode(), NODES.objectNode(), NODES.arrayNode().add(NODES.arrayNode()), NODES.objectNode().put("$where", "1")));
        ODD_TEXTS.forEach(text -> odd.add(NODES.stringNode(text)));
        JsonNode deep = NODES.stringNode("deep");
        for (int i = 0; i < 100; i++) {
            deep = i % 2 == 0 ? NODES.arrayNode().add(deep) : NODES.objectNode().set("x", deep);
        }
        odd.add(deep);
        return List.copyOf(odd);
    }

    private static Optional<String> takenId(MockHttpServletResponse answer) {
        var location = answer.getHeader("Location");
        return Optional.ofNullable(location).filter(path -> path.matches("(/api)?/referrals/[0-9a-f-]{36}")).map(path -> path.substring(path.length() - 36));
    }

    private long count(String collection) {
        return mongo.execute(collection, documents -> documents.countDocuments());
    }
}
