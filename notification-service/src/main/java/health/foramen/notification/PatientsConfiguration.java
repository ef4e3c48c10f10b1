package health.foramen.notification;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.KeepingCards;
import health.foramen.notification.contact.messaging.MergeEvents;
import health.foramen.notification.journey.Composing;
import health.foramen.notification.journey.FollowingAppointments.Receivers;
import health.foramen.notification.journey.KeepingJourneys;
import health.foramen.notification.journey.store.MongoVisitNotes;
import health.foramen.notification.link.CountingStrangers;
import health.foramen.notification.offer.KeepingOffers;
import health.foramen.notification.offer.messaging.OfferEvents;
import health.foramen.notification.offer.store.MongoOffers;
import health.foramen.notification.wording.Wording;
import health.foramen.outbox.Outbox;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/** What patients are asked beside their journeys. */
@Configuration(proxyBeanMethods = false)
class PatientsConfiguration {

    @Bean
    KeepingOffers keepingOffers(MongoOperations mongo, Outbox outbox, KeepingJourneys journeys, Cards cards, KeepingCards keepingCards, Receivers receivers, Wording wording,
            Composing composing, Clock clock) {
        return new KeepingOffers(new MongoOffers(mongo, outbox, NotificationConfiguration.stored()), journeys, cards, keepingCards, receivers, wording, composing, clock);
    }

    @Bean
    MongoVisitNotes visitNotes(MongoOperations mongo) {
        return new MongoVisitNotes(mongo);
    }

    @Bean
    CountingStrangers countingStrangers() {
        return new CountingStrangers(Clock.systemUTC());
    }

    @Bean
    MergeEvents mergeEvents(KeepingCards keeping) {
        return new MergeEvents(keeping);
    }

    @Bean
    OfferEvents offerEvents(KeepingOffers offers) {
        return new OfferEvents(offers);
    }
}
