package health.foramen.notification.running;

import static health.foramen.notification.running.RunningClinic.CLOCK;
import static health.foramen.notification.running.RunningClinic.MORNING;
import static health.foramen.notification.running.RunningClinic.aPatient;
import static health.foramen.notification.running.RunningClinic.awaitState;
import static health.foramen.notification.running.RunningClinic.booked;
import static health.foramen.notification.running.RunningClinic.context;
import static health.foramen.notification.running.RunningClinic.patientWrites;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import health.foramen.local.testing.RealParts;
import health.foramen.notification.contact.Language;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.journey.Appointment;
import health.foramen.notification.journey.Channel;
import health.foramen.notification.journey.StepState.Sent;
import health.foramen.outbox.EventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import health.foramen.outbox.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What lies in contract/ is what the service does. */
class ContractIT {

    private static final Path CONTRACT = Path.of("contract");
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch");

    @BeforeEach
    void aQuietMorning() {
        CLOCK.moveTo(MORNING);
    }

    @Test
    void everyOperationIsWrittenDownAndNoOther() {
        Set<String> mapped = new TreeSet<>();
        context().getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class).getHandlerMethods().forEach((info, method) ->
                info.getPathPatternsCondition().getPatternValues().stream()
                        .filter(path -> (path.startsWith("/api/") || path.startsWith("/webhooks/"))
                                && method.getBeanType().getName().startsWith("health.foramen.notification"))
                        .forEach(path -> info.getMethodsCondition().getMethods().forEach(verb -> mapped.add(verb + " " + path))));
        Set<String> written = new TreeSet<>();
        Map<String, Map<String, Map<String, Object>>> document = new Yaml().load(read(CONTRACT.resolve("http.yaml")));
        document.get("paths").forEach((path, operations) -> operations.keySet().stream().filter(VERBS::contains)
                .forEach(verb -> written.add(verb.toUpperCase(Locale.ROOT) + " " + path)));
        assertThat(written).isEqualTo(mapped);
    }

    @Test
    void everyExampleFitsItsSchemaAndASpoiledOneDoesNot() {
        Map<String, JsonNode> schemas = files("publishes", ".schema.json");
        Map<String, JsonNode> examples = files("publishes", ".example.json");
        assertThat(examples.keySet()).isEqualTo(schemas.keySet()).isNotEmpty();
        examples.forEach((type, example) -> {
            assertThat(breaches(schemas.get(type), example)).as(type).isEmpty();
            assertThat(breaches(schemas.get(type), ((ObjectNode) example.deepCopy()).without("at"))).as("%s without its time", type).isNotEmpty();
        });
    }

    @Test
    void everyPinnedExampleIsUnderstood() {
        Map<String, JsonNode> pinned = files("consumes", ".example.json");
        Map<String, EventHandler> handlers = new TreeMap<>();
        context().getBeansOfType(EventHandler.class).values().forEach(handler -> handler.types().forEach(type -> handlers.put(type, handler)));
        assertThat(pinned.keySet()).isEqualTo(handlers.keySet());
        pinned.forEach((type, example) -> {
            ObjectNode fresh = (ObjectNode) example.deepCopy();
            String key = UUID.randomUUID().toString();
            String field = type.startsWith("appointment.") ? "appointmentId" : type.startsWith("patient.") ? "patientId" : type.startsWith("offer.") ? "offerId"
                    : type.startsWith("referral.") ? "referralId" : type.startsWith("emergency.") ? "alertId" : "siteId";
            fresh.put(field, key);
            IncomingEvent event = new IncomingEvent(UUID.randomUUID().toString(), type, key, 7, MORNING, fresh.toString());
            assertThat(handlers.get(type).handle(event)).as(type).isEqualTo(Handled.APPLIED);
        });
    }

    @Test
    void whatIsPublishedFitsItsSchema() {
        PatientCard rosa = aPatient(Language.ENGLISH);
        Appointment visit = booked(rosa);
        awaitState(visit, "booked", Channel.TEXT, Sent.class);
        List.of("3", "1", "2", "Could you tell my sister where to park?", "I have a fever and I can not feel my legs, both legs are weak")
                .forEach(words -> assertThat(patientWrites(rosa, words).status()).isEqualTo(200));
        String stranger = "+1312555" + (7_000 + (int) (System.nanoTime() % 900));
        assertThat(RunningClinic.webhook("/webhooks/text/inbound", Map.of("MessageSid", "SM" + UUID.randomUUID().toString().replace("-", ""), "From", stranger, "Body",
                "no puedo orinar")).status()).isEqualTo(200);
        Map<String, JsonNode> schemas = files("publishes", ".schema.json");
        Set<String> seen = new TreeSet<>();
        Map<String, Object> properties = Map.of("bootstrap.servers", RealParts.kafkaBootstrapServers(), "group.id", "contract-" + UUID.randomUUID(),
                "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("notification-events"));
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    String type = new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
                    assertThat(schemas).containsKey(type);
                    assertThat(breaches(schemas.get(type), Json.mapper().readTree(record.value()))).as(record.value()).isEmpty();
                    seen.add(type);
                    if (type.equals("red-flag.reported.v1") && !record.value().contains("patientId")) {
                        assertThat(record.value()).as("of the number its end alone").contains("\"conversationId\":\"number-").doesNotContain(stranger.substring(2));
                        seen.add(Json.mapper().readTree(record.value()).get("numberEnding").asString().equals(stranger.substring(10)) ? "a stranger's red flag" : "another's");
                    }
                }
                return seen.containsAll(List.of("ride.changed.v1", "appointment.patient-confirmed.v1", "change.requested.v1", "reply.received.v1",
                        "red-flag.reported.v1", "a stranger's red flag"));
            });
        }
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
            return files.filter(file -> file.toString().endsWith(ending)).collect(Collectors.toMap(
                    file -> file.getFileName().toString().replace(ending, ""), file -> Json.mapper().readTree(read(file)), (one, _) -> one, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> breaches(JsonNode schema, JsonNode document) {
        return SCHEMAS.getSchema(schema).validate(document, run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream().map(Object::toString).toList();
    }
}
