package health.foramen.notification.link;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.OptOuts;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.contact.SiteCard;
import health.foramen.notification.conversation.Conversation.Entry;
import health.foramen.notification.conversation.Conversation.Kind;
import health.foramen.notification.conversation.Conversations;
import health.foramen.notification.diary.Diary;
import health.foramen.notification.diary.KeepingDiaries;
import health.foramen.notification.journey.FollowingCards;
import health.foramen.notification.journey.Journey;
import health.foramen.notification.journey.KeepingJourneys;
import health.foramen.notification.journey.Step;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** What a patient sees and does on their page. The page was opened with the birth year before any of this is asked. */
public final class VisitingPatients {

    private final KeepingJourneys journeys;
    private final Cards cards;
    private final OptOuts optOuts;
    private final NumberKey.Maker keys;
    private final FollowingCards followingCards;
    private final KeepingDiaries diaries;
    private final Conversations conversations;
    private final Clock clock;

    public VisitingPatients(KeepingJourneys journeys, Cards cards, OptOuts optOuts, NumberKey.Maker keys, FollowingCards followingCards,
            KeepingDiaries diaries, Conversations conversations, Clock clock) {
        this.journeys = journeys;
        this.cards = cards;
        this.optOuts = optOuts;
        this.keys = keys;
        this.followingCards = followingCards;
        this.diaries = diaries;
        this.conversations = conversations;
        this.clock = clock;
    }

    /**
     * @param site      empty for a moment after a visit at a new site was booked
     * @param diary     the question that an answer would belong to now
     * @param answered  what was answered to it
     * @param textsStop the number's holder wants no texts
     */
    public record Seen(Journey journey, PatientCard card, Optional<SiteCard> site, Optional<Step> diary, Optional<Diary.Entry> answered, boolean textsStop,
            Instant now) {
    }

    /** Empty when the visit or its patient is not kept any more. */
    public Optional<Seen> see(Link link) {
        Instant now = clock.instant();
        return journeys.find(link.journeyId()).filter(journey -> journey.appointment().isPresent()).flatMap(journey -> cards.patient(link.patientId()).map(card -> {
            Optional<Step> question = diaries.openQuestion(journey, now);
            return new Seen(journey, card, cards.site(journey.appointment().orElseThrow().siteId()), question,
                    question.flatMap(step -> diaries.find(journey.id()).flatMap(diary -> diary.on(step.day()))),
                    card.phone().map(keys::of).filter(optOuts::isOut).isPresent(), now);
        }));
    }

    public void confirm(Link link) {
        journeys.change(link.journeyId(), journey -> journey.confirmed(clock.instant()));
    }

    public void askForChange(Link link) {
        journeys.change(link.journeyId(), journey -> journey.changeAsked(clock.instant()));
        note(link, "change", "Asked for another time on the visit page.");
    }

    public void ride(Link link, String driver, Optional<String> phone) {
        journeys.change(link.journeyId(), journey -> journey.rideArranged(Optional.of(driver), phone, clock.instant()));
    }

    public void answerDiary(Link link, int pain) {
        journeys.find(link.journeyId()).ifPresent(journey -> diaries.answer(journey, pain, clock.instant()));
    }

    public void texts(Link link, boolean wanted) {
        cards.patient(link.patientId()).ifPresent(card -> {
            card.phone().map(keys::of).ifPresent(number -> {
                if (wanted) {
                    optOuts.in(number, clock.instant());
                } else {
                    optOuts.out(number, clock.instant());
                }
            });
            followingCards.patientChanged(card);
            note(link, wanted ? "texts-on" : "texts-off", wanted ? "Wants texts again (visit page)." : "Wants no more texts (visit page).");
        });
    }

    /** Once a day is enough: pressing a button twice is one wish. */
    private void note(Link link, String what, String words) {
        Instant now = clock.instant();
        String id = "page-" + what + "-" + link.journeyId() + "-" + now.toString().substring(0, 10);
        conversations.change(link.patientId(), conversation -> conversation.with(new Entry(id, Kind.PAGE, now, words, Optional.empty())));
    }
}
