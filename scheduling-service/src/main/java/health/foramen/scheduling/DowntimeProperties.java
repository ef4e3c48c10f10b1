package health.foramen.scheduling;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param folder where the paper for a dark day lies; somewhere that is read without this machine, if possible
 * @param every  how often it is written again when nothing changed, so that its hour says how old it is
 */
@ConfigurationProperties("foramen.scheduling.downtime")
record DowntimeProperties(@DefaultValue("data/downtime") Path folder, @DefaultValue("3m") Duration every) {

    DowntimeProperties {
        if (every.toSeconds() < 10) {
            throw new IllegalArgumentException("foramen.scheduling.downtime.every must be at least 10s, not " + every);
        }
    }
}
