package health.foramen.notification.contact;

import java.util.Locale;
import java.util.Optional;

/** What a patient reads. */
public enum Language {

    ENGLISH("en", "English"),
    SPANISH("es", "Español"),
    ARABIC("ar", "العربية");

    private final String code;
    private final String ownName;

    Language(String code, String ownName) {
        this.code = code;
        this.ownName = ownName;
    }

    /** BCP 47, as on the wire. */
    public String code() {
        return code;
    }

    /** The language's name in itself, for a switch that its readers find. */
    public String ownName() {
        return ownName;
    }

    public Locale locale() {
        return Locale.of(code);
    }

    /** The value of HTML's {@code dir}. */
    public String direction() {
        return this == ARABIC ? "rtl" : "ltr";
    }

    public static Optional<Language> of(String code) {
        for (Language language : values()) {
            if (language.code.equals(code)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }
}
