package health.foramen.notification.contact;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A telephone number, or an e-mail address, that can be compared and looked up, but not read. */
public record NumberKey(String value) {

    public NumberKey {
        Objects.requireNonNull(value, "value");
    }

    /** Makes keys of numbers; without the secret nobody can tell which number a key stands for by trying them all. */
    public static final class Maker {

        private final SecretKeySpec secret;

        public Maker(String secret) {
            this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        }

        /** @param number E.164; anything but digits is left out before the key is made */
        public NumberKey of(String number) {
            return key(number.replaceAll("[^0-9]", ""));
        }

        /** Of an e-mail address: whoever reads it can stop what comes to it, as with a number. */
        public NumberKey ofAddress(String email) {
            return key("mail:" + email.strip().toLowerCase(Locale.ROOT));
        }

        private NumberKey key(String plain) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(secret);
                byte[] whole = mac.doFinal(plain.getBytes(StandardCharsets.UTF_8));
                return new NumberKey(HexFormat.of().formatHex(whole, 0, 16));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has HmacSHA256", e);
            }
        }
    }
}
