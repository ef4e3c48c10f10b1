package health.foramen.referral.care;

/** How far a patient is put at ease, from awake to deep. */
public enum Sedation implements Coded {
    NONE("none"), MINIMAL("minimal"), MODERATE("moderate"), DEEP("deep");

    private final String code;

    Sedation(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    public boolean sedates() {
        return this != NONE;
    }
}
