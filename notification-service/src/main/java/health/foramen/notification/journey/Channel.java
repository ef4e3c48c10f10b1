package health.foramen.notification.journey;

/** The way a step goes. */
public enum Channel {

    TEXT("text"),
    EMAIL("email"),
    /** No message: something that the front desk must learn. */
    DESK("desk");

    private final String word;

    Channel(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
