package health.foramen.sandbox.text;

import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SignatureTest {

    /** The example of Twilio's page "Webhooks security" (token 12345), in its older and its present form. */
    @ParameterizedTest
    @CsvSource({"+14158675309, RSOYDt4T1cUTdK1PDd93/VVr8B8=", "+14158675310, GvWf1cFY/Q7PnoempGyD5oXAezc="})
    void isTheOneOfTwiliosOwnExample(String caller, String expected) {
        var form = new TreeMap<>(Map.of("CallSid", "CA1234567890ABCDE", "Caller", caller, "Digits", "1234", "From", caller,
                "To", "+18005551212"));

        assertThat(new Signature("12345").of("https://mycompany.com/myapp.php?foo=1&bar=2", form)).isEqualTo(expected);
    }
}
