package health.foramen.notification.link;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.OptOuts;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.contact.SiteCard;
import health.foramen.notification.contact.Wishes;
import health.foramen.notification.conversation.Conversation.Entry;
import health.foramen.notification.conversation.Conversation.Kind;
import health.foramen.notification.conversation.Conversations;
import health.foramen.notification.diary.Diary;
import health.foramen.notification.diary.KeepingDiaries;
import health.foramen.notification.journey.FollowingCards;
import health.foramen.notification.journey.Journey;
import health.foramen.notification.journey.KeepingJourneys;
import health.foramen.notification.journey.Outcome;
import health.foramen.notification.journey.Step;
import health.foramen.notification.offer.KeepingOffers;
import health.foramen.notification.offer.Offer;
import health.foramen.notification.reply.HearingPatients;
import health.foramen.notification.text.Fingerprint;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a patient sees and does on their page. The page was opened with the birth year before any of this is asked. */
public final class VisitingPatients {

    private final KeepingJourneys journeys;
    private final Cards cards;
    private final OptOuts optOuts;
    private final NumberKey.Maker keys;
    private final Wishes wishes;
    private final FollowingCards followingCards;
    private final KeepingDiaries diaries;
    private final Conversations conversations;
    private final KeepingOffers offers;
    private final HearingPatients hearing;
    private final Clock clock;

    public VisitingPatients(KeepingJourneys journeys, Cards cards, OptOuts optOuts, NumberKey.Maker keys, FollowingCards followingCards,
            KeepingDiaries diaries, Conversations conversations, KeepingOffers offers, HearingPatients hearing, Clock clock) {
        this.journeys = journeys;
        this.cards = cards;
        this.optOuts = optOuts;
        this.keys = keys;
        this.wishes = new Wishes(optOuts, keys);
        this.followingCards = followingCards;
        this.diaries = diaries;
        this.conversations = conversations;
        this.offers = offers;
        this.hearing = hearing;
        this.clock = clock;
    }

    /**
     * @param site      empty for a moment after a visit at a new site was booked
     * @param diary     the question that an answer would belong to now
     * @param answered  what was answered to it
     * @param answers   all answers so far, by day
     * @param offers    earlier times that can be taken, or are being booked
     * @param textsStop the number's holder wants no texts
     * @param mailStops the address's holder wants no e-mail
     */
    public record Seen(Journey journey, PatientCard card, Optional<SiteCard> site, Optional<Step> diary, Optional<Diary.Entry> answered, List<Diary.Entry> answers,
            List<Offered> offers, boolean textsStop, boolean mailStops, Instant now) {
    }

    /** @param site its name; empty for a moment while it is fetched */
    public record Offered(Offer offer, Optional<String> site) {
    }

    /** Empty when the visit or its patient is not kept any more. */
    public Optional<Seen> see(Link link) {
        Instant now = clock.instant();
        return journeys.find(link.journeyId()).filter(journey -> journey.appointment().isPresent()).flatMap(journey -> cards.patient(link.patientId()).map(card -> {
            Optional<Step> question = diaries.openQuestion(journey, now);
            Optional<Diary> diary = diaries.find(journey.id());
            List<Offered> earlier = offers.of(card.patientId()).stream().filter(offer -> offer.isOpen(now) || offer.isBeingBooked() && now.isBefore(offer.start()))
                    .map(offer -> new Offered(offer, cards.site(offer.siteId()).map(SiteCard::name))).toList();
            return new Seen(journey, card, cards.site(journey.appointment().orElseThrow().siteId()), question,
                    question.flatMap(step -> diary.flatMap(known -> known.on(step.day()))), diary.map(Diary::entries).orElse(List.of()), earlier,
                    wishes.texts(card).filter(OptOuts.Standing::out).isPresent(), wishes.noMail(card), now);
        }));
    }

    /** The page was opened on one more device: part of the contact that the desk sees. */
    public void opened(Link link) {
        quietly(link, "opened", "Opened the visit page.");
    }

    /**
     * @param start when the visit was to begin, on the page that was read; empty where that is not known
     * @return false when nobody is expected then: a page that was left open may speak of a visit that was moved or cancelled since
     */
    public boolean confirm(Link link, Optional<Instant> start) {
        AtomicBoolean stands = new AtomicBoolean();
        journeys.change(link.journeyId(), journey -> {
            stands.set(journey.isExpected() && start.filter(read -> !read.equals(journey.appointment().orElseThrow().start())).isEmpty());
            return stands.get() ? journey.confirmed(clock.instant()) : new Outcome.Unchanged();
        });
        if (stands.get()) {
            quietly(link, "confirm", "Confirmed on the visit page.");
        }
        return stands.get();
    }

