package health.foramen.notification.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HorizonTest {

    private static final Instant EIGHT = Instant.parse("2027-03-01T14:00:00Z");
    private static final Duration A_MOMENT = Duration.ofMillis(1);
    private static final long AN_HOUR = Duration.ofHours(1).toMillis();

    private long nanos;
    private final Horizon horizon = new Horizon(() -> nanos);

    @Test
    void the_earliest_is_taken_first_and_nobody_twice() {
        due("later", EIGHT.minusSeconds(1));
        due("earlier", EIGHT.minusSeconds(2));
        due("not yet", EIGHT.plusSeconds(30));

        assertThat(horizon.take(EIGHT, 1).ids()).containsExactly("earlier");
        Horizon.Taken rest = horizon.take(EIGHT, 10);
        assertThat(rest.ids()).containsExactly("later");
        assertThat(rest.quiet()).isEqualTo(Duration.ofSeconds(30));
        assertThat(horizon.take(EIGHT, 10).ids()).isEmpty();
        assertThat(horizon.due(EIGHT)).isEqualTo(2);
    }

    @Test
    void a_thousand_that_wait_for_something_keep_nobody_who_could_go() {
        IntStream.range(0, 1_000).forEach(number -> due("a waiting one %04d".formatted(number), EIGHT.minusSeconds(60)));
        horizon.take(EIGHT, 1_000).ids().forEach(id -> horizon.release(id, A_MOMENT.toMillis()));
        pass(A_MOMENT);
        IntStream.range(0, 10).forEach(number -> due("fresh " + number, EIGHT));

        List<String> taken = horizon.take(EIGHT, 20).ids();

        assertThat(taken.stream().filter(id -> id.startsWith("fresh"))).hasSize(10);
        assertThat(taken.stream().filter(id -> id.startsWith("a waiting one"))).hasSize(10);
    }

    @Test
    void a_thousand_that_could_go_do_not_keep_those_from_being_looked_at_again() {
        due("waiting", EIGHT.minusSeconds(60));
        horizon.take(EIGHT, 1).ids().forEach(id -> horizon.release(id, A_MOMENT.toMillis()));
        IntStream.range(0, 1_000).forEach(number -> due("fresh %04d".formatted(number), EIGHT.minusSeconds(90)));
        pass(A_MOMENT);

        assertThat(horizon.take(EIGHT, 2).ids()).containsExactly("fresh 0000", "waiting");
    }

    @Test
    void news_ends_a_rest_also_when_it_comes_during_the_look() {
        due("known", EIGHT);
        horizon.take(EIGHT, 1);
        due("known", EIGHT);
        horizon.release("known", AN_HOUR);
        assertThat(horizon.take(EIGHT, 1).ids()).containsExactly("known");

        horizon.release("known", AN_HOUR);
        assertThat(horizon.take(EIGHT, 1).ids()).isEmpty();
        due("known", EIGHT);
        assertThat(horizon.take(EIGHT, 1).ids()).containsExactly("known");

        horizon.release("known", AN_HOUR);
        horizon.wakeAll();
        assertThat(horizon.take(EIGHT, 1).ids()).containsExactly("known");
    }

    @Test
    void who_is_looked_at_in_vain_again_and_again_is_looked_at_more_and_more_seldom() {
        due("lost", EIGHT);
        List<Duration> rests = new ArrayList<>();
        for (int look = 0; look < 12; look++) {
            assertThat(horizon.take(EIGHT, 1).ids()).containsExactly("lost");
            horizon.release("lost", 300);
            rests.add(horizon.take(EIGHT, 1).quiet());
            pass(rests.getLast());
        }
        assertThat(rests).startsWith(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(300),
                Duration.ofMillis(600)).endsWith(Duration.ofSeconds(5));

        due("lost", EIGHT);
        assertThat(horizon.take(EIGHT, 1).ids()).containsExactly("lost");
        horizon.release("lost", 300);
        assertThat(horizon.take(EIGHT, 1).quiet()).isEqualTo(Duration.ofMillis(300));
    }

    private void due(String id, Instant at) {
        horizon.put(id, Optional.of(at));
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
