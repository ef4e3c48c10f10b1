package health.foramen.journeys.contracts;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** All services' contracts side by side, and every sentence that would have to be said about them. */
record Contracts(List<Contract> services) {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static Contracts of(Path checkout) {
        return new Contracts(Stream.of("referral-service", "scheduling-service", "notification-service")
                .map(checkout::resolve).map(Contract::read).toList());
    }

    Contracts copy() {
        return new Contracts(services.stream().map(Contract::copy).toList());
    }

    Contract service(String name) {
        return services.stream().filter(contract -> contract.service().equals(name)).findFirst().orElseThrow();
    }

    Optional<Contract> producerOf(String type) {
        return services.stream().filter(contract -> contract.schemas().containsKey(type)).findFirst();
    }

    /** Sentences for a person; empty when all agree. */
    List<String> disagreements() {
        List<String> found = new ArrayList<>();
        for (Contract contract : services) {
            found.addAll(keepsItsOwnWord(contract));
            contract.consumes().forEach((type, read) -> found.addAll(agrees(contract.service(), type, read)));
            found.addAll(HttpFace.disagreements(contract.service(), contract.http()));
            found.addAll(EventFace.disagreements(contract));
        }
        return found;
    }

    private static List<String> keepsItsOwnWord(Contract contract) {
        List<String> found = new ArrayList<>();
        var types = new TreeSet<>(contract.schemas().keySet());
        types.addAll(contract.examples().keySet());
        for (String type : types) {
            JsonNode schema = contract.schemas().get(type);
            JsonNode example = contract.examples().get(type);
            if (schema == null || example == null) {
                found.add("%s publishes %s with %s".formatted(contract.service(), type, schema == null ? "an example but no schema" : "a schema but no example"));
            } else {
                breaches(schema, example).forEach(breach ->
                        found.add("%s: the example of %s breaks its own schema: %s".formatted(contract.service(), type, breach)));
            }
        }
        return found;
    }

    private List<String> agrees(String consumer, String type, JsonNode read) {
        Optional<Contract> producer = producerOf(type);
        if (producer.isEmpty()) {
            return List.of("%s reads %s, which nobody publishes".formatted(consumer, type));
        }
        List<String> found = new ArrayList<>();
        breaches(Trimming.of(producer.get().schemas().get(type)), read).forEach(breach ->
                found.add("%s reads of %s what %s does not promise: %s".formatted(consumer, type, producer.get().service(), breach)));
        JsonNode example = producer.get().examples().get(type);
        if (example != null) {
            Shape.missing(read, example).forEach(missing ->
                    found.add("%s reads %s of %s, which %s's example does not show".formatted(consumer, missing, type, producer.get().service())));
        }
        return found;
    }

    private static List<String> breaches(JsonNode schema, JsonNode example) {
        return SCHEMAS.getSchema(schema).validate(example, run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream().map(Object::toString).toList();
    }

    Map<String, JsonNode> consumedBy(String service) {
        return service(service).consumes();
    }
}
