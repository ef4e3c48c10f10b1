package health.foramen.sandbox.text;

/**
 * Into how many parts the network cuts a body: 160 characters of the GSM 7-bit alphabet (3GPP TS 23.038) or 153 a part when there
 * are several; one character outside that alphabet makes it UCS-2 with 70, or 67 a part.
 */
public final class Segments {

    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
            + "¿abcdefghijklmnopqrstuvwxyzäöñüà";
    /** Each of these takes an escape as well. */
    private static final String EXTENDED = "\f^{}\\[~]|€";

    private Segments() {
    }

    public static int of(String body) {
        int septets = 0;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (BASIC.indexOf(c) >= 0) {
                septets++;
            } else if (EXTENDED.indexOf(c) >= 0) {
                septets += 2;
            } else {
                return parts(body.length(), 70, 67);
            }
        }
        return parts(septets, 160, 153);
    }

    private static int parts(int length, int alone, int together) {
        return length <= alone ? 1 : Math.ceilDiv(length, together);
    }
}
