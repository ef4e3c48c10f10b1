package health.foramen.sandbox.text;

import java.util.Locale;

/** How far a text has come, in Twilio's words. {@code SENT} lasts a moment and is told only by callback. */
public enum Status {
    QUEUED, SENT, DELIVERED, UNDELIVERED, RECEIVED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
