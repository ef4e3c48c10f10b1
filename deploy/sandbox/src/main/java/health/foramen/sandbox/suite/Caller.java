package health.foramen.sandbox.suite;

import java.util.HashMap;
import java.util.Map;

/** Somebody who speaks to the suite in their own name. */
public record Caller(Suite suite, String client, String secret, Map<String, String> headers) {

    public Caller {
        headers = Map.copyOf(headers);
    }

    public Caller with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Caller(suite, client, secret, more);
    }

    /** For a POST that creates: the same key again finds what the first one made. */
    public Caller once(String idempotencyKey) {
        return with("Idempotency-Key", idempotencyKey);
    }

    public Suite.Answer get(String path) {
        return suite.call(this, "GET", path, null);
    }

    public Suite.Answer post(String path, Object body) {
        return suite.call(this, "POST", path, body);
    }

    public Suite.Answer put(String path, Object body) {
        return suite.call(this, "PUT", path, body);
    }
}
