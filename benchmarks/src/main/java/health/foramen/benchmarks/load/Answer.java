package health.foramen.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a server said. Header names are in lower case.
public record Answer(int status, Map<String, String> headers, byte[] body) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public boolean is(int wanted) {
        return status == wanted;
    }

    public boolean isServerError() {
        return status >= 500;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return JSON.readTree(body);
    }

    /// @throws UnexpectedAnswer unless the status is the wanted one
    public Answer expect(int wanted) {
        if (!is(wanted)) {
            throw new UnexpectedAnswer(this, wanted);
        }
        return this;
    }

    public static final class UnexpectedAnswer extends RuntimeException {

        private static final int SHOWN = 600;

        private final int status;

        UnexpectedAnswer(Answer answer, int wanted) {
            var text = answer.text();
            super("%d instead of %d: %s".formatted(answer.status(), wanted, text.substring(0, Math.min(SHOWN, text.length()))));
            status = answer.status();
        }

        public int status() {
            return status;
        }
    }
}
