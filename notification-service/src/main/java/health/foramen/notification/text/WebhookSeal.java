package health.foramen.notification.text;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a provider shows that a webhook is its own: {@code X-Twilio-Signature} is the base64 of an HMAC-SHA1, under the account's token,
 * of the whole address followed by each form field's name and value in the order of their names.
 *
 * @param publicUrl where the provider reached us, without the path: behind a gateway it is not what this process sees
 */
public record WebhookSeal(String publicUrl, String authToken) {

    public WebhookSeal {
        publicUrl = publicUrl.replaceAll("/+$", "");
    }

    /** @param pathAndQuery as it was called, {@code /webhooks/text/status?message=…} */
    public String of(String pathAndQuery, Map<String, List<String>> form) {
        StringBuilder sealed = new StringBuilder(publicUrl).append(pathAndQuery);
        new TreeMap<>(form).forEach((name, values) -> values.stream().distinct().sorted().forEach(value -> sealed.append(name).append(value)));
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(sealed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA1", e);
        }
    }

    /** Takes as long for a near miss as for nonsense. */
    public boolean fits(String signature, String pathAndQuery, Map<String, List<String>> form) {
        return signature != null && MessageDigest.isEqual(
                of(pathAndQuery, form).getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.US_ASCII));
    }
}
