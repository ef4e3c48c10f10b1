package health.foramen.benchmarks.running;

import health.foramen.benchmarks.load.Answer;
import health.foramen.benchmarks.load.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/// Somebody who speaks JSON with a server, on one connection: one thing at a time, so for one thread.
public final class Caller implements AutoCloseable {

    private static final byte[] NOTHING = {};

    private final Connection connection;
    private final Map<String, String> headers;

    Caller(Connection connection, Map<String, String> headers) {
        this.connection = connection;
        this.headers = Map.copyOf(headers);
    }

    /// Opens the connection ahead of the first question.
    public Caller ready() throws IOException {
        connection.open();
        return this;
    }

    public Answer get(String path) {
        return ask("GET", path, Map.of(), NOTHING);
    }

    public Answer post(String path, Object body) {
        return ask("POST", path, Map.of("Content-Type", "application/json"), JsonMapper.shared().writeValueAsBytes(body));
    }

    /// Sent again under the same key, it does nothing twice.
    public Answer post(String path, Object body, UUID key) {
        return ask("POST", path, Map.of("Content-Type", "application/json", "Idempotency-Key", key.toString()), JsonMapper.shared().writeValueAsBytes(body));
    }

    public Answer put(String path, Object body) {
        return ask("PUT", path, Map.of("Content-Type", "application/json"), JsonMapper.shared().writeValueAsBytes(body));
    }

    private Answer ask(String method, String path, Map<String, String> more, byte[] body) {
        var all = new HashMap<>(headers);
        all.putAll(more);
        try {
            return connection.ask(method, path, all, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
