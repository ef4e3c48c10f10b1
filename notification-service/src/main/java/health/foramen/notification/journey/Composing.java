package health.foramen.notification.journey;

import health.foramen.notification.contact.Language;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.contact.SiteCard;
import health.foramen.notification.contact.Telephones;
import health.foramen.notification.mail.CalendarFile;
import health.foramen.notification.mail.Letter;
import health.foramen.notification.wording.Message;
import health.foramen.notification.wording.Values;
import health.foramen.notification.wording.Values.RideNote;
import health.foramen.notification.wording.Values.Visit;
import health.foramen.notification.wording.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** Finds the words for a step, as things are at this moment. */
public final class Composing {

    /** A link outlives the last diary day. */
    private static final Duration LINK_AFTER_VISIT = Duration.ofDays(100);
    /** So long a letter may lie before its reader ends the next ones from it. */
    private static final Duration STOP_LASTS = Duration.ofDays(180);
    private static final Set<Message> WITH_CALENDAR = Set.of(Message.BOOKED, Message.MOVED, Message.CANCELLED);

    private final Wording wording;
    private final PatientLinks links;
    private final Clinic clinic;
    private final Telephones telephones;

    public Composing(Wording wording, PatientLinks links, Clinic clinic, Telephones telephones) {
        this.wording = wording;
        this.links = links;
        this.clinic = clinic;
        this.telephones = telephones;
    }

    /** @param shown the same without the patient's link */
    record Text(String words, String shown) {
    }

    /** What a person wrote may lead patients to our own pages alone. */
    boolean leadsElsewhere(Step step) {
        return step.words().filter(links::leadElsewhere).isPresent();
    }

    public boolean leadsElsewhere(String words) {
        return links.leadElsewhere(words);
    }

    Text text(Journey journey, Step step, PatientCard card, Optional<SiteCard> site, Instant now) {
        Values values = values(journey, step, card, site, now);
        String words = step.words().map(said -> said.replace(LINK, values.link().orElse("")))
                .orElseGet(() -> wording.text(step.message().orElseThrow(), card.language(), values));
        return new Text(words, links.hidden(words));
    }

    Letter letter(Journey journey, Step step, PatientCard card, Optional<SiteCard> site, Instant now) {
        Values known = values(journey, step, card, site, now);
        Message message = step.message().orElseThrow();
        String words = step.words().map(said -> said.replace(LINK, known.link().orElse(""))).orElse("");
        Values values = message.isForPatients() ? known.saying(words) : known.linked(words);
        Wording.Mail mail = wording.mail(message, card.language(), values);
        return new Letter(card.email().orElseThrow(), step.key(journey.id()).word(), mail.subject(), mail.plain(), mail.html(card.language()),
                WITH_CALENDAR.contains(message) ? journey.appointment().flatMap(visit -> site.map(where -> calendar(visit, where, card.language(), mail.subject(), now))) : Optional.empty(),
                Optional.of(message).filter(Message::isForPatients).map(_ -> links.stopMail(journey.id(), card.patientId(), card.email().orElseThrow(), now.plus(STOP_LASTS))),
                Optional.empty());
    }

    /** The visit for a calendar: where and when, and nothing of why. */
    public static CalendarFile calendar(Appointment visit, SiteCard site, Language reader, String summary, Instant now) {
        return new CalendarFile(visit.appointmentId(), visit.revision(), visit.status() == AppointmentStatus.CANCELLED, now, visit.arriveAt(), visit.end(),
                summary, site.name(), site.phone(), site.name() + ", " + site.addressLine(), site.directions(reader).orElse(""));
    }

    /** Stands for the link in words that are kept before they are sent. */
    public static final String LINK = "{link}";

    /** Everything that can be said of a journey, without a link and a step: for answers. */
    public Values values(Journey journey, PatientCard card, Optional<SiteCard> site, Instant now) {
        LocalDate today = now.atZone(journey.appointment().map(Appointment::zone).orElse(card.zone())).toLocalDate();
        String phone = telephones.shown(site.flatMap(SiteCard::phone).orElse(clinic.phone()), card.phone());
        Values values = Values.of(clinic.name(), phone, clinic.emergency(), today).named(card.givenName());
        return journey.appointment().map(visit -> {
            Values known = values.followedUp(visit.followUp());
            return site.map(where -> known.visiting(new Visit(where.name(), where.addressLine(), where.directions(card.language()).orElse(where.addressLine()),
                    visit.start().atZone(visit.zone()), visit.localArrival()), visit.fasting(), visit.sedated())).orElse(known);
        }).orElse(values);
    }

    private Values values(Journey journey, Step step, PatientCard card, Optional<SiteCard> site, Instant now) {
        Values values = values(journey, card, site, now).onDay(step.day(), 0).riding(rideNote(journey, step));
        boolean linked = journey.appointment().isPresent() && step.words().map(said -> said.contains(LINK)).orElse(true);
        return linked
                ? values.linked(links.open(journey.id(), journey.patientId(), journey.appointment().orElseThrow().end().plus(LINK_AFTER_VISIT)))
                : values;
    }

    private static RideNote rideNote(Journey journey, Step step) {
        if (journey.ride().isArranged()) {
            return RideNote.ARRANGED;
        }
        return journey.ride().isOpen() && step.asks().contains(Question.RIDE) ? RideNote.ASK : RideNote.NOTHING;
    }
}
