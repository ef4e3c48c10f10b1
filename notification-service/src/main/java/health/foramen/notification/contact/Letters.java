package health.foramen.notification.contact;

/** Beginnings of what people write, in any script: none of them ends between the two halves of a letter. */
public final class Letters {

    private Letters() {
    }

    /** The first letter; nothing of nothing. */
    public static String first(String text) {
        return text.isEmpty() ? "" : text.substring(0, text.offsetByCodePoints(0, 1));
    }

    /** @param longest in UTF-16 units, as lengths of fields are counted */
    public static String beginning(String text, int longest) {
        int end = Math.min(longest, text.length());
        return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}
