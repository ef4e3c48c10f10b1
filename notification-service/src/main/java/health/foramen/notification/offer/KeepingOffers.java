package health.foramen.notification.offer;

import health.foramen.notification.contact.CardWatch;
import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.KeepingCards;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.contact.SiteCard;
import health.foramen.notification.journey.Channel;
import health.foramen.notification.journey.Composing;
import health.foramen.notification.journey.FollowingAppointments.Receivers;
import health.foramen.notification.journey.Journey;
import health.foramen.notification.journey.KeepingJourneys;
import health.foramen.notification.journey.Outcome;
import health.foramen.notification.journey.Question;
import health.foramen.notification.journey.Step;
import health.foramen.notification.offer.Offer.Answer;
import health.foramen.notification.offer.Offer.Status;
import health.foramen.notification.offer.Offers.Decided;
import health.foramen.notification.wording.Message;
import health.foramen.notification.wording.Values;
import health.foramen.notification.wording.Wording;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks the patient, takes the answer, and says when the time is gone. */
public final class KeepingOffers implements CardWatch {

    /** Bad news about a time that somebody had said yes to is of use so long. */
    private static final Duration GONE_USE = Duration.ofHours(12);

    private final Offers offers;
    private final KeepingJourneys journeys;
    private final Cards cards;
    private final KeepingCards keepingCards;
    private final Receivers receivers;
    private final Wording wording;
    private final Composing composing;
    private final Clock clock;

    public KeepingOffers(Offers offers, KeepingJourneys journeys, Cards cards, KeepingCards keepingCards, Receivers receivers, Wording wording, Composing composing, Clock clock) {
        this.offers = offers;
        this.journeys = journeys;
        this.cards = cards;
        this.keepingCards = keepingCards;
        this.receivers = receivers;
        this.wording = wording;
        this.composing = composing;
        this.clock = clock;
    }

    /** Of the person, whichever of their records it was made to. */
    public List<Offer> of(String patientId) {
        return cards.records(patientId).stream().flatMap(record -> offers.of(record).stream()).toList();
    }

    /**
     * scheduling-service states an offer's whole present. Asking again after a crash asks nothing twice: a step of one name is one step.
     *
     * @return false when a newer word was heard before
     */
    public boolean offerIs(Offer fact) {
        Optional<Offer> stored = offers.change(fact.patientId(), fact.offerId(), known ->
                known.filter(one -> one.sequence() >= fact.sequence()).isPresent() ? Optional.empty()
                        : Optional.of(new Decided(known.map(one -> one.told(fact)).orElse(fact), Optional.empty())));
        Optional<Offer> present = stored.or(() -> offers.of(fact.patientId()).stream().filter(one -> one.offerId().equals(fact.offerId())).findFirst())
                .filter(one -> one.sequence() == fact.sequence());
        present.ifPresent(this::tell);
        return stored.isPresent();
    }

    /** Whoever was not known yet when the time became free is asked now. */
    @Override
    public void patientChanged(PatientCard card) {
        Instant now = clock.instant();
        of(card.patientId()).stream().filter(offer -> offer.isOpen(now)).forEach(this::tell);
    }

    @Override
    public Set<String> concerned(Collection<String> patientIds) {
        return offers.patientsWithAny(patientIds);
    }

    @Override
    public void siteChanged(SiteCard card) {
    }

    @Override
    public void patientErased(String patientId) {
        offers.forget(patientId);
    }

    private void tell(Offer offer) {
        Optional<PatientCard> card = cards.patient(offer.patientId());
        if (card.isEmpty()) {
            keepingCards.wantPatient(offer.patientId(), 1);
            return;
        }
        Instant now = clock.instant();
        switch (offer.status()) {
            case OFFERED -> {
                if (offer.isOpen(now)) {
                    ask(offer, receivers.asWished(card.get()), now);
                }
            }
            case LAPSED, WITHDRAWN, DECLINED -> {
                unask(offer, now);
                if (offer.answer().equals(Optional.of(Answer.ACCEPTED))) {
                    say(offer, card.get(), Channel.TEXT, Message.ANSWER_OFFER_GONE, "offer-gone-" + offer.offerId(), now, now.plus(GONE_USE), Set.of());
                }
            }
            // The move or the booking itself is told by its own journey.
            case ACCEPTED -> unask(offer, now);
        }
    }

