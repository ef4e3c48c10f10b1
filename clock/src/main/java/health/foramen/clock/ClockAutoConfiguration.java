package health.foramen.clock;

import java.nio.file.Path;
import java.time.Clock;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** The {@link Clock} of business time: the system's, or a movable one in profile {@code local}. */
@AutoConfiguration
public class ClockAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock(Environment environment) {
        String file = environment.getProperty("foramen.clock.file", "").strip();
        if (file.isEmpty()) {
            return Clock.systemUTC();
        }
        if (!environment.acceptsProfiles(Profiles.of("local"))) {
            throw new MovableClockRefused(file);
        }
        return new MovableClock(Path.of(file));
    }
}
