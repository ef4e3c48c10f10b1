package health.foramen.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonTest {

    @Test
    void aSettingThatCannotBeUsedIsTheReason() {
        assertThat(Reason.in("""
                APPLICATION FAILED TO START

                Description:

                Failed to bind properties under 'foramen' to health.foramen.gateway.PublicUrl:

                    Reason: java.lang.IllegalArgumentException: FORAMEN_PUBLIC_URL is the address that people type, not nonsense

                Action:

                Update your application's configuration
                """.lines().toList())).contains("FORAMEN_PUBLIC_URL is the address that people type, not nonsense");
    }

    @Test
    void aDescriptionWithoutReasonSpeaksForItself() {
        assertThat(Reason.in(List.of("Description:", "", "rule pack /packs/ours.yaml, line 8: expected a whole number", "", "Action:", "", "-")))
                .contains("rule pack /packs/ours.yaml, line 8: expected a whole number");
    }

    @Test
    void elseTheLastWordsCount() {
        assertThat(Reason.in(List.of("starting", "/data/mongo is not empty and holds no mongo data", ""))).contains("/data/mongo is not empty and holds no mongo data");
        assertThat(Reason.in(List.of())).isEmpty();
    }
}
