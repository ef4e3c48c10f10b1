package health.foramen.notification.alert;

import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.journey.Channel;
import health.foramen.notification.journey.Clinic;
import health.foramen.notification.journey.KeepingJourneys;
import health.foramen.notification.journey.OnCall;
import health.foramen.notification.journey.Step;
import health.foramen.notification.journey.StepKey;
import health.foramen.notification.wording.Message;
import health.foramen.notification.wording.Values;
import health.foramen.notification.wording.Wording;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes to whoever is on call, once each time that an emergency is told. The rhythm is referral-service's, which tells of it until somebody has acknowledged it; each
 * telling is one step of a journey, and so is sent once whatever dies in between. Right before one leaves it is asked whether it is the latest word: after an outage the last
 * telling goes alone, and after the acknowledgement none.
 */
public final class AlertingOnCall implements OnCall {

    /** Of the journey's id: the contact and the emergency follow. */
    private static final String JOURNEY = "alert-";
    /** Of the step's name: how many times it was told before follows. */
    private static final String STEP = "alert-";
    /** Heard so soon, it is the latest; a later one may stand behind an older one in the queue, and is awaited for so long. */
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration SETTLED = Duration.ofSeconds(10);
    /** Who begins to listen anew must not ring about last year: what still waits is told again within minutes. */
    private static final Duration OLD = Duration.ofDays(1);
    /** So long a telling is tried while no later one came. */
    private static final Duration USE = Duration.ofHours(12);
    /** Letters of an emergency's id that find it on its page. */
    private static final int SHORT = 8;

    private final List<Contact> contacts;
    private final Alerts alerts;
    private final KeepingJourneys journeys;
    private final Wording wording;
    private final Clinic clinic;
    private final String site;
    private final Clock clock;

    /** @param site the address people sign in at */
    public AlertingOnCall(List<Contact> contacts, Alerts alerts, KeepingJourneys journeys, Wording wording, Clinic clinic, String site, Clock clock) {
        this.contacts = List.copyOf(contacts);
        this.alerts = alerts;
        this.journeys = journeys;
        this.wording = wording;
        this.clinic = clinic;
        this.site = site.replaceAll("/+$", "");
        this.clock = clock;
    }

    /**
     * @param at when it was said
     * @return false when something newer was heard before
     */
    public boolean heard(Alert word, Instant at) {
        if (!alerts.hear(word)) {
            return false;
        }
        Instant now = clock.instant();
        Duration age = Duration.between(at, now);
        if (!word.acknowledged() && age.compareTo(OLD) < 0) {
            Instant due = age.compareTo(FRESH) < 0 ? now : now.plus(SETTLED);
            contacts.forEach(contact -> tell(contact, word, due));
        }
        return true;
    }

    private void tell(Contact contact, Alert alert, Instant due) {
        String link = site + "/emergencies#alert-" + alert.id().substring(0, Math.min(SHORT, alert.id().length()));
        String words = switch (contact.channel()) {
            case TEXT -> wording.text(Message.ALERT, contact.language(),
                    Values.of(clinic.name(), clinic.phone(), clinic.emergency(), due.atZone(ZoneOffset.UTC).toLocalDate()).linked(link).toldBefore(alert.told()));
            // The letter around the link is written when it leaves.
            case EMAIL -> link;
            case DESK -> throw new IllegalStateException("nobody is on call at the desk's list");
        };
        Step step = Step.said(STEP + alert.told(), contact.channel(), Message.ALERT, Set.of(), words, true, due, due.plus(USE));
        journeys.changeOrBegin(JOURNEY + contact.name() + "-" + alert.id(), contact.id(), journey -> journey.saying(step));
    }

    @Override
    public List<PatientCard> cards() {
        return contacts.stream().map(Contact::card).toList();
    }

    @Override
    public Optional<PatientCard> card(String id) {
        return OnCall.is(id) ? contacts.stream().filter(contact -> contact.id().equals(id)).map(Contact::card).findFirst() : Optional.empty();
    }

    @Override
    public boolean answers(NumberKey number) {
        return contacts.stream().anyMatch(contact -> contact.channel() == Channel.TEXT && contact.key().equals(number));
    }

    @Override
    public boolean stillHolds(StepKey message) {
        return contacts.stream().map(contact -> JOURNEY + contact.name() + "-").filter(message.journeyId()::startsWith).findFirst()
                .flatMap(mine -> alerts.find(message.journeyId().substring(mine.length())))
                .filter(alert -> !alert.acknowledged() && message.step().equals(STEP + alert.told())).isPresent();
    }
}
