package health.foramen.notification.text;

/**
 * How a text is cut for the air: 160 characters of the GSM-7 alphabet or 70 of UCS-2 in one segment, 153 or 67 in each of several
 * (3GPP TS 23.038, 23.040). A character of GSM-7's extension counts twice.
 */
public record Segments(Alphabet alphabet, int units, int count) {

    public enum Alphabet { GSM_7, UCS_2 }

    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENSION = "^{}\\[~]|€\f";

    public static Segments of(String text) {
        int septets = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (BASIC.indexOf(letter) >= 0) {
                septets++;
            } else if (EXTENSION.indexOf(letter) >= 0) {
                septets += 2;
            } else {
                return cut(Alphabet.UCS_2, text.length(), 70, 67);
            }
        }
        return cut(Alphabet.GSM_7, septets, 160, 153);
    }

    private static Segments cut(Alphabet alphabet, int units, int alone, int together) {
        return new Segments(alphabet, units, units <= alone ? 1 : (units + together - 1) / together);
    }
}
