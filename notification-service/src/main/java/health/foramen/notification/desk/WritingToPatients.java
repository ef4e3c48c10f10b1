package health.foramen.notification.desk;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.conversation.Conversation;
import health.foramen.notification.conversation.Conversation.Entry;
import health.foramen.notification.conversation.Conversation.Kind;
import health.foramen.notification.conversation.Conversations;
import health.foramen.notification.journey.Channel;
import health.foramen.notification.journey.Composing;
import health.foramen.notification.journey.Journey;
import health.foramen.notification.journey.KeepingJourneys;
import health.foramen.notification.journey.Step;
import health.foramen.notification.wording.Message;
import health.foramen.notification.wording.Wording;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** All contact with one patient, and the desk's own words in it. */
public final class WritingToPatients {

    /** What is written at night waits for the morning; after two days nobody would know what it was about. */
    private static final Duration USE = Duration.ofDays(2);
    public static final int LONGEST = 480;

    private final KeepingJourneys journeys;
    private final Cards cards;
    private final Conversations conversations;
    private final Wording wording;
    private final Composing composing;
    private final Clock clock;

    public WritingToPatients(KeepingJourneys journeys, Cards cards, Conversations conversations, Wording wording, Composing composing, Clock clock) {
        this.journeys = journeys;
        this.cards = cards;
        this.conversations = conversations;
        this.wording = wording;
        this.composing = composing;
        this.clock = clock;
    }

    /** Who spoke. */
    public enum From { PATIENT, CLINIC, SYSTEM }

    /**
     * One line of the thread.
     *
     * @param kind   text, email, call, page, task
     * @param state  of a message, as {@code sent}; empty for what is no message of ours
     * @param detail why it is so, or who noted it
     */
    public record Line(Instant at, From from, String kind, String words, String state, String detail) {
    }

    /** Something that is still to go, or will not go. */
    public record Ahead(Instant due, String step, String channel, String state, String reason, String appointmentId) {
    }

    /**
     * @param lines oldest first
     * @param ahead earliest first
     */
    public record Thread(Optional<PatientCard> card, String id, List<Line> lines, List<Ahead> ahead, List<Journey> journeys, int unread) {
    }

    /** Empty for a patient of whom nothing is known here. */
    public Optional<Thread> thread(String id) {
        Optional<PatientCard> card = cards.patient(id);
        Optional<Conversation> conversation = conversations.find(id);
        List<Journey> all = journeys.ofPatient(id);
        if (card.isEmpty() && conversation.isEmpty() && all.isEmpty()) {
            return Optional.empty();
        }
        List<Line> lines = new ArrayList<>();
        conversation.ifPresent(known -> known.entries().forEach(entry -> lines.add(new Line(entry.at(),
                entry.who().isPresent() ? From.SYSTEM : From.PATIENT, entry.kind().name().toLowerCase(Locale.ROOT), entry.words(), "",
                entry.who().map(who -> "noted by " + who).orElse("")))));
        List<Ahead> ahead = new ArrayList<>();
        for (Journey journey : all) {
            for (Step step : journey.steps()) {
                String reason = step.state().reason().map(why -> why.sentence()).orElse("");
                boolean gone = step.state().hasLeft() || !step.state().shown().isEmpty();
                if (gone) {
                    lines.add(new Line(step.state().sentAt().or(step.state()::when).orElse(step.due()), step.channel() == Channel.DESK ? From.SYSTEM : From.CLINIC,
                            step.channel() == Channel.DESK ? "task" : step.channel().word(), step.state().shown().isEmpty() ? step.name() : step.state().shown(),
                            step.channel() == Channel.DESK ? "" : step.state().word(), reason));
                } else {
                    ahead.add(new Ahead(step.due(), step.name(), step.channel().word(), step.state().word(), reason, journey.id()));
                }
            }
        }
        lines.sort(Comparator.comparing(Line::at));
        ahead.sort(Comparator.comparing(Ahead::due));
        return Optional.of(new Thread(card, id, lines, ahead, all.stream().filter(journey -> !journey.isCorrespondence()).toList(),
                conversation.map(Conversation::unread).orElse(0)));
    }

    /** What became of writing. */
    public enum Written { GOES_BY_TEXT, GOES_BY_EMAIL, NO_CHANNEL, UNKNOWN_PATIENT }

    /** @param id of this writing: the same one twice is one message */
    public Written write(String patientId, String id, String words) {
        Optional<PatientCard> card = cards.patient(patientId);
        if (card.isEmpty()) {
            return Written.UNKNOWN_PATIENT;
        }
        if (!card.get().takesTexts() && !card.get().takesMail()) {
            return Written.NO_CHANNEL;
        }
        Channel channel = card.get().takesTexts() ? Channel.TEXT : Channel.EMAIL;
        Instant now = clock.instant();
        String journeyId = Journey.correspondenceWith(patientId);
        String said = channel == Channel.EMAIL ? words.strip() : wording.text(Message.WRITTEN, card.get().language(),
                composing.values(Journey.unborn(journeyId, patientId), card.get(), Optional.empty(), now).saying(words.strip()));
        journeys.changeOrBegin(journeyId, patientId, journey -> journey.saying(
                Step.said("desk-" + id, channel, Message.WRITTEN, Set.of(), said, false, now, now.plus(USE))));
        read(patientId);
        return channel == Channel.TEXT ? Written.GOES_BY_TEXT : Written.GOES_BY_EMAIL;
    }

    /** A call that was made or taken. */
    public void noteCall(String patientId, String id, String words, String who) {
        Instant now = clock.instant();
        conversations.change(patientId, conversation -> conversation.with(new Entry("call-" + id, Kind.CALL, now, words.strip(), Optional.of(who))).read());
    }

    public void read(String id) {
        conversations.find(id).filter(conversation -> conversation.unread() > 0)
                .ifPresent(_ -> conversations.change(id, Conversation::read));
    }
}
