package health.foramen.journeys.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.journeys.Checkout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ContractsAgreeTest {

    private final Contracts contracts = Contracts.of(Checkout.root());

    @Test
    void everyConsumerReadsOnlyWhatItsProducerPromises() {
        assertThat(contracts.disagreements()).isEmpty();
    }

    @Test
    void theServicesDoSpeakToEachOther() {
        assertThat(contracts.consumedBy("scheduling-service")).containsKeys("permit.granted.v1", "permit.withdrawn.v1");
        assertThat(contracts.consumedBy("notification-service")).containsKeys("appointment.booked.v1", "patient.changed.v1");
        assertThat(contracts.consumedBy("referral-service")).containsKeys("appointment.booked.v1", "appointment.completed.v1");
    }

    /** The guard itself is tried on every field that any consumer reads, not on one picked for the purpose. */
    @Test
    void anyFieldThatIsRenamedAtTheProducerIsFound() {
        List<String> unnoticed = new ArrayList<>();
        everyReading().filter(reading -> reading.names()).forEach(reading -> {
            Contracts planted = contracts.copy();
            Contract producer = planted.producerOf(reading.type()).orElseThrow();
            rename(producer.schemas().get(reading.type()), reading.field());
            rename(producer.examples().get(reading.type()), reading.field());
            if (planted.disagreements().isEmpty()) {
                unnoticed.add(reading.toString());
            }
        });
        assertThat(unnoticed).isEmpty();
    }

    @Test
    void anyFieldWhoseTypeChangesIsFound() {
        List<String> unnoticed = new ArrayList<>();
        everyReading().forEach(reading -> {
            Contracts planted = contracts.copy();
            replaceByAnotherKind(planted.service(reading.consumer()).consumes().get(reading.type()), reading.place());
            if (planted.disagreements().isEmpty()) {
                unnoticed.add(reading.toString());
            }
        });
        assertThat(unnoticed).isEmpty();
    }

    @Test
    void anyEventThatIsDroppedIsFound() {
        for (String type : consumedTypes()) {
            Contracts planted = contracts.copy();
            Contract producer = planted.producerOf(type).orElseThrow();
            producer.schemas().remove(type);
            producer.examples().remove(type);
            assertThat(planted.disagreements()).anyMatch(sentence -> sentence.contains(type) && sentence.contains("nobody publishes"));
        }
    }

    @Test
    void anExampleThatBreaksItsOwnSchemaIsFound() {
        for (Contract contract : contracts.services()) {
            for (String type : contract.examples().keySet()) {
                Contracts planted = contracts.copy();
                ((ObjectNode) planted.service(contract.service()).examples().get(type)).removeAll();
                assertThat(planted.disagreements()).anyMatch(sentence -> sentence.contains("the example of " + type + " breaks its own schema"));
            }
        }
    }

    @Test
    void anEventThatTheListForgetsIsFound() {
        Contracts planted = contracts.copy();
        Contract producer = planted.producerOf("permit.granted.v1").orElseThrow();
        producer.schemas().put("permit.invented.v1", producer.schemas().get("permit.granted.v1"));
        producer.examples().put("permit.invented.v1", producer.examples().get("permit.granted.v1"));
        assertThat(planted.disagreements()).containsExactly("referral-service/contract/events.yaml: it does not list permit.invented.v1");
    }

    @Test
    void anOperationWithoutAnswersAndAReferenceToNowhereAreFound() {
        Contracts planted = contracts.copy();
        ObjectNode api = (ObjectNode) planted.service("referral-service").http();
        ((ObjectNode) api.get("paths")).putObject("/api/invented/{id}").putObject("get").putObject("requestBody")
                .put("$ref", "#/components/requestBodies/Invented");
        assertThat(planted.disagreements()).containsExactlyInAnyOrder(
                "referral-service/contract/http.yaml: GET /api/invented/{id} answers nothing",
                "referral-service/contract/http.yaml: GET /api/invented/{id} does not say what {id} is",
                "referral-service/contract/http.yaml: #/components/requestBodies/Invented leads nowhere");
    }

    /** One place in one consumer's trimmed example. */
    private record Reading(String consumer, String type, String place) {

        String field() {
            return place.substring(place.lastIndexOf('/') + 1);
        }

        /** A field of an object, rather than an element of an array. */
        boolean names() {
            return !field().chars().allMatch(Character::isDigit);
        }
    }

    private Stream<Reading> everyReading() {
        return contracts.services().stream().flatMap(consumer -> consumer.consumes().entrySet().stream()
                .flatMap(read -> Shape.places(read.getValue()).map(place -> new Reading(consumer.service(), read.getKey(), place))));
    }

    private Set<String> consumedTypes() {
        return Set.copyOf(everyReading().map(Reading::type).toList());
    }

    /** Wherever the name stands: as a field of the example, as a property of the schema, or among the required ones. */
    private static void rename(JsonNode node, String name) {
        node.values().forEach(child -> rename(child, name));
        if (node instanceof ObjectNode object && object.has(name)) {
            object.set(name + "Renamed", object.remove(name));
        } else if (node instanceof ArrayNode array) {
            for (int index = 0; index < array.size(); index++) {
                if (array.get(index).isString() && array.get(index).asString().equals(name)) {
                    array.set(index, name + "Renamed");
                }
            }
        }
    }

    private static void replaceByAnotherKind(JsonNode document, String place) {
        JsonPointer pointer = JsonPointer.compile(place);
        JsonNode before = document.at(pointer);
        JsonNode parent = document.at(pointer.head());
        JsonNode other = switch (before.getNodeType()) {
            case STRING, NULL -> JsonNodeFactory.instance.numberNode(4711);
            case NUMBER, BOOLEAN, OBJECT, ARRAY -> JsonNodeFactory.instance.stringNode("another kind");
            case BINARY, MISSING, POJO -> throw new IllegalStateException("JSON text has no such value: " + before);
        };
        switch (parent) {
            case ObjectNode object -> object.set(pointer.last().getMatchingProperty(), other);
            case ArrayNode array -> array.set(pointer.last().getMatchingIndex(), other);
            default -> throw new IllegalStateException("Nothing lies in " + parent);
        }
    }
}