    private void ask(Offer offer, PatientCard card, Instant now) {
        if (card.takesTexts()) {
            say(offer, card, Channel.TEXT, Message.OFFER, offer.step(), now, offer.answerBy(), Set.of(Question.OFFER));
        }
        if (card.takesMail()) {
            say(offer, card, Channel.EMAIL, Message.OFFER, offer.step(), now, offer.answerBy(), Set.of(Question.OFFER));
        }
    }

    private void say(Offer offer, PatientCard card, Channel channel, Message message, String name, Instant now, Instant useBy, Set<Question> asks) {
        Journey about = about(offer);
        Values values = values(offer, card, about, now);
        boolean linked = about.appointment().isPresent();
        String words = channel == Channel.TEXT ? wording.text(message, card.language(), values) : inMail(offer, card, linked);
        // A question may wait for the morning, an answer to a yes may not.
        Step step = Step.said(name, channel, message, asks, words, message != Message.OFFER, now, useBy);
        journeys.changeOrBegin(about.id(), offer.patientId(), journey -> journey.saying(step));
    }

    private String inMail(Offer offer, PatientCard card, boolean linked) {
        Wording.Page page = wording.page(card.language());
        return page.say("offer-mail", Map.of("date", page.date(offer.localStart().toLocalDate()), "time", page.time(offer.localTime()),
                        "site", cards.site(offer.siteId()).map(SiteCard::name).orElse("–"), "byDate", page.date(offer.answerBy().atZone(offer.zone()).toLocalDate()),
                        "by", page.time(offer.answerBy().atZone(offer.zone()))))
                + (linked ? "\n\n[" + page.say("offer-open") + "](" + Composing.LINK + ")" : "");
    }

    /** The question is not asked any more where it was not asked yet. */
    private void unask(Offer offer, Instant now) {
        journeys.change(about(offer).id(), journey -> {
            Outcome outcome = new Outcome.Unchanged();
            for (Channel channel : List.of(Channel.TEXT, Channel.EMAIL)) {
                outcome = outcome.then(journey, known -> known.takenBack(offer.step(), channel, now));
            }
            return outcome;
        });
    }

    /** The journey of the visit that would move; the patient's correspondence when there is none. */
    private Journey about(Offer offer) {
        String correspondence = Journey.correspondenceWith(offer.patientId());
        return offer.appointmentId().flatMap(journeys::find).or(() -> journeys.find(correspondence)).orElseGet(() -> Journey.unborn(correspondence, offer.patientId()));
    }

    /** What a message about this time can say. */
    public Values values(Offer offer, PatientCard card, Journey about, Instant now) {
        Optional<SiteCard> site = cards.site(offer.siteId());
        if (site.isEmpty()) {
            keepingCards.wantSite(offer.siteId(), 1);
        }
        return composing.values(about, card, site, now).visiting(new Values.Visit(site.map(SiteCard::name).orElse(""), site.map(SiteCard::addressLine).orElse(""),
                site.flatMap(where -> where.directions(card.language())).orElse(""), offer.localTime(), offer.localTime()), false, false).until(offer.answerBy().atZone(offer.zone()));
    }

    /** What an answer came to. */
    public enum Taken { TAKEN, SAID_BEFORE, SAID_OTHERWISE, TOO_LATE }

    /** The first answer stands; scheduling-service acts on it at once. */
    public Taken answer(String patientId, String offerId, Answer answer) {
        Instant now = clock.instant();
        String record = of(patientId).stream().filter(one -> one.offerId().equals(offerId)).map(Offer::patientId).findFirst().orElse(patientId);
        Optional<Offer> stored = offers.change(record, offerId, known -> known.filter(one -> one.isOpen(now))
                .map(one -> new Decided(one.answered(answer, now), Optional.of(answer))));
        if (stored.isPresent()) {
            return Taken.TAKEN;
        }
        return offers.of(record).stream().filter(one -> one.offerId().equals(offerId)).findFirst().flatMap(one -> one.status() == Status.OFFERED ? one.answer() : Optional.empty())
                .map(given -> given == answer ? Taken.SAID_BEFORE : Taken.SAID_OTHERWISE).orElse(Taken.TOO_LATE);
    }
}
