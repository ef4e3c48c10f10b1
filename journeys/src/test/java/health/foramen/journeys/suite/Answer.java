package health.foramen.journeys.suite;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** An HTTP answer, with the question for whoever reads a failure. */
public record Answer(String question, int status, HttpHeaders headers, String text) {

    /** The one status that the story expects; anything else ends it, with everything that was said. */
    public Answer expecting(int expected) {
        if (status != expected) {
            throw new AssertionError("%s answered %d instead of %d: %s".formatted(question, status, expected, text));
        }
        return this;
    }

    /** A refusal as RFC 9457 tells it, by the stable end of its type. */
    public Answer refusing(int expected, String slug) {
        expecting(expected);
        String type = body().path("type").asString("");
        if (!type.equals("urn:foramen:problem:" + slug)) {
            throw new AssertionError("%s was refused with %s instead of %s: %s".formatted(question, type, slug, text));
        }
        return this;
    }

    public JsonNode body() {
        return text.isBlank() ? MissingNode.getInstance() : JsonMapper.shared().readTree(text);
    }

    /** The text of a field that must be there. */
    public String word(String field) {
        return body().required(field).asString();
    }
}
