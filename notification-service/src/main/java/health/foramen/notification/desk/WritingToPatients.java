package health.foramen.notification.desk;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.conversation.Conversation;
import health.foramen.notification.conversation.Conversation.Entry;
import health.foramen.notification.conversation.Conversation.Kind;
import health.foramen.notification.conversation.Conversations;
import health.foramen.notification.journey.Channel;
import health.foramen.notification.journey.Composing;
import health.foramen.notification.journey.FollowingAppointments.Receivers;
import health.foramen.notification.journey.Journey;
import health.foramen.notification.journey.KeepingJourneys;
import health.foramen.notification.journey.Outcome;
import health.foramen.notification.journey.Recipient;
import health.foramen.notification.journey.Step;
import health.foramen.notification.journey.StepKey;
import health.foramen.notification.journey.Troubles;
import health.foramen.notification.text.Segments;
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
import java.util.function.Function;

/** All contact with one patient, and the desk's own words in it. */
public final class WritingToPatients {

    /** What is written at night waits for the morning; after two days nobody would know what it was about. */
    private static final Duration USE = Duration.ofDays(2);
    public static final int LONGEST = 480;

    private final KeepingJourneys journeys;
    private final Cards cards;
    private final Receivers receivers;
    private final Troubles troubles;
    private final Conversations conversations;
    private final Wording wording;
    private final Composing composing;
    private final Clock clock;