    /** @param wishes what would suit instead, for the desk to read */
    public void askForChange(Link link, String wishes) {
        journeys.change(link.journeyId(), journey -> journey.changeAsked(clock.instant()));
        note(link, "change-" + Fingerprint.of(wishes), "Asked for another time on the visit page." + (wishes.isEmpty() ? "" : " " + wishes));
    }

    /** @return true when these words are an emergency, and everything was done that is done then */
    public boolean alarmed(Link link, String words) {
        return !words.isBlank() && hearing.alarmed(link.patientId(), words);
    }

    /** @return false when nobody is expected any more */
    public boolean ride(Link link, String driver, Optional<String> phone) {
        if (!isExpected(link)) {
            return false;
        }
        journeys.change(link.journeyId(), journey -> journey.rideArranged(Optional.of(driver), phone, clock.instant()));
        quietly(link, "ride-" + Fingerprint.of(driver + phone.orElse("")), "Named who drives on the visit page: " + driver + phone.map(number -> ", " + number).orElse("") + ".");
        return true;
    }

    /** @return false when nobody is expected any more */
    public boolean noRide(Link link) {
        if (!isExpected(link)) {
            return false;
        }
        journeys.change(link.journeyId(), journey -> journey.rideLost(clock.instant()));
        note(link, "no-ride", "Has nobody who drives (visit page).");
        return true;
    }

    private boolean isExpected(Link link) {
        return journeys.find(link.journeyId()).filter(Journey::isExpected).isPresent();
    }

    /** Empty when nothing is asked. */
    public Optional<KeepingDiaries.Answered> answerDiary(Link link, int pain) {
        Optional<KeepingDiaries.Answered> answered = journeys.find(link.journeyId()).flatMap(journey -> diaries.answer(journey, pain, clock.instant()));
        answered.ifPresent(known -> {
            String what = "diary-" + known.day() + "-" + pain;
            String words = "Pain " + pain + " of 10 on day " + known.day() + " (visit page).";
            if (known.worrying()) {
                note(link, what, words);
            } else {
                quietly(link, what, words);
            }
        });
        return answered;
    }

    public KeepingOffers.Taken answerOffer(Link link, String offerId, Offer.Answer answer) {
        KeepingOffers.Taken taken = offers.answer(link.patientId(), offerId, answer);
        quietly(link, "offer-" + offerId, answer == Offer.Answer.ACCEPTED ? "Took the earlier time on the visit page." : "Keeps things as they are (visit page).");
        return taken;
    }

    public void mails(Link link, boolean wanted) {
        cards.patient(link.patientId()).ifPresent(card -> {
            card.email().map(keys::ofAddress).ifPresent(address -> wish(address, wanted));
            followingCards.patientChanged(card);
            note(link, wanted ? "mail-on" : "mail-off", wanted ? "Wants e-mail again (visit page)." : "Wants no more e-mail (visit page).");
        });
    }

    /** Ends, or begins again, what goes to the address that the letter went to, also when the card has another by now. */
    public void mailsAt(Link link, boolean wanted) {
        NumberKey address = new NumberKey(link.stops().orElseThrow());
        if (optOuts.isOut(address) != wanted) {
            return;
        }
        wish(address, wanted);
        cards.patient(link.patientId()).ifPresent(card -> {
            followingCards.patientChanged(card);
            note(link, wanted ? "mail-on" : "mail-off", wanted ? "Wants e-mail again (asked from an e-mail)." : "Wants no more e-mail (asked from an e-mail).");
        });
    }

    public boolean mailsStopAt(Link link) {
        return optOuts.isOut(new NumberKey(link.stops().orElseThrow()));
    }

    private void wish(NumberKey holder, boolean wanted) {
        if (wanted) {
            optOuts.in(holder, clock.instant());
        } else {
            optOuts.out(holder, clock.instant());
        }
    }

    public void texts(Link link, boolean wanted) {
        cards.patient(link.patientId()).ifPresent(card -> {
            card.phone().map(keys::of).ifPresent(number -> wish(number, wanted));
            followingCards.patientChanged(card);
            note(link, wanted ? "texts-on" : "texts-off", wanted ? "Wants texts again (visit page)." : "Wants no more texts (visit page).");
        });
    }

    /** Once a day is enough: pressing a button twice is one wish. Other words are another. */
    private void note(Link link, String what, String words) {
        Entry entry = entry(link, what, words);
        conversations.change(cards.person(link.patientId()), conversation -> conversation.with(entry));
    }

    /** For the thread, and nothing that the desk must read. */
    private void quietly(Link link, String what, String words) {
        Entry entry = entry(link, what, words);
        conversations.change(cards.person(link.patientId()), conversation -> conversation.withKnown(entry));
    }

    private Entry entry(Link link, String what, String words) {
        Instant now = clock.instant();
        String id = "page-" + what + "-" + link.journeyId() + "-" + now.toString().substring(0, 10);
        return new Entry(id, Kind.PAGE, now, words, Optional.empty());
    }
}
