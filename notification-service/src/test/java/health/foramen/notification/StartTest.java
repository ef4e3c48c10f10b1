package health.foramen.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.foramen.notification.NotificationConfigurationProperties.Clinic;
import health.foramen.notification.NotificationConfigurationProperties.Mail;
import health.foramen.notification.NotificationConfigurationProperties.Notification;
import health.foramen.notification.NotificationConfigurationProperties.OnCall;
import health.foramen.notification.NotificationConfigurationProperties.Text;
import health.foramen.notification.journey.BrokenCadence;
import health.foramen.notification.journey.store.YamlCadence;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps the service from starting, and the line that says so. */
class StartTest {

    private static final Notification REST = new Notification("sixteen-characters", "", "", 8, Duration.ofSeconds(30), Duration.ofSeconds(15), 3);

    private static final OnCall NOBODY = new OnCall(List.of(), List.of(), "en");

    private static NotificationConfigurationProperties at(String publicUrl, String token) {
        return new NotificationConfigurationProperties(URI.create(publicUrl), new Text(URI.create("https://api.example"), "AC" + "0".repeat(32), token, "+13125550100"),
                new Mail("clinic@example.org", "Foramen"), new Clinic("Foramen", "+1 312 555 0100", "911"), NOBODY, REST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080", "http://127.0.0.1:8080", "http://127.1.2.3", "http://[::1]:8080", "http://0.0.0.0", "http://clinic.localhost"})
    void noLinkLeadsToTheReadersOwnMachine(String publicUrl) {
        assertThatThrownBy(() -> at(publicUrl, "a-secret-token").refuseSandboxValues()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("foramen.public-url").hasMessageContaining("own machine");
    }

    @Test
    void aSecretThatEverybodyKnowsIsRefusedOutsideTheSandbox() {
        assertThatThrownBy(() -> at("https://visits.example.org", "local-only-text-token").refuseSandboxValues()).hasMessageContaining("foramen.text.auth-token");
        at("https://visits.example.org", "a-secret-token").refuseSandboxValues();
    }

    @Test
    void aValueThatCannotBeUsedIsNamed() {
        assertThatThrownBy(() -> at("visits.example.org", "a-secret-token")).hasMessageContaining("foramen.public-url must be an address");
        assertThatThrownBy(() -> new Text(URI.create("https://api.example"), "AC1", "a-secret-token", "+13125550100")).hasMessageContaining("foramen.text.account-sid");
        assertThatThrownBy(() -> new Clinic("A name that is much too long to sign with", "+1", "911")).hasMessageContaining("foramen.clinic.name");
        assertThatThrownBy(() -> new OnCall(List.of("312 555 0199"), List.of(), "en")).hasMessageContaining("foramen.on-call.phones must be numbers as +13125550199, not 312 555 0199");
        assertThatThrownBy(() -> new OnCall(List.of(), List.of("nobody"), "en")).hasMessageContaining("foramen.on-call.emails");
        assertThatThrownBy(() -> new OnCall(List.of(), List.of(), "tlh")).hasMessageContaining("foramen.on-call.language must be en, es or ar");
        assertThatThrownBy(() -> new Notification("short", "", "", 8, Duration.ofSeconds(30), Duration.ofSeconds(15), 3)).hasMessageContaining("foramen.notification.number-key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            version: "1"                                   | cadence.yaml, line 1: hours is missing
            version: [                                     | cadence.yaml, line
            nonsense: 1                                    | cadence.yaml, line 1: nonsense is unknown here
            """)
    void aBrokenJourneyFileIsNamedWithItsLine(String content, String complaint) {
        assertThatThrownBy(() -> YamlCadence.read("cadence.yaml", content)).isInstanceOf(BrokenCadence.class).hasMessageContaining(complaint);
    }

    @Test
    void aFileThatIsNestedOrRepeatedBeyondMeasureIsRefusedLikeAnyOther() {
        assertThatThrownBy(() -> YamlCadence.read("deep.yaml", "[".repeat(20_000))).isInstanceOf(BrokenCadence.class).hasMessageStartingWith("deep.yaml");
        String laughs = "a: &a [x, x]\n" + "bcdefghijk".chars().mapToObj(letter -> "%1$c: &%1$c [*%2$c, *%2$c, *%2$c, *%2$c, *%2$c, *%2$c, *%2$c, *%2$c]%n"
                .formatted(letter, letter - 1)).collect(java.util.stream.Collectors.joining());
        assertThatThrownBy(() -> YamlCadence.read("laughs.yaml", laughs)).isInstanceOf(BrokenCadence.class).hasMessageStartingWith("laughs.yaml");
        assertThatThrownBy(() -> YamlCadence.read("itself.yaml", "steps: &s [*s]\nversion: *s")).isInstanceOf(BrokenCadence.class).hasMessageStartingWith("itself.yaml, line");
        assertThatThrownBy(() -> YamlCadence.read("bytes.yaml", "version: \u0000")).isInstanceOf(BrokenCadence.class).hasMessageContaining("no text has");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            channels: both               | channels: pigeon            | pigeon is none of
            when: at-once                | when: whenever              | when is at-once
            message: booked              | message: hello              | hello is no message
            per-day: 1                   | per-day: none               | none is no whole number
            from: "08:00"                | from: "8 o'clock"           | is no time
            vital: true                  | vital: perhaps              | perhaps is neither true nor false
            """)
    void everyMistakeInTheJourneyFileHasItsSentence(String right, String wrong, String complaint) throws Exception {
        String file = new String(StartTest.class.getResourceAsStream("/journeys/cadence.v1.yaml").readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        int line = (int) file.substring(0, file.indexOf(right)).lines().count();
        assertThatThrownBy(() -> YamlCadence.read("mine.yaml", file.replaceFirst(java.util.regex.Pattern.quote(right), java.util.regex.Matcher.quoteReplacement(wrong))))
                .isInstanceOf(BrokenCadence.class).hasMessageContaining(complaint).hasMessageContaining("mine.yaml, line " + line);
        assertThat(YamlCadence.read("mine.yaml", file).rules()).isNotEmpty();
    }
}
