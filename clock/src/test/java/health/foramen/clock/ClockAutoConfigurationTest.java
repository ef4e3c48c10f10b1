package health.foramen.clock;

import java.nio.file.Path;
import java.time.Clock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class ClockAutoConfigurationTest {

    private final ApplicationContextRunner service =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ClockAutoConfiguration.class));

    @Test
    void aServiceTellsSystemTime() {
        service.run(context -> assertThat(context.getBean(Clock.class)).isEqualTo(Clock.systemUTC()));
    }

    @Test
    void theSandboxMovesTime(@TempDir Path folder) {
        service.withPropertyValues("spring.profiles.active=local", "foramen.clock.file=" + folder.resolve("clock"))
                .run(context -> assertThat(context.getBean(Clock.class)).isInstanceOf(MovableClock.class));
    }

    @Test
    void nobodyMovesTimeOutsideTheSandbox(@TempDir Path folder) {
        service.withPropertyValues("foramen.clock.file=" + folder.resolve("clock"))
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause().isInstanceOf(MovableClockRefused.class).hasMessageContaining("profile 'local'"));
    }

    @Test
    void theRefusalReadsAsOneLine() {
        var refused = new MovableClockRefused("/tmp/clock");
        assertThat(new MovableClockRefusedAnalyzer().analyze(refused).getDescription()).isEqualTo(refused.getMessage()).doesNotContain("\n");
    }
}
