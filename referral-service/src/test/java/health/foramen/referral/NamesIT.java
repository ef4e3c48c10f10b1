package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any script and any symbol is a name; what shows nothing is none, and what cannot be seen makes no other person. */
class NamesIT extends RunningService {

    private Answer named(String given, String family) {
        return refer(marias().replace("María", given).replaceFirst("Santos [0-9a-f]{8}", family));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zoë Nguyễn-O'Brien", "الأنصاري", "王小明", "🌱🌱", "👨‍👩‍👧 عمر", "Ng", "علی‌رضا"})
    void everyScriptIsWelcome(String family) {
        var unique = family + " " + UUID.randomUUID().toString().substring(0, 8);
        var told = named("María", unique);
        assertThat(told.status()).as(told.raw().body()).isEqualTo(201);
        assertThat(page("/triage/" + told.text("/referralId"), HADDAD).body()).contains(unique.replace("'", "&#39;"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00a0\u00a0", "\u200b\u200b", "\u2060", "\u3164", "\u2800\u2800", "\u3000"})
    void whatShowsNothingIsNoName(String family) {
        var told = named("María", family);
        assertThat(told.status()).isEqualTo(422);
        assertThat(told.json().at("/errors").toString()).contains("/patient/familyName", "This is needed.");
    }

    @Test
    void whatCannotBeSeenMakesNoOtherPerson() {
        var family = "Ferreira" + UUID.randomUUID().toString().substring(0, 6);
        var first = named("María", family).text("/patientId");
        assertThat(named("Ma\u200bría", family + "\u2060").text("/patientId")).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"maria@example.org|201", "josé.müller+x@bücher.example|201", "\\\"><script>@x.y|422", "a,b@example.org|422", "Maria <maria@example.org>|422", "a@b|422",
            "a@@example.org|422", "maria@exam ple.org|422"})
    void anAddressIsOneThatMailCanBeSentTo(String address, int status) {
        var told = refer(marias().replace("maria@example.org", address));
        assertThat(told.status()).as(told.raw().body()).isEqualTo(status);
        if (status == 422) {
            assertThat(told.text("/errors/0/pointer")).isEqualTo("/patient/email");
        }
    }

    @Test
    void whatIsNotThereIsLeftOut() {
        var page = send("GET", "/api/referrals?limit=100&status=declined", AMIN, null);
        assertThat(page.raw().body()).doesNotContain(":null");
        assertThat(named("María", "Left Out").raw().body()).doesNotContain(":null");
    }
}
