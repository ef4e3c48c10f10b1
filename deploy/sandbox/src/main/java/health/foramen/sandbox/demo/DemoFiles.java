package health.foramen.sandbox.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The demo clinic as it is written down in {@code demo/*.yaml}. */
final class DemoFiles {

    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private DemoFiles() {
    }

    /** Sites and blocks, each clinician with the procedures that a skill stands for. */
    static JsonNode sites() {
        JsonNode file = read("sites.yaml");
        file.path("sites").forEach(site -> site.path("clinicians").forEach(clinician ->
                ((ObjectNode) clinician).set("procedures", file.path("skills").path(clinician.path("procedures").asString()))));
        return file;
    }

    /** Every member of the cast, with what is usual filled in. */
    static List<ObjectNode> cast() {
        JsonNode file = read("cast.yaml");
        return StreamSupport.stream(file.path("cast").spliterator(), false)
                .map(member -> filledIn((ObjectNode) member, file.path("usual"))).toList();
    }

    /** The referral of the story, without its patient, and the names a patient may have. */
    static JsonNode story() {
        return read("story.yaml");
    }

    private static ObjectNode filledIn(ObjectNode member, JsonNode usual) {
        for (Map.Entry<String, JsonNode> section : usual.properties()) {
            ObjectNode filled = ((ObjectNode) section.getValue()).deepCopy();
            filled.setAll((ObjectNode) member.path(section.getKey()));
            member.set(section.getKey(), filled);
        }
        return member;
    }

    private static JsonNode read(String name) {
        try (InputStream file = DemoFiles.class.getResourceAsStream("/demo/" + name)) {
            return YAML.readTree(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
