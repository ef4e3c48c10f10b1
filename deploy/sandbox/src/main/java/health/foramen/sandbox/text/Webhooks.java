package health.foramen.sandbox.text;

import java.util.SortedMap;

/** The way to the clinic's server. */
@FunctionalInterface
public interface Webhooks {

    /** @param status HTTP status, or 0 when nobody answered */
    record Answer(int status, String body) {

        public static final Answer NONE = new Answer(0, "");

        public boolean heard() {
            return status >= 200 && status < 300;
        }
    }

    /** Posts a signed form. Never throws for what the other side does. */
    Answer post(String url, SortedMap<String, String> form);
}
