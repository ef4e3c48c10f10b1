package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ReferralServicePropertiesTest {

    @Test
    void aClinicNamesTheFolderOfItsOwnPacks() {
        assertThat(bound(Map.of("foramen.referral.packs", "/etc/foramen/packs")).ownPacks()).contains(Path.of("/etc/foramen/packs"));
    }

    @Test
    void withoutAWordEverythingIsAsShipped() {
        var shipped = bound(Map.of());
        assertThat(shipped.ownPacks()).isEmpty();
        assertThat(shipped.phoneCountry()).isEqualTo("US");
        assertThat(shipped.zone()).hasToString("America/Chicago");
    }

    @Test
    void aCountryThatIsNoneIsRefused() {
        assertThatThrownBy(() -> bound(Map.of("foramen.referral.phone-country", "usa"))).rootCause().hasMessageContaining("two capital letters");
    }

    private static ReferralServiceProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("foramen.referral", ReferralServiceProperties.class);
    }
}
