package health.foramen.scheduling;

import static health.foramen.scheduling.Cast.DAY;
import static health.foramen.scheduling.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import health.foramen.local.testing.RealParts;
import health.foramen.outbox.Handled;
import health.foramen.outbox.Json;
import health.foramen.scheduling.permit.Cards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** What lies in contract/ is what the service does. */
class ContractIT extends ServiceIT {

    private static final Path CONTRACT = Path.of("contract");
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mapping;

    @AfterEach
    void backToNow() {
        time.set(NOW);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, JsonNode> files(String folder, String ending) {
        try (Stream<Path> files = Files.list(CONTRACT.resolve(folder))) {
            return files.filter(f -> f.toString().endsWith(ending)).collect(Collectors.toMap(
                    f -> f.getFileName().toString().replace(ending, ""), f -> Json.mapper().readTree(read(f)), (one, _) -> one, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> breaches(JsonNode schema, JsonNode document) {
        Schema parsed = SCHEMAS.getSchema(schema);
        return parsed.validate(document, run -> run.executionConfig(config -> config.formatAssertionsEnabled(true))).stream().map(Object::toString).toList();
    }

    @Test
    void everyOperationIsWrittenDownAndNoOther() {
        Set<String> mapped = new TreeSet<>();
        mapping.getHandlerMethods().forEach((info, method) -> info.getPathPatternsCondition().getPatternValues().stream()
                .filter(path -> path.startsWith("/api/") && method.getBeanType().getName().startsWith("health.foramen.scheduling"))
                .forEach(path -> info.getMethodsCondition().getMethods().forEach(verb -> mapped.add(verb + " " + path))));
        Set<String> written = new TreeSet<>();
        Map<String, Map<String, Map<String, Object>>> document = new Yaml().load(read(CONTRACT.resolve("http.yaml")));
        document.get("paths").forEach((path, operations) -> operations.keySet().stream().filter(VERBS::contains)
                .forEach(verb -> written.add(verb.toUpperCase(java.util.Locale.ROOT) + " " + path)));
        assertThat(written).isEqualTo(mapped);
    }

    @Test
    void everyExampleFitsItsSchemaAndASpoiledOneDoesNot() {
        Map<String, JsonNode> schemas = files("publishes", ".schema.json");
        Map<String, JsonNode> examples = files("publishes", ".example.json");
        assertThat(examples.keySet()).isEqualTo(schemas.keySet());
        examples.forEach((type, example) -> assertThat(breaches(schemas.get(type), example)).as(type).isEmpty());
        assertThat(breaches(schemas.get("appointment.booked.v1"), examples.get("appointment.cancelled.v1"))).isNotEmpty();
    }

    @Test
    void whatIsPublishedFitsItsSchema() {
        everythingThatCanHappen();
        Map<String, JsonNode> schemas = files("publishes", ".schema.json");
        Set<String> seen = new TreeSet<>();
        var properties = Map.<String, Object>of("bootstrap.servers", RealParts.kafkaBootstrapServers(), "group.id", "contract-" + UUID.randomUUID(),
                "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("scheduling-events"));
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    String type = header(record, "ce_type");
                    JsonNode payload = Json.mapper().readTree(record.value());
                    assertThat(schemas).containsKey(type);
                    assertThat(breaches(schemas.get(type), payload)).as(record.value()).isEmpty();
                    assertThat(record.key()).isEqualTo(word(payload, "offerId", "appointmentId", "siteId"));
                    assertThat(header(record, "ce_sequence")).isEqualTo(word(payload, "sequence", "revision", "version"));
                    seen.add(type);
                }
                return seen.containsAll(schemas.keySet());
            });
        }
    }

    /** The first of these fields that is there. */
    private static String word(JsonNode payload, String... fields) {
        return Stream.of(fields).map(payload::path).filter(node -> !node.isMissingNode()).findFirst().orElseThrow().asString();
    }

    /** Somebody with an appointment on the last day is asked to come sooner. */
    private String anOffer(String site) {
        String permit = desk.aPermit();
        desk.book(permit, desk.openingAt(permit, site, DAY.plusDays(3), "11:00")).expecting(201);
        desk.put("/api/waitlist/" + permit, Map.of("sites", List.of(site))).expecting(201);
        return await().atMost(Duration.ofSeconds(15)).until(() -> desk.get("/api/waitlist/" + permit).body().at("/offer/offerId").asString(""), id -> !id.isEmpty());
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private void everythingThatCanHappen() {
        String site = desk.aSite("contract", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY.plusDays(3)).expecting(200);
        List<String> ids = new ArrayList<>();
        List<String> permits = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            permits.add(desk.aSedatedPermit());
            ids.add(desk.book(permits.get(i), desk.openings(permits.get(i), site, 1).getFirst().required("openingId").asString()).expecting(201).word("appointmentId"));
        }
        String first = ids.getFirst();
        desk.change(first, "move", 1, Map.of("openingId", desk.openingAt(permits.getFirst(), site, DAY.plusDays(1), "09:00"))).expecting(200);
        desk.hear("appointment.patient-confirmed.v1", first, 1, "{\"appointmentId\":\"%s\",\"revision\":2,\"at\":\"%s\"}".formatted(first, NOW));
        desk.change(ids.get(1), "cancel", 1, Map.of("reason", "patient-request")).expecting(200);
        desk.post("/api/waitlist/offers/" + anOffer(site) + "/accept", "{}").expecting(200);
        time.set(Instant.parse("2026-12-03T18:00:00Z"));
        desk.change(ids.get(2), "no-show", 1, Map.of()).expecting(200);
        time.set(Instant.parse("2026-12-04T14:30:00Z"));
        desk.change(first, "arrive", 3, Map.of()).expecting(200);
        desk.change(first, "start", 4, Map.of("timeOut", Map.of("patient", true, "side", true, "level", true, "clearances", true, "by", "Dr. Haddad"))).expecting(200);
        desk.change(first, "recover", 5, Map.of()).expecting(200);
        desk.change(first, "discharge", 6, Map.of("followUp", Map.of("noneBecause", "referrer-follows"))).expecting(200);
    }

    @Test
    void whatIsConsumedIsUnderstoodAsItIsPinned() {
        Map<String, JsonNode> pinned = files("consumes", ".example.json");
        Set<String> handled = context.getBeansOfType(health.foramen.outbox.EventHandler.class).values().stream().flatMap(h -> h.types().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(pinned.keySet()).isEqualTo(handled);
        String site = desk.aSite("contract", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY.plusDays(3)).expecting(200);
        String permit = desk.aSedatedPermit();
        String id = desk.book(permit, desk.openings(permit, site, 1).getFirst().required("openingId").asString()).expecting(201).word("appointmentId");
        String offer = anOffer(site);
        pinned.forEach((type, example) -> {
            String about = example.toString().replace("6a1d0a0e-6f54-5c0e-9d2e-3f1b5f9c7a10", id).replace("0d6f7b52-3f0e-4c6a-9a53-2a2f5a1d8e41", offer);
            boolean ofAPermit = type.startsWith("permit.");
            if (type.startsWith("patient.")) {
                context.getBean(Cards.class).want(example.required("patientId").asString());
            }
            Handled result = desk.hear(type, ofAPermit ? "b7c8f0d2-1111-5abc-8def-0123456789ab" : id, type.equals("permit.withdrawn.v1") || type.equals("patient.erased.v1") ? 2 : 1, about);
            assertThat(result).as(type).isEqualTo(Handled.APPLIED);
        });
    }

    @Test
    void whomNobodyMayBookHasNoCardHereUntilAPermitNamesThem() {
        Cards cards = context.getBean(Cards.class);
        String permit = UUID.randomUUID().toString();
        String patient = "patient-" + permit;
        assertThat(desk.hear("patient.changed.v1", patient, 3, "{\"patientId\": \"" + patient + "\"}")).isEqualTo(Handled.SUPERSEDED);
        assertThat(cards.find(patient)).isEmpty();

        assertThat(desk.hear("permit.granted.v1", permit, 1, Desk.permitBody(permit, patient, "none", "[]", 1))).isEqualTo(Handled.APPLIED);
        assertThat(cards.find(patient)).hasValueSatisfying(card -> assertThat(card.wanted() || card.words().isPresent()).isTrue());
        assertThat(desk.hear("patient.changed.v1", patient, 3, "{\"patientId\": \"" + patient + "\"}")).isEqualTo(Handled.APPLIED);
        assertThat(cards.find(patient).orElseThrow().sequence()).isEqualTo(3);

        String gone = UUID.randomUUID().toString();
        assertThat(desk.hear("patient.erased.v1", gone, 5, "{\"patientId\": \"" + gone + "\"}")).isEqualTo(Handled.APPLIED);
        cards.want(gone);
        assertThat(cards.find(gone).orElseThrow().erased()).isTrue();
    }

    @Test
    void aPermitComesOverTheBrokerAndReachesTheDesk() {
        String permit = UUID.randomUUID().toString();
        var record = new ProducerRecord<>("referral-events", permit, Desk.permitBody(permit, "patient-" + permit, "none", "[]", 1));
        Map.of("ce_specversion", "1.0", "ce_id", UUID.randomUUID().toString(), "ce_type", "permit.granted.v1", "ce_source", "/referral-service",
                "ce_time", "2026-11-12T15:00:00Z", "ce_sequence", "1", "content-type", "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", RealParts.kafkaBootstrapServers()), new StringSerializer(), new StringSerializer())) {
            producer.send(record);
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            String worklist = desk.get("/api/worklist").expecting(200).raw().body();
            assertThat(worklist).contains(permit);
        });
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() ->
                assertThat(desk.get("/api/worklist").body().toString()).contains("Miriam Stone"));
    }
}
