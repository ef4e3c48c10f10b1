package health.foramen.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class StableIdsTest {

    @Test
    void theSamePartsGiveTheSameId() {
        assertThat(StableIds.of("dana", "key-1")).isEqualTo(StableIds.of("dana", "key-1"));
    }

    @Test
    void partsAreKeptApart() {
        assertThat(StableIds.of("ab", "c")).isNotEqualTo(StableIds.of("a", "bc"));
    }

    @Test
    void theyAreUuidsOfVersionFive() {
        UUID id = StableIds.of("dana", "key-1");

        assertThat(id.version()).isEqualTo(5);
        assertThat(id.variant()).isEqualTo(2);
    }
}
