package health.foramen.sandbox.text.web;

import java.util.regex.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The clinic's account at the telephone company.
 *
 * @param accountSid AC and 32 hex digits
 * @param authToken  password of the API and key of the webhooks' signatures
 * @param from       the clinic's own number
 * @param webhook    where a patient's reply goes
 */
@ConfigurationProperties("foramen.text")
public record TextAccount(String accountSid, String authToken, String from, String webhook) {

    private static final Pattern SID = Pattern.compile("AC[0-9a-f]{32}");

    public TextAccount {
        if (!SID.matcher(accountSid).matches()) {
            throw new IllegalArgumentException("foramen.text.account-sid must be AC and 32 hex digits");
        }
        if (authToken.isBlank()) {
            throw new IllegalArgumentException("foramen.text.auth-token must not be empty");
        }
    }
}