    public WritingToPatients(KeepingJourneys journeys, Cards cards, Receivers receivers, Troubles troubles, Conversations conversations, Wording wording, Composing composing,
            Clock clock) {
        this.journeys = journeys;
        this.cards = cards;
        this.receivers = receivers;
        this.troubles = troubles;
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
     * @param key    of the step; empty for what is no message of ours
     * @param canGoAgain somebody may send it once more
     */
    public record Line(Instant at, From from, String kind, String words, String state, String detail, String key, boolean canGoAgain) {
    }

    /**
     * Something that is still to go, or will not go.
     *
     * @param key    of the step
     * @param canGoAgain somebody may send it once more
     */
    public record Ahead(Instant due, String step, String channel, String state, String reason, String appointmentId, String key, boolean canGoAgain) {
    }

    /**
     * @param lines oldest first
     * @param stranger the number, where nobody's card has it
     * @param ahead earliest first
     */
    public record Thread(Optional<PatientCard> card, String id, Optional<String> stranger, List<Line> lines, List<Ahead> ahead, List<Journey> journeys, int unread) {
    }

    /** Empty for a patient of whom nothing is known here. */
    public Optional<Thread> thread(String asked) {
        Optional<PatientCard> card = cards.patient(asked);
        List<String> records = cards.records(asked);
        String id = records.getFirst();
        List<Conversation> said = records.stream().flatMap(record -> conversations.find(record).stream()).toList();
        List<Journey> all = journeys.ofPatient(id);
        if (card.isEmpty() && said.isEmpty() && all.isEmpty()) {
            return Optional.empty();
        }
        List<Line> lines = new ArrayList<>();
        said.forEach(known -> known.entries().forEach(entry -> lines.add(new Line(entry.at(),
                entry.who().isPresent() || entry.kind() == Kind.PAGE ? From.SYSTEM : From.PATIENT, entry.kind().name().toLowerCase(Locale.ROOT), entry.words(), "",
                entry.who().map(who -> "noted by " + who).orElse(""), "", false))));
        Instant now = clock.instant();
        List<Ahead> ahead = new ArrayList<>();
        for (Journey journey : all) {
            for (Step step : journey.steps()) {
                String reason = step.state().reason().map(why -> why.sentence()).orElse("");
                boolean gone = step.state().hasLeft() || !step.state().shown().isEmpty();
                if (gone) {
                    lines.add(new Line(step.state().sentAt().or(step.state()::when).orElse(step.due()), step.channel() == Channel.DESK ? From.SYSTEM : From.CLINIC,
                            step.channel() == Channel.DESK ? "task" : step.channel().word(), step.state().shown().isEmpty() ? step.name() : step.state().shown(),
                            step.channel() == Channel.DESK ? "" : step.state().word(), reason, step.key(journey.id()).word(), journey.canGoAgain(step, now)));
                } else {
                    ahead.add(new Ahead(step.due(), step.name(), step.channel().word(), step.state().word(), reason, journey.id(), step.key(journey.id()).word(),
                            journey.canGoAgain(step, now)));
                }
            }
        }
        lines.sort(Comparator.comparing(Line::at));
        ahead.sort(Comparator.comparing(Ahead::due));
        return Optional.of(new Thread(card, id, said.stream().flatMap(one -> one.number().stream()).findFirst(), lines, ahead, all.stream().filter(journey -> !journey.isCorrespondence()).toList(),
                said.stream().mapToInt(Conversation::unread).sum()));
    }

    private boolean isOf(String patientId, Journey journey) {
        return cards.records(patientId).contains(journey.patientId());
    }

    /** What became of writing. */
    public enum Written { GOES_BY_TEXT, GOES_BY_EMAIL, NO_CHANNEL, LEADS_ELSEWHERE, UNKNOWN_PATIENT }

    /** Texts first, as long as the holder of the number wants them. */
    private Optional<Channel> channel(PatientCard card) {
        return ways(card).stream().findFirst();
    }

    /** How this patient may be written to now, the likelier first. */
    public List<Channel> ways(PatientCard card) {
        Recipient recipient = receivers.recipient(card);
        List<Channel> ways = new ArrayList<>();
        if (recipient.texts()) {
            ways.add(Channel.TEXT);
        }
        if (recipient.mail()) {
            ways.add(Channel.EMAIL);
        }
        return ways;
    }

    /** @param id of this writing: the same one twice is one message */
    public Written write(String patientId, String id, String words) {
        Optional<PatientCard> card = cards.patient(patientId);
        if (card.isEmpty()) {
            return Written.UNKNOWN_PATIENT;
        }
        Optional<Channel> channel = channel(card.get());
        if (channel.isEmpty()) {
            return Written.NO_CHANNEL;
        }
        if (leadsElsewhere(words)) {
            return Written.LEADS_ELSEWHERE;
        }
        Instant now = clock.instant();
        String said = said(card.get(), channel.get(), words, now);
        String person = card.get().patientId();
        journeys.changeOrBegin(Journey.correspondenceWith(person), person, journey -> journey.saying(
                Step.said("desk-" + id, channel.get(), Message.WRITTEN, Set.of(), said, false, now, now.plus(USE))));
        read(patientId);
        return channel.get() == Channel.TEXT ? Written.GOES_BY_TEXT : Written.GOES_BY_EMAIL;
    }

    /** Patients are sent to our own pages alone: who copies a clinic's texts sends them elsewhere. */
    public boolean leadsElsewhere(String words) {
        return composing.leadsElsewhere(words);
    }

    private String said(PatientCard card, Channel channel, String words, Instant now) {
        return channel == Channel.EMAIL ? words.strip() : wording.text(Message.WRITTEN, card.language(),
                composing.values(Journey.unborn(Journey.correspondenceWith(card.patientId()), card.patientId()), card, Optional.empty(), now).saying(words.strip()));
    }

    /** How the patient would read it, before it goes. */
    public record Preview(Channel channel, String words, Segments segments) {
    }

    /** Empty when it could not go at all. */
    public Optional<Preview> preview(String patientId, String words) {
        return cards.patient(patientId).flatMap(card -> channel(card).map(channel -> {
            String said = said(card, channel, words, clock.instant());
            return new Preview(channel, said, Segments.of(said));
        }));
    }

    /** What became of sending once more. */
    public enum Again { GOES, NO_LONGER_TRUE, NOT_THIS_WAY, UNKNOWN_MESSAGE }

    /**
     * A message that did not arrive goes once more, because somebody says so and why. It is noted in the thread.
     *
     * @param id of this sending: the same one twice is one message
     */
    public Again again(String patientId, StepKey key, Channel channel, String id, String reason, String who) {
        Optional<PatientCard> card = cards.patient(patientId);
        Optional<Journey> journey = journeys.find(key.journeyId()).filter(known -> isOf(patientId, known));
        Optional<Step> step = journey.flatMap(known -> known.step(key));
        if (card.isEmpty() || step.isEmpty()) {
            return Again.UNKNOWN_MESSAGE;
        }
        if (!ways(card.get()).contains(channel) || channel == Channel.EMAIL && !step.get().message().map(message -> message.form().hasMail()).orElse(false)) {
            return Again.NOT_THIS_WAY;
        }
        Instant now = clock.instant();
        if (!journey.get().canGoAgain(step.get(), now)) {
            return Again.NO_LONGER_TRUE;
        }
        Journey after = journeys.change(key.journeyId(), known -> known.again(key, id, channel, now.plus(USE), now)).orElseThrow();
        if (after.steps().stream().noneMatch(one -> one.name().endsWith(Step.AGAIN + id))) {
            return Again.NO_LONGER_TRUE;
        }
        troubles.clear(key);
        conversations.change(cards.person(patientId), conversation -> conversation.with(new Entry("again-" + id, Kind.NOTE, now, reason.strip(), Optional.of(who))));
        return Again.GOES;
    }

    /** A call that was made or taken. */
    public void noteCall(String patientId, String id, String words, String who) {
        Instant now = clock.instant();
        conversations.change(cards.person(patientId), conversation -> conversation.with(new Entry("call-" + id, Kind.CALL, now, words.strip(), Optional.of(who))).read());
    }

    /**
     * What a patient said on the phone about a visit, as if they had written it. Nothing is said back: they have just been spoken to.
     *
     * @return false when there is no such visit of this patient's ahead
     */
    public boolean confirmedByPhone(String patientId, String appointmentId, String who) {
        return byPhone(patientId, appointmentId, who, "confirmed", "Will come, said by phone.", journey -> journey.confirmed(clock.instant()));
    }

    /** The same for who drives. */
    public boolean rideByPhone(String patientId, String appointmentId, String driver, Optional<String> phone, String who) {
        return byPhone(patientId, appointmentId, who, "ride-" + driver.hashCode(), "Named who drives, by phone: " + driver.strip() + phone.map(number -> ", " + number).orElse("") + ".",
                journey -> journey.rideArranged(Optional.of(driver.strip()), phone, clock.instant()));
    }

    private boolean byPhone(String patientId, String appointmentId, String who, String what, String words, Function<Journey, Outcome> effect) {
        if (journeys.find(appointmentId).filter(journey -> isOf(patientId, journey) && journey.isExpected()).isEmpty()) {
            return false;
        }
        journeys.change(appointmentId, effect);
        Instant now = clock.instant();
        String id = "phone-" + what + "-" + appointmentId + "-" + now.toString().substring(0, 10);
        conversations.change(cards.person(patientId), conversation -> conversation.with(new Entry(id, Kind.CALL, now, words, Optional.of(who))));
        return true;
    }

    public void read(String id) {
        cards.records(id).forEach(record -> conversations.find(record).filter(conversation -> conversation.unread() > 0)
                .ifPresent(_ -> conversations.change(record, Conversation::read)));
    }
}
