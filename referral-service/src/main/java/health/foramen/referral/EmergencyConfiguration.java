package health.foramen.referral;

import health.foramen.referral.emergency.AnsweringEmergencies;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.scheduling.annotation.Scheduled;

/** An emergency that nobody answers gets louder: an event and a line for the operator again and again, and figures that an alert can watch. */
@Configuration
@EnableConfigurationProperties(EmergencyConfiguration.Emergencies.class)
class EmergencyConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(EmergencyConfiguration.class);

    /** @param repeatEvery how long nobody may answer before it is told again */
    @ConfigurationProperties("foramen.referral.emergencies")
    record Emergencies(@DefaultValue("5m") Duration repeatEvery) {

        Emergencies {
            if (repeatEvery.isNegative() || repeatEvery.isZero()) {
                throw new IllegalArgumentException("foramen.referral.emergencies.repeat-every is a time such as 5m");
            }
        }
    }

    private final AnsweringEmergencies emergencies;
    private final Emergencies settings;
    private final Clock clock;
    private final Counter repeats;

    EmergencyConfiguration(AnsweringEmergencies emergencies, Emergencies settings, Clock clock, MeterRegistry meters) {
        this.emergencies = emergencies;
        this.settings = settings;
        this.clock = clock;
        this.repeats = Counter.builder("foramen.emergencies.repeated").description("times that an unanswered emergency was told again").register(meters);
    }

    @Scheduled(fixedDelayString = "${foramen.referral.sweep-every:5s}", initialDelayString = "${foramen.referral.sweep-every:5s}")
    void repeat() {
        try {
            for (var alert : emergencies.repeat(settings.repeatEvery())) {
                repeats.increment();
                LOG.error("emergency {} has waited {} minutes for a clinician; told again, time {}", alert.id(), alert.age(clock.instant()).toMinutes(),
                        alert.timesRepeated());
            }
        } catch (DataAccessResourceFailureException e) {
            LOG.warn("the store of emergencies is away and will be asked again: {}", e.getMessage());
        }
    }

    @Bean
    static MeterBinder unansweredEmergencies(AnsweringEmergencies emergencies) {
        return registry -> {
            Gauge.builder("foramen.emergencies.unacknowledged", emergencies, all -> all.open().size())
                    .description("red flags that no clinician has acknowledged").register(registry);
            Gauge.builder("foramen.emergencies.oldest.age", emergencies, all -> all.oldest().toSeconds()).baseUnit("seconds")
                    .description("how long the oldest of them has waited").register(registry);
        };
    }
}
