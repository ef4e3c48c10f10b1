package health.foramen.notification;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a clinic sets. Each value is tried at the start.
 *
 * @param publicUrl    what patients' phones and the text provider reach: begins every link
 * @param text         the account at the text provider
 * @param mail         whom e-mails come from
 * @param clinic       how the clinic signs
 * @param onCall       who is told of an emergency beside the pages; nobody where nothing is set
 * @param notification the rest
 */
@ConfigurationProperties("foramen")
record NotificationConfigurationProperties(URI publicUrl, Text text, Mail mail, Clinic clinic, @DefaultValue OnCall onCall, Notification notification) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "0.0.0.0", "[::1]", "[::]");

    NotificationConfigurationProperties {
        address("foramen.public-url", publicUrl);
    }

    /** @param from E.164, or a name of at most 11 letters where providers allow it */
    record Text(URI baseUrl, String accountSid, String authToken, String from) {
        Text {
            address("foramen.text.base-url", baseUrl);
            fits("foramen.text.account-sid", accountSid, "AC[0-9a-zA-Z]{32}", "AC and 32 letters or digits");
            fits("foramen.text.auth-token", authToken, ".{8,}", "at least 8 characters");
            fits("foramen.text.from", from, "\\+[1-9][0-9]{6,14}|[A-Za-z0-9 ]{3,11}", "a number as +13125550100, or a name of 3 to 11 letters");
        }
    }

    record Mail(String from, String name) {
        Mail {
            fits("foramen.mail.from", from, "[^@\\s]+@[^@\\s]+", "an e-mail address");
            fits("foramen.mail.name", name, "[^\\r\\n]{1,60}", "1 to 60 characters");
        }
    }

    record Clinic(String name, String phone, String emergency) {
        Clinic {
            fits("foramen.clinic.name", name, "[A-Za-z0-9 .&-]{2,20}", "2 to 20 letters: it signs every text");
            fits("foramen.clinic.phone", phone, "\\+?[0-9 ().-]{3,20}", "a telephone number");
            fits("foramen.clinic.emergency", emergency, "[0-9]{2,5}", "2 to 5 digits");
        }
    }

    /**
     * @param phones   E.164, as +13125550199
     * @param language what they read: en, es or ar
     */
    record OnCall(@DefaultValue List<String> phones, @DefaultValue List<String> emails, @DefaultValue("en") String language) {

        private static final int MOST = 20;

        OnCall {
            phones = phones.stream().map(String::strip).distinct().toList();
            emails = emails.stream().map(String::strip).distinct().toList();
            phones.forEach(phone -> fits("foramen.on-call.phones", phone, "\\+[1-9][0-9]{6,14}", "numbers as +13125550199, not " + phone));
            emails.forEach(email -> fits("foramen.on-call.emails", email, "[^@\\s]+@[^@\\s]+", "e-mail addresses, not " + email));
            fits("foramen.on-call.language", language, "en|es|ar", "en, es or ar");
            if (phones.size() + emails.size() > MOST) {
                throw new IllegalArgumentException("foramen.on-call may name " + MOST + " phones and e-mail addresses at most");
            }
        }
    }

    /**
     * @param numberKey   the secret under which telephone numbers are looked up; a change forgets who opted out
     * @param journeyFile a clinic's own cadence; empty for the one that is built in
     * @param wordsFile   a clinic's own words for replies; empty for those that are built in
     * @param atOnce      journeys in work at the same time
     * @param lease       how long a claimed message is its claimer's alone
     * @param missedInARow so many texts in a row that do not reach a phone make its number a bad one
     * @param shownIn     how long the text provider may take to show what it has taken
     */
    record Notification(String numberKey, @DefaultValue("") String journeyFile, @DefaultValue("") String wordsFile, @DefaultValue("32") int atOnce,
            @DefaultValue("30s") Duration lease, @DefaultValue("15s") Duration shownIn,
            @DefaultValue("3") int missedInARow) {
        Notification {
            fits("foramen.notification.number-key", numberKey, ".{16,}", "at least 16 characters");
            if (atOnce < 1 || atOnce > 1_000) {
                throw new IllegalArgumentException("foramen.notification.at-once must be 1 to 1000, not " + atOnce);
            }
            if (missedInARow < 1 || missedInARow > 20) {
                throw new IllegalArgumentException("foramen.notification.missed-in-a-row must be 1 to 20, not " + missedInARow);
            }
            if (lease.compareTo(Duration.ofSeconds(15)) < 0) {
                throw new IllegalArgumentException("foramen.notification.lease must be 15 s or more: longer than the slowest provider");
            }
        }
    }

    /** Outside the sandbox no link may lead to the reader's own machine, and no secret may be one that everybody knows. */
    void refuseSandboxValues() {
        String host = publicUrl.getHost();
        if (THIS_MACHINE.contains(host) || host.startsWith("127.") || host.endsWith(".localhost")) {
            throw new IllegalArgumentException("foramen.public-url is " + publicUrl + ": patients cannot open a link to their own machine (allowed in profile local only)");
        }
        if (text.authToken().startsWith("local-only")) {
            throw new IllegalArgumentException("foramen.text.auth-token is the sandbox's, which everybody knows (allowed in profile local only)");
        }
        if (notification.numberKey().startsWith("local-only")) {
            throw new IllegalArgumentException("foramen.notification.number-key is the sandbox's, which everybody knows (allowed in profile local only)");
        }
    }

    private static void address(String name, URI value) {
        if (value == null || value.getHost() == null || !Set.of("http", "https").contains(value.getScheme())
                || value.getPath() != null && !value.getPath().isEmpty() && !value.getPath().equals("/")) {
            throw new IllegalArgumentException(name + " must be an address as https://visits.example.org, not " + value);
        }
    }

    private static void fits(String name, String value, String pattern, String words) {
        if (value == null || !value.matches(pattern)) {
            throw new IllegalArgumentException(name + " must be " + words);
        }
    }
}
