package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.local.testing.RealParts;
import health.foramen.outbox.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What others say over the real broker, in their pinned words, and what this service says, against its own schemas. */
class HearingOthersIT extends RunningService {

    private static final Path CONTRACT = Path.of("contract");

    private static ObjectNode pinned(String type) throws Exception {
        return (ObjectNode) Json.mapper().readTree(Files.readString(CONTRACT.resolve("consumes/" + type + ".example.json")));
    }

    private void tell(String topic, String type, String key, long sequence, ObjectNode payload) throws Exception {
        var properties = Map.<String, Object>of("bootstrap.servers", RealParts.kafkaBootstrapServers());
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
            var record = new ProducerRecord<>(topic, key, Json.mapper().writeValueAsBytes(payload));
            Map.of("ce_id", UUID.randomUUID().toString(), "ce_type", type, "ce_source", "/test", "ce_specversion", "1.0", "ce_sequence", String.valueOf(sequence),
                    "ce_time", Instant.now().toString()).forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(record).get();
        }
    }

    private void appointment(String type, String appointment, String referral, long revision) throws Exception {
        var fact = pinned("appointment." + type + ".v1").put("appointmentId", appointment).put("referralId", referral).put("revision", revision);
        tell("scheduling-events", "appointment." + type + ".v1", appointment, revision, fact);
    }

    private String status(String referral) {
        return send("GET", "/api/referrals/" + referral, AMIN, null).text("/status");
    }

    private static void eventually(BooleanSupplier holds) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50)).until(holds::getAsBoolean);
    }

    @Test
    void aReferralFollowsItsAppointmentAndClosesOnTheRelief() throws Exception {
        var received = refer(marias());
        var referral = received.text("/referralId");
        var permit = accept(referral, "{}").text("/permitId");
        var first = UUID.randomUUID().toString();
        appointment("booked", first, referral, 1);
        eventually(() -> status(referral).equals("booked"));
        appointment("cancelled", first, referral, 2);
        eventually(() -> status(referral).equals("accepted"));
        assertThat(send("GET", "/api/referrals/" + referral, AMIN, null).text("/bookAgainBecause")).isEqualTo("the appointment was cancelled");

        var second = UUID.randomUUID().toString();
        appointment("booked", second, referral, 1);
        appointment("moved", second, referral, 2);
        appointment("arrived", second, referral, 3);
        appointment("started", second, referral, 4);
        appointment("recovering", second, referral, 5);
        appointment("completed", second, referral, 6);
        eventually(() -> status(referral).equals("performed"));
        assertThat(send("GET", "/api/permits/" + permit, SCHEDULING, null).text("/status")).isEqualTo("performed");
        assertThat(send("GET", "/api/patients/" + received.text("/patientId") + "/history", DANA, null).text("/sessions/0/sessionId")).isEqualTo(second);

        var diary = pinned("diary.recorded.v1").put("appointmentId", second).put("referralId", referral);
        tell("notification-events", "diary.recorded.v1", second, 1, diary);
        eventually(() -> status(referral).equals("closed"));
        var closed = send("GET", "/api/referrals/" + referral, AMIN, null);
        assertThat(closed.json().at("/outcome/reliefPercent").asInt()).isEqualTo(63);
        assertThat(closed.text("/outcome/followUp/date")).isEqualTo("2026-12-17");
        assertThat(page("/referrals/" + referral + "/report", AMIN).body()).contains("Final report", "63 % relief on day 14 after the procedure.", "data-percent=\"63\"",
                "Transforaminal lumbar sacral, L5, left", "Follow-up", "/assets/report.css");
        assertThat(page("/referrals/" + referral + "/report", BROOKS).statusCode()).isEqualTo(404);
        assertThat(page("/referrals/" + referral, AMIN).body()).contains("63 % relief on day 14.", "17 Dec 2026");
        assertThat(send("GET", "/api/patients/" + received.text("/patientId") + "/history", DANA, null).json().at("/sessions/0/relief/0/percent").asInt()).isEqualTo(63);
    }

    @Test
    void aMissedAppointmentNeedsBookingAgain() throws Exception {
        var referral = refer(marias()).text("/referralId");
        accept(referral, "{}");
        var appointment = UUID.randomUUID().toString();
        appointment("booked", appointment, referral, 1);
        appointment("no-show", appointment, referral, 2);
        eventually(() -> send("GET", "/api/referrals/" + referral, AMIN, null).text("/bookAgainBecause").equals("the patient did not come"));
    }

    @Test
    void aReportedRedFlagIsAnAlert() throws Exception {
        var report = UUID.randomUUID().toString();
        tell("notification-events", "red-flag.reported.v1", "a", 1, pinned("red-flag.reported.v1").put("reportId", report));
        eventually(() -> all("/api/emergencies", "/emergencies", HADDAD).toString().contains(report));
    }

    @Test
    void aRedFlagFromANumberThatNoPatientHasIsOneAlertAndAcknowledgedLikeAnother() throws Exception {
        var conversation = "number-" + UUID.randomUUID().toString().replace("-", "");
        var first = UUID.randomUUID().toString();
        for (var report : List.of(first, UUID.randomUUID().toString())) {
            var words = pinned("red-flag.reported.v1").put("reportId", report).put("conversationId", conversation).put("numberEnding", "21");
            words.remove(List.of("patientId", "appointmentId"));
            tell("notification-events", "red-flag.reported.v1", conversation, 1, words);
        }
        eventually(() -> all("/api/emergencies", "/emergencies", HADDAD).toString().contains(conversation));
        var last = UUID.randomUUID().toString();
        tell("notification-events", "red-flag.reported.v1", conversation, 1, pinned("red-flag.reported.v1").put("reportId", last));
        eventually(() -> all("/api/emergencies", "/emergencies", HADDAD).toString().contains(last));
        var alerts = all("/api/emergencies", "/emergencies", DANA).stream().filter(alert -> alert.at("/sender/conversationId").asString("").equals(conversation)).toList();
        assertThat(alerts).as("the second text stands in the same conversation").hasSize(1);
        assertThat(alerts.getFirst().at("/alertId").asString()).isEqualTo(first);
        assertThat(alerts.getFirst().at("/sender/numberEnding").asString()).isEqualTo("21");
        assertThat(page("/emergencies", HADDAD).body()).contains("An unknown number, ending in 21", "/conversations/" + conversation, "id=\"alert-" + first.substring(0, 8) + "\"");
        assertThat(send("POST", "/api/emergencies/" + first + "/acknowledge", HADDAD, "{\"done\":\"called\"}").status()).isEqualTo(200);
        assertThat(all("/api/emergencies", "/emergencies", HADDAD).toString()).doesNotContain(conversation);
        send("POST", "/api/emergencies/" + last + "/acknowledge", HADDAD, "{\"done\":\"called\"}");
    }

    @Test
    void whatIsPublishedKeepsItsSchema() throws Exception {
        var received = refer(marias());
        var referral = received.text("/referralId");
        send("POST", "/api/referrals/" + referral + "/ask", HADDAD, "{\"question\":\"Which level?\"}");
        send("POST", "/api/referrals/" + referral + "/answer", AMIN, "{\"answer\":\"L5\"}");
        accept(referral, "{}");
        send("POST", "/api/referrals/" + referral + "/withdraw", AMIN, "{\"reason\":\"moved\"}");
        send("POST", "/api/referrals/" + refer(marias()).text("/referralId") + "/decline", HADDAD, "{\"reason\":\"no indication\"}");
        send("POST", "/api/referrals/" + refer(marias()).text("/referralId") + "/close", HADDAD, "{\"reason\":\"treated elsewhere\"}");
        var emergency = refer(marias().replace("\"saddleNumbness\":false", "\"saddleNumbness\":true")).text("/referralId");
        send("POST", "/api/emergencies/" + emergency + "/acknowledge", HADDAD, "{\"done\":\"sent to hospital\"}");
        var booked = refer(marias()).text("/referralId");
        accept(booked, "{}");
        appointment("booked", UUID.randomUUID().toString(), booked, 1);
        send("POST", "/api/patients/" + refer(marias()).text("/patientId") + "/merge", DANA, "{\"into\":\"" + refer(marias()).text("/patientId") + "\",\"reason\":\"asked\"}");
        send("POST", "/api/patients/" + received.text("/patientId") + "/erase", ALEX, "{\"reason\":\"asked\"}");

        var schemas = Schemas.in(CONTRACT.resolve("publishes"));
        var seen = new HashSet<String>();
        var properties = new HashMap<String, Object>(Map.of("bootstrap.servers", RealParts.kafkaBootstrapServers(), "group.id", UUID.randomUUID().toString(),
                "auto.offset.reset", "earliest"));
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(Set.of("referral-events"));
            eventually(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    var type = new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
                    assertThat(schemas.mistakes(type, record.value())).as(type + " " + record.value()).isEmpty();
                    seen.add(type);
                });
                return seen.containsAll(schemas.types());
            });
        }
    }

    @Test
    void everyExampleKeepsItsSchemaAndAPlantedMistakeIsFound() throws Exception {
        var schemas = Schemas.in(CONTRACT.resolve("publishes"));
        assertThat(schemas.types()).hasSize(15);
        for (var type : schemas.types()) {
            var example = Files.readString(CONTRACT.resolve("publishes/" + type + ".example.json"));
            assertThat(schemas.mistakes(type, example)).as(type).isEmpty();
            var broken = (ObjectNode) Json.mapper().readTree(example);
            broken.remove(broken.propertyNames().iterator().next());
            assertThat(schemas.mistakes(type, broken.toString())).as(type).isNotEmpty();
        }
    }
}
