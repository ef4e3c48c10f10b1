package health.foramen.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class LoadTest {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    @Test
    void everyShotIsFiredOnce() throws Exception {
        var fired = new ConcurrentSkipListSet<Integer>();
        var outcome = new Load(4, 100, LONG_ENOUGH).run(201, _ -> shot -> {
            fired.add(shot);
            return 201;
        });
        assertThat(fired).hasSize(100).startsWith(0).endsWith(99);
        assertThat(outcome.count(201)).isEqualTo(100);
        assertThat(outcome.latencies().count()).isEqualTo(100);
        assertThat(outcome.perSecond()).isPositive();
    }

    @Test
    void allWorkersFireSideBySide() throws Exception {
        var barrier = new CyclicBarrier(8);
        var outcome = new Load(8, 8, LONG_ENOUGH).run(200, _ -> _ -> {
            barrier.await();
            return 200;
        });
        assertThat(outcome.count(200)).isEqualTo(8);
    }

    @Test
    void onlyTheWantedStatusIsTimedAndEveryStatusIsCounted() throws Exception {
        var outcome = new Load(2, 30, LONG_ENOUGH).run(201, _ -> shot -> switch (shot % 3) {
            case 0 -> 201;
            case 1 -> 503;
            default -> throw new IOException("hung up");
        });
        assertThat(outcome.latencies().count()).isEqualTo(10);
        assertThat(outcome.count(201)).isEqualTo(10);
        assertThat(outcome.serverErrors()).isEqualTo(10);
        assertThat(outcome.count(0)).isEqualTo(10);
    }

    @Test
    void nothingIsFiredWhenTheTimeIsUp() throws Exception {
        var outcome = new Load(2, 30, Duration.ZERO).run(200, _ -> _ -> 200);
        assertThat(outcome.statuses()).isEmpty();
    }

    @Test
    void aWorkerThatCannotBeginIsNotPassedOver() {
        assertThatIllegalStateException().isThrownBy(() -> new Load(2, 30, LONG_ENOUGH).run(200, _ -> {
            throw new IOException("refused");
        })).withRootCauseInstanceOf(IOException.class);
    }

    @Test
    void aLoadEnds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Load(16, 1_000, Duration.ofHours(1)));
    }
}
