package health.foramen.scheduling;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param horizonDays  how far ahead of today openings are looked for
 * @param holdFor      how long a hold keeps an opening
 * @param refreshEvery how often the days in memory are compared with the store; a search is at most this much and a read behind
 * @param sweepEvery   how often what dead requests left behind is looked for
 */
@ConfigurationProperties("foramen.scheduling")
record SchedulingProperties(@DefaultValue("120") int horizonDays, @DefaultValue("10m") Duration holdFor,
        @DefaultValue("500ms") Duration refreshEvery, @DefaultValue("30s") Duration sweepEvery) {

    SchedulingProperties {
        if (horizonDays < 1 || horizonDays > 400) {
            throw new IllegalArgumentException("foramen.scheduling.horizon-days must be between 1 and 400, not " + horizonDays);
        }
        if (holdFor.isNegative() || holdFor.isZero() || refreshEvery.toMillis() < 50 || sweepEvery.toMillis() < 1_000) {
            throw new IllegalArgumentException("foramen.scheduling: hold-for must be positive, refresh-every at least 50ms, sweep-every at least 1s");
        }
    }
}
