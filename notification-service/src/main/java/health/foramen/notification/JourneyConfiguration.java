package health.foramen.notification;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.Telephones;
import health.foramen.notification.contact.store.LibTelephones;
import health.foramen.notification.journey.Cadence;
import health.foramen.notification.journey.Dispatching;
import health.foramen.notification.journey.FollowingAppointments.Receivers;
import health.foramen.notification.journey.Horizon;
import health.foramen.notification.journey.KeepingJourneys;
import health.foramen.notification.journey.PausingChannels;
import health.foramen.notification.journey.PreviewingJourneys;
import health.foramen.notification.journey.Pulse;
import health.foramen.notification.journey.store.MicrometerPulse;
import health.foramen.notification.journey.store.MongoPauses;
import health.foramen.notification.journey.store.YamlCadence;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/** What the dispatcher is watched and stopped by, and what reads telephone numbers. */
@Configuration(proxyBeanMethods = false)
class JourneyConfiguration {

    @Bean
    Telephones telephones() {
        return new LibTelephones();
    }

    @Bean
    Pulse pulse(MeterRegistry meters) {
        return new MicrometerPulse(meters);
    }

    @Bean
    PausingChannels pausingChannels(MongoOperations mongo, Horizon horizon, Clock clock) {
        return new PausingChannels(new MongoPauses(mongo), horizon, clock, Clock.systemUTC());
    }

    @Bean
    PreviewingJourneys previewingJourneys(KeepingJourneys journeys, Cards cards, Receivers receivers, Cadence cadence) {
        return new PreviewingJourneys(journeys, cards, receivers, cadence, YamlCadence::read);
    }

    /** Read from memory: a scrape costs the store nothing. */
    @Bean
    MeterBinder dispatchGauges(Dispatching dispatching) {
        return meters -> {
            PausingChannels.CAN_PAUSE.forEach(channel -> Gauge.builder("foramen.dispatch.paused", dispatching, one -> one.isPaused(channel) ? 1 : 0)
                    .description("1 while an administrator has stopped this channel").tag("channel", channel.word()).register(meters));
            Gauge.builder("foramen.dispatch.waiting", dispatching, one -> one.state().waiting()).description("Journeys with something due that has not left")
                    .register(meters);
            Gauge.builder("foramen.dispatch.overdue", dispatching, one -> one.state().overdue().toMillis() / 1_000.0).baseUnit("seconds")
                    .description("How long the oldest of them has been due, in business time").register(meters);
        };
    }
}
