package health.foramen.referral.patient;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads phone numbers as people write them. */
public interface PhoneNumbers {

    /**
     * A number that can exist.
     *
     * @param e164      such as {@code +13125550142}
     * @param extension the digits behind a switchboard, which a call can reach and a text cannot
     */
    record Telephone(String e164, Optional<String> extension) {

        private static final Pattern EXTENSION = Pattern.compile("(?i)\\s*(;ext=|ext(ension)?\\.?|x|#)\\s*\\d{1,11}\\s*$");

        /** Number and extension in one text, as RFC 3966 writes them: {@code +13125550142;ext=22}. */
        public String whole() {
            return e164 + extension.map(";ext="::concat).orElse("");
        }

        /** Without the extension. @param number as it was kept, or as people write one */
        public static String numberOf(String number) {
            return EXTENSION.matcher(number).replaceFirst("");
        }
    }

    /** Nothing when no such number can exist. */
    Optional<Telephone> read(String typed);

    /** As a reader expects it. @param whole a number as it was kept, with an extension or without */
    String display(String whole);
}
