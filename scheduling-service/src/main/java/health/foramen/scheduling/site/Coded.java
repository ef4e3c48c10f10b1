package health.foramen.scheduling.site;

/** A word of the business with a stable code on the wire and in the store ({@code surgery-center}); the Java name never leaves. */
public interface Coded {

    String name();

    /** The kebab-case code; a value whose code is not its name says so itself. */
    default String code() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** The value of {@code type} with this code, or nothing for a word nobody knows. */
    static <E extends Enum<E> & Coded> java.util.Optional<E> find(Class<E> type, String code) {
        for (E value : type.getEnumConstants()) {
            if (value.code().equals(code)) {
                return java.util.Optional.of(value);
            }
        }
        return java.util.Optional.empty();
    }

    static <E extends Enum<E> & Coded> E of(Class<E> type, String code) {
        return find(type, code).orElseThrow(
                () -> new IllegalArgumentException("unknown " + type.getSimpleName().toLowerCase(java.util.Locale.ROOT) + ": " + code));
    }
}
