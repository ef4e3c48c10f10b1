package health.foramen.scheduling.openings;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.scheduling.Cast;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RecentPermitsTest {

    private static final Permit GRANTED = Cast.aPermit("p", Cast.aPlan());
    private static final Permit WITHDRAWN = Cast.aPermit("another word on p", Cast.aPlan());

    private final Map<String, Permit> stored = new HashMap<>();
    private int reads;
    private long nanos;
    private final RecentPermits recent = new RecentPermits(new Stored(), () -> nanos);

    @Test
    void a_permit_is_read_once_a_second_and_then_as_it_is() {
        stored.put("p", GRANTED);
        for (int search = 0; search < 50; search++) {
            assertThat(recent.find("p")).contains(GRANTED);
        }
        assertThat(reads).isEqualTo(1);

        stored.put("p", WITHDRAWN);
        nanos += RecentPermits.KEPT.toNanos();
        assertThat(recent.find("p")).contains(WITHDRAWN);
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void an_unknown_one_is_found_as_soon_as_it_comes() {
        assertThat(recent.find("p")).isEmpty();
        stored.put("p", GRANTED);
        assertThat(recent.find("p")).contains(GRANTED);
    }

    @Test
    void as_many_as_come_are_answered_and_the_memory_stays_small() {
        for (int patient = 0; patient < 10_000; patient++) {
            stored.put("p" + patient, GRANTED);
            assertThat(recent.find("p" + patient)).contains(GRANTED);
        }
        assertThat(reads).isEqualTo(10_000);
        recent.find("p0");
        recent.find("p9999");
        assertThat(reads).as("the first are remembered, the last were too many").isEqualTo(10_001);
    }

    private final class Stored implements Permits {

        @Override
        public Optional<Permit> find(String id) {
            reads++;
            return Optional.ofNullable(stored.get(id));
        }

        @Override
        public List<Permit> findAll(Collection<String> ids) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forEach(Consumer<Permit> reader) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean keep(Permit permit) {
            throw new UnsupportedOperationException();
        }
    }
}
