package health.foramen.notification;

import health.foramen.notification.NotificationConfiguration.Checked;
import health.foramen.notification.alert.AlertingOnCall;
import health.foramen.notification.alert.Contact;
import health.foramen.notification.alert.messaging.EmergencyEvents;
import health.foramen.notification.alert.store.MongoAlerts;
import health.foramen.notification.contact.Language;
import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.journey.Clinic;
import health.foramen.notification.journey.KeepingJourneys;
import health.foramen.notification.wording.Wording;
import health.foramen.outbox.Outbox;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/** Whoever is on call is told of emergencies. */
@Configuration(proxyBeanMethods = false)
class OnCallConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(OnCallConfiguration.class);

    @Bean
    AlertingOnCall alertingOnCall(MongoOperations mongo, Outbox outbox, KeepingJourneys journeys, Wording wording, Clinic clinic, NumberKey.Maker keys, Checked checked,
            Clock clock) {
        NotificationConfigurationProperties.OnCall onCall = checked.properties().onCall();
        Language language = Language.of(onCall.language()).orElseThrow();
        List<Contact> contacts = Stream.concat(onCall.phones().stream().map(phone -> Contact.phone(phone, language, keys)),
                onCall.emails().stream().map(email -> Contact.mail(email, language, keys))).toList();
        if (contacts.isEmpty()) {
            LOG.warn("no on-call contact is set (FORAMEN_ON_CALL_PHONES, FORAMEN_ON_CALL_EMAILS): an emergency shows on the pages alone, and nobody is texted");
        }
        return new AlertingOnCall(contacts, new MongoAlerts(mongo, outbox, NotificationConfiguration.stored()), journeys, wording, clinic,
                checked.properties().publicUrl().toString(), clock);
    }

    @Bean
    EmergencyEvents emergencyEvents(AlertingOnCall alerting) {
        return new EmergencyEvents(alerting);
    }
}
