package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.outbox.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A sound referral with one thing spoiled, over and over: refused or taken, never a failure of ours. */
class FuzzIT extends RunningService {

    private static final int TRIES = 600;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<JsonNode> ODD = List.of(NODES.nullNode(), NODES.stringNode(""), NODES.stringNode(" "), NODES.stringNode("\u0000"), NODES.stringNode("\ud800"),
            NODES.stringNode("\u202Eabc"), NODES.stringNode("ط".repeat(5_000)), NODES.stringNode("2026-02-30"), NODES.stringNode("0000-00-00"), NODES.stringNode("-1"),
            NODES.numberNode(-1), NODES.numberNode(11), NODES.numberNode(Long.MAX_VALUE), NODES.numberNode(7.5), NODES.numberNode(1e300), NODES.booleanNode(true),
            NODES.arrayNode(), NODES.objectNode(), NODES.arrayNode().add(NODES.arrayNode()), NODES.objectNode().put("$where", "1"), NODES.stringNode("🌻"),
            NODES.stringNode("left"), NODES.stringNode("lumbar-sacral"), NODES.stringNode("consultation"), NODES.stringNode("999999999-01-01"));

    @Test
    void nothingThatIsSentMakesTheServiceFail() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            var body = (ObjectNode) Json.mapper().readTree(marias());
            for (int spoiled = random.nextInt(3); spoiled >= 0; spoiled--) {
                spoil(body, random);
            }
            var path = random.nextBoolean() ? "/api/findings" : "/api/referrals";
            var answer = send("POST", path, AMIN, body.toString(), "Idempotency-Key", UUID.randomUUID().toString());
            assertThat(answer.status()).as("seed %d: %s %s", seed, answer.raw().body(), body).isLessThan(500);
        }
    }

    private static void spoil(ObjectNode body, Random random) {
        var places = new ArrayList<Runnable>();
        collect(body, places, ODD.get(random.nextInt(ODD.size())));
        places.get(random.nextInt(places.size())).run();
    }

    private static void collect(JsonNode node, List<Runnable> places, JsonNode odd) {
        switch (node) {
            case ObjectNode object -> object.properties().forEach(field -> {
                places.add(() -> object.set(field.getKey(), odd));
                places.add(() -> object.remove(field.getKey()));
                collect(field.getValue(), places, odd);
            });
            case ArrayNode array -> {
                places.add(() -> array.add(odd));
                array.forEach(item -> collect(item, places, odd));
            }
            default -> { }
        }
    }
}
