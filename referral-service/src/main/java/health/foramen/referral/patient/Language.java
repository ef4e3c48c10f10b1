package health.foramen.referral.patient;

import health.foramen.referral.care.Coded;

/** A language that patients are written to in. */
public enum Language implements Coded {
    ENGLISH("en", "English"), SPANISH("es", "Spanish"), ARABIC("ar", "Arabic");

    private final String code;
    private final String words;

    Language(String code, String words) {
        this.code = code;
        this.words = words;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String words() {
        return words;
    }
}
