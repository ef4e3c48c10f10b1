package health.foramen.notification.reply;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.Language;
import health.foramen.notification.contact.Letters;
import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.OptOuts;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.conversation.Conversation;
import health.foramen.notification.conversation.Conversation.Entry;
import health.foramen.notification.conversation.Conversation.Kind;
import health.foramen.notification.conversation.Conversations;
import health.foramen.notification.diary.KeepingDiaries;
import health.foramen.notification.journey.Appointment;
import health.foramen.notification.journey.Channel;
import health.foramen.notification.journey.Composing;
import health.foramen.notification.journey.FollowingCards;
import health.foramen.notification.journey.Journey;
import health.foramen.notification.journey.KeepingJourneys;
import health.foramen.notification.journey.OnCall;
import health.foramen.notification.journey.Outcome;
import health.foramen.notification.journey.Question;
import health.foramen.notification.journey.Ride;
import health.foramen.notification.journey.Step;
import health.foramen.notification.offer.KeepingOffers;
import health.foramen.notification.offer.Offer;
import health.foramen.notification.offer.Offer.Answer;
import health.foramen.notification.reply.Inbox.Handled;
import health.foramen.notification.reply.Inbox.Stranger;
import health.foramen.notification.reply.Puzzles.Puzzle;
import health.foramen.notification.reply.Vocabulary.Word;
import health.foramen.notification.text.Fingerprint;
import health.foramen.notification.text.IncomingText;
import health.foramen.notification.text.IncomingTexts;
import health.foramen.notification.text.Texts;
import health.foramen.notification.wording.Message;
import health.foramen.notification.wording.Values;
import health.foramen.notification.wording.Wording;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what patients write. A text is kept before the provider gets its answer; what follows from it follows here, on one thread and in
 * order, and can be begun again from the start at any point: a journey notes which texts it has heard.
 *
 * <p>First what cannot wait (red flags), then what the law asks (stop, start), then the question that is open for the number. Two visits
 * that both fit are never guessed between: the sender is asked.
 */
public final class HearingPatients implements IncomingTexts, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(HearingPatients.class.getName());

    /** How long a question to the patient stays open. */
    private static final Duration PUZZLE_OPEN = Duration.ofHours(24);
    private static final Duration DRIVER_OPEN = Duration.ofHours(48);
    /** Numbness and weakness are expected for about an hour after a visit; twice that is not. */
    private static final Duration EXPECTED_HOUR = Duration.ofHours(2);
    /** "Somebody will read it" is said once, not after every line of a longer story. */
    private static final Duration FORWARDED_ONCE_IN = Duration.ofHours(6);
    /** After-effects are spoken of as such for so long. */
    private static final Duration AFTER_EFFECTS = Duration.ofDays(14);
    /** Thanks so soon after the desk wrote are an answer to the desk. */
    private static final Duration WRITTEN_LATELY = Duration.ofDays(2);
    /** A 1 that comes so long after an earlier time was offered is still about that. */
    private static final Duration OFFER_REMEMBERED = Duration.ofHours(24);
    private static final Set<Word> OFFER_WORDS = Set.of(Word.CONFIRM, Word.CHANGE, Word.YES, Word.NO);
    private static final Duration ANSWER_USE = Duration.ofHours(12);
    private static final List<String> LETTERS = List.of("A", "B", "C", "D");
    private static final Pattern PHONE = Pattern.compile("\\+?[\\d][\\d ().-]{5,18}\\d");

    /** Everything that it works with. */
    public record Tools(Inbox inbox, Puzzles puzzles, Cards cards, NumberKey.Maker keys, OptOuts optOuts, Conversations conversations,
            KeepingJourneys journeys, FollowingCards followingCards, KeepingDiaries diaries, KeepingOffers offers, Wording wording, Composing composing, Texts texts,
            Vocabulary vocabulary, OnCall onCall, Clock clock) {
    }

    private final Tools the;
    private final BlockingQueue<IncomingText> queue = new LinkedBlockingQueue<>();
    private volatile boolean open;
    private Thread worker;

    public HearingPatients(Tools tools) {
        this.the = tools;
    }

    public void start() {
        open = true;
        worker = Thread.ofVirtual().name("replies").start(this::work);
    }

    @Override
    public void close() {
        open = false;
        if (worker != null) {
            worker.interrupt();
        }
    }

    @Override
    public void heard(IncomingText text) {
        if (the.inbox().keep(text)) {
            queue.add(text);
        }
    }

    /**
     * Free words that were left on the patient's page: a red flag in them is treated as in a text.
     *
     * @return false when there is none, and nothing was done
     */
    public boolean alarmed(String patientId, String words) {
        Optional<PatientCard> card = the.cards().patient(patientId);
        Instant now = the.clock().instant();
        List<Journey> journeys = the.journeys().ofPatient(patientId);
        if (card.isEmpty() || the.vocabulary().redFlag(words, journeys.stream().anyMatch(journey -> isPastTheHour(journey, now))).isEmpty()) {
            return false;
        }
        // Pressed twice is said once; said again tomorrow is said again.
        String id = "page-" + Fingerprint.of(patientId + now.toString().substring(0, 10) + words);
        IncomingText text = new IncomingText(id, card.get().phone().orElse(""), words, now);
        if (the.inbox().keep(text)) {
            Handled handled = redFlag(text, card.get(), journeys, now);
            the.conversations().change(card.get().patientId(), conversation -> conversation.with(new Entry(id, Kind.PAGE, now, words, Optional.empty())));
            the.inbox().handled(handled);
        }
        return true;
    }

    private void work() {
        boolean caughtUp = false;
        while (open) {
            try {
                if (!caughtUp) {
                    the.inbox().unhandled().forEach(this::handle);
                    caughtUp = true;
                }
                IncomingText next = queue.poll(1, TimeUnit.SECONDS);
                if (next != null) {
                    handle(next);
                }
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                caughtUp = false;
                LOG.log(System.Logger.Level.WARNING, "a reply will be read again: {0}", e.toString());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ one text

    /** Everything that follows from one text. Beginning again changes nothing that was done before. */
    void handle(IncomingText text) {
        NumberKey number = the.keys().of(text.from());
        Instant now = the.clock().instant();
        List<PatientCard> people = the.cards().patients(the.cards().patientsOf(number));
        List<Journey> journeys = people.stream().flatMap(person -> the.journeys().ofPatient(person.patientId()).stream()).toList();
        Meaning meaning = Meaning.of(text.body(), the.vocabulary());
        // Whoever is on call may write back what they do about it.
        boolean colleague = people.isEmpty() && the.onCall().answers(number);
        Optional<Vocabulary.Pattern> flag = meaning instanceof Meaning.Free && !colleague
                ? the.vocabulary().redFlag(text.body(), journeys.stream().anyMatch(journey -> isPastTheHour(journey, now))) : Optional.empty();

        Handled handled;
        if (people.isEmpty()) {
            handled = fromNobody(text, number, meaning, flag, now);
        } else if (flag.isPresent()) {
            handled = redFlag(text, nearest(people, journeys), journeys, now);
        } else {
            handled = answer(text, number, people, journeys, meaning, now);
        }
        converse(text, number, handled, people);
        if (people.isEmpty() && flag.isPresent()) {
            warnOfStranger(text, number, now);
        }
        the.inbox().handled(handled);
        LOG.log(System.Logger.Level.INFO, "text {0} read", text.sid());
    }

    private void converse(IncomingText text, NumberKey number, Handled handled, List<PatientCard> people) {
        Entry entry = new Entry(text.sid(), Kind.TEXT, text.at(), text.body(), Optional.empty());
        String id = handled.patientId().or(() -> people.stream().findFirst().map(PatientCard::patientId))
                .orElseGet(() -> Conversation.withNumber(number.value()));
        boolean toRead = handled.forDesk() || handled.redFlag();
        the.conversations().change(id, conversation -> {
            Conversation after = toRead ? conversation.with(entry) : conversation.withKnown(entry);
            return people.isEmpty() ? after.from(text.from()) : after;
        });
    }

    /** The alert names no patient: the desk reads it beside the words, and has the number. */
    private void warnOfStranger(IncomingText text, NumberKey number, Instant now) {
        Entry note = new Entry("emergency-" + text.sid(), Kind.NOTE, now, "This reads like an emergency. The emergency text was sent; please call this number now.", Optional.of("Foramen"));
        the.conversations().change(Conversation.withNumber(number.value()), conversation -> conversation.with(note));
    }

    /** A number that nobody's card has: stop and start are honoured, a red flag is answered and raises its alert, the rest is for the desk. */
    private Handled fromNobody(IncomingText text, NumberKey number, Meaning meaning, Optional<Vocabulary.Pattern> flag, Instant now) {
        if (meaning instanceof Meaning.Said(Word word) && word == Word.STOP) {
            the.optOuts().out(number, text.at());
        } else if (meaning instanceof Meaning.Said(Word word) && (word == Word.START || word == Word.YES && the.optOuts().isOut(number))) {
            the.optOuts().in(number, text.at());
        }
        flag.ifPresent(found -> warn(text, stranger(found.language(), now), now));
        return new Handled(text.sid(), Optional.empty(), Optional.empty(), flag.isPresent(), true, now,
                Optional.of(Stranger.of(Conversation.withNumber(number.value()), text.from())));
    }

    /** At once, to the phone that wrote. */
    private void warn(IncomingText text, PatientCard reader, Instant now) {
        Values values = the.composing().values(Journey.unborn("unknown", "unknown"), reader, Optional.empty(), now);
        the.texts().send(new Texts.Outgoing(text.from(), the.wording().text(Message.EMERGENCY, reader.language(), values), "unknown-" + text.sid()));
    }

    private static PatientCard stranger(Language language, Instant now) {
        return new PatientCard("unknown", 0, "", "", "–", LocalDate.EPOCH, language, ZoneOffset.UTC, Optional.empty(), Optional.empty(),
                false, false, Optional.empty(), now);
    }

    /** The person to whom something was last sent: the likeliest sender of a text from a shared phone. */
    private static PatientCard nearest(List<PatientCard> people, List<Journey> journeys) {
        return journeys.stream().max(Comparator.comparing(HearingPatients::lastSent))
                .flatMap(journey -> people.stream().filter(person -> person.patientId().equals(journey.patientId())).findFirst())
                .orElse(people.getFirst());
    }

    private static Instant lastSent(Journey journey) {
        return journey.steps().stream().filter(step -> step.state().hasLeft()).flatMap(step -> step.state().sentAt().stream()).max(Instant::compareTo).orElse(Instant.MIN);
    }

    private Handled redFlag(IncomingText text, PatientCard person, List<Journey> journeys, Instant now) {
        Optional<Journey> visit = visits(journeys).filter(journey -> journey.patientId().equals(person.patientId())).max(Comparator.comparing(HearingPatients::lastSent));
        say(text, person, visit, Message.EMERGENCY, "red-flag", Set.of(), Function.identity(), journey -> new Outcome.Unchanged(), now);
        if (!text.from().isEmpty() && person.phone().map(the.keys()::of).filter(the.keys().of(text.from())::equals).isEmpty()) {
            // Written on a phone that they had on another record: whoever holds it reads the answer there, too.
            warn(text, person, now);
        }
        return new Handled(text.sid(), Optional.of(person.patientId()), visit.map(Journey::id), true, true, now);
    }

    private Handled answer(IncomingText text, NumberKey number, List<PatientCard> people, List<Journey> journeys, Meaning meaning, Instant now) {
        return switch (meaning) {
            case Meaning.Said(Word word) -> switch (word) {
                case STOP -> optedOut(text, number, people, now);
                case START -> optedIn(text, number, people, journeys, now);
                case HELP -> help(text, people, journeys, now);
                case THANKS -> courtesy(text, people, journeys, now);
                case YES -> the.optOuts().isOut(number) ? optedIn(text, number, people, journeys, now) : decide(text, number, people, journeys, Meant.word(word), now);
                case CONFIRM, CHANGE, RIDE, NO_RIDE, NO -> decide(text, number, people, journeys, Meant.word(word), now);
            };
            case Meaning.Number(int value, Optional<Word> or) -> decide(text, number, people, journeys, new Meant(value, or, false, Optional.empty()), now);
            case Meaning.ComesWithARide _ -> decide(text, number, people, journeys, new Meant(-1, Optional.of(Word.CONFIRM), true, Optional.empty()), now);
            case Meaning.Pick(int index) -> the.puzzles().open(number).filter(puzzle -> now.isBefore(puzzle.at().plus(PUZZLE_OPEN)))
                    .filter(puzzle -> index < puzzle.journeys().size())
                    .flatMap(puzzle -> journeys.stream().filter(journey -> journey.id().equals(puzzle.journeys().get(index))).findFirst()
                            .map(journey -> solve(text, number, puzzle, journey, people, now)))
                    .orElseGet(() -> words(text, people, journeys, now));
            case Meaning.Free(String normal, boolean digits) -> {
                if (digits && journeys.stream().anyMatch(journey -> the.diaries().openQuestion(journey, now).isPresent())) {
                    yield unreadable(text, people, journeys, now);
                }
                Optional<Meant> ride = aboutTheRide(text.body(), normal);
                yield ride.isPresent() && visits(journeys).anyMatch(HearingPatients::needsARide)
                        ? decide(text, number, people, journeys, ride.get(), now)
                        : words(text, people, journeys, now);
            }
        };
    }

    /**
     * What a reply would answer.
     *
     * @param value    a pain score, or -1
     * @param rideToo  beside the word, there is a ride
     * @param driver   who drives, where the reply says it
     */
    private record Meant(int value, Optional<Word> word, boolean rideToo, Optional<Driver> driver) {
        static Meant word(Word word) {
            return new Meant(-1, Optional.of(word), false, Optional.empty());
        }
    }

    /** "3 Luis 312 555 0177", "my son drives me", "my driver cancelled". */
    private Optional<Meant> aboutTheRide(String body, String normal) {
        if (normal.startsWith("3 ") && normal.chars().anyMatch(Character::isLetter)) {
            String rest = Driver.latin(body).replaceFirst("^\\D*3[\\s.,:)-]*", "");
            return Optional.of(new Meant(-1, Optional.of(Word.RIDE), false, Optional.of(Driver.in(rest))));
        }
        if (the.vocabulary().losesARide(body)) {
            return Optional.of(Meant.word(Word.NO_RIDE));
        }
        return the.vocabulary().namesARide(body) ? Optional.of(new Meant(-1, Optional.of(Word.RIDE), false, Optional.of(Driver.in(body)))) : Optional.empty();
    }

    private static boolean needsARide(Journey journey) {
        return journey.isExpected() && journey.ride().status() != Ride.Status.NOT_NEEDED;
    }

    /** Thanks need no answer, and nobody's time: unless somebody here had just asked something. */
    private Handled courtesy(IncomingText text, List<PatientCard> people, List<Journey> journeys, Instant now) {
        PatientCard person = nearest(people, journeys);
        return new Handled(text.sid(), Optional.of(person.patientId()), Optional.empty(), false, wasWrittenLately(journeys, now), now);
    }

    private static boolean wasWrittenLately(List<Journey> journeys, Instant now) {
        return journeys.stream().flatMap(journey -> journey.steps().stream()).filter(step -> step.message().equals(Optional.of(Message.WRITTEN)))
                .anyMatch(step -> step.state().sentAt().filter(sent -> now.isBefore(sent.plus(WRITTEN_LATELY))).isPresent());
    }

    /** Digits that are no score while a score was asked for: the patient is asked for one number. */
    private Handled unreadable(IncomingText text, List<PatientCard> people, List<Journey> journeys, Instant now) {
        Journey journey = journeys.stream().filter(one -> the.diaries().openQuestion(one, now).isPresent()).max(Comparator.comparing(HearingPatients::lastSent)).orElseThrow();
        PatientCard person = person(people, journey);
        say(text, person, Optional.of(journey), Message.ANSWER_NUMBER, "number", Set.of(), Function.identity(), one -> new Outcome.Unchanged(), now);
        return new Handled(text.sid(), Optional.of(person.patientId()), Optional.of(journey.id()), false, false, now);
    }

    // ------------------------------------------------------------------------------------------------ stop, start, help

    /** The provider says goodbye by itself; we say nothing more. */
    private Handled optedOut(IncomingText text, NumberKey number, List<PatientCard> people, Instant now) {
        the.optOuts().out(number, text.at());
        people.forEach(the.followingCards()::patientChanged);
        return new Handled(text.sid(), Optional.of(people.getFirst().patientId()), Optional.empty(), false, true, now);
    }

    private Handled optedIn(IncomingText text, NumberKey number, List<PatientCard> people, List<Journey> journeys, Instant now) {
        the.optOuts().in(number, text.at());
        people.forEach(the.followingCards()::patientChanged);
        PatientCard person = nearest(people, journeys);
        say(text, person, Optional.empty(), Message.ANSWER_STARTED, "started", Set.of(), Function.identity(), journey -> new Outcome.Unchanged(), now);
        return new Handled(text.sid(), Optional.of(person.patientId()), Optional.empty(), false, true, now);
    }

    private Handled help(IncomingText text, List<PatientCard> people, List<Journey> journeys, Instant now) {
        PatientCard person = nearest(people, journeys);
        Optional<Journey> visit = visits(journeys).filter(journey -> journey.patientId().equals(person.patientId())).max(Comparator.comparing(HearingPatients::lastSent));
        say(text, person, visit, Message.ANSWER_HELP, "help", Set.of(), Function.identity(), journey -> new Outcome.Unchanged(), now);
        return new Handled(text.sid(), Optional.of(person.patientId()), visit.map(Journey::id), false, false, now);
    }

    // ------------------------------------------------------------------------------------------------ an answer to a question

    /**
     * One question that a reply could answer.
     *
     * @param word  what is meant; empty for a pain score
     * @param asked when the question was put, and whether it was put at all
     * @param offer the earlier time that it is about
     */
    private record Candidate(Journey journey, Optional<Word> word, Instant asked, boolean wasAsked, Optional<Offer> offer) {

        /** What a patient is shown to tell it from another. */
        ZonedDateTime when() {
            return offer.map(Offer::localTime).orElseGet(() -> journey.appointment().orElseThrow().localArrival());
        }
    }

    private Handled decide(IncomingText text, NumberKey number, List<PatientCard> people, List<Journey> journeys, Meant said, Instant now) {
        List<Candidate> candidates = journeys.stream().flatMap(journey -> candidate(journey, said, now).stream()).toList();
        List<Candidate> asked = candidates.stream().filter(Candidate::wasAsked).toList();
        List<Candidate> left = asked.isEmpty() ? candidates : asked;
        if (left.isEmpty()) {
            return said.word().filter(word -> word == Word.HELP).isPresent() ? help(text, people, journeys, now) : words(text, people, journeys, now);
        }
        if (left.size() > 1) {
            return which(text, number, people, left, now);
        }
        return apply(text, left.getFirst(), said, people, journeys, now);
    }

    /** What the reply would answer in this journey: the question that was put last, where it fits several. */
    private Optional<Candidate> candidate(Journey journey, Meant said, Instant now) {
        Optional<Candidate> pain = said.value() < 0 ? Optional.empty() : the.diaries().openQuestion(journey, now)
                .map(step -> new Candidate(journey, Optional.empty(), step.state().sentAt().orElseThrow(), true, Optional.empty()));
        Optional<Candidate> offer = said.word().filter(OFFER_WORDS::contains).flatMap(word -> aboutAnOffer(journey, word, now));
        Optional<Candidate> visit = said.word().filter(_ -> journey.isExpected() && now.isBefore(journey.appointment().orElseThrow().end())).flatMap(meant -> switch (meant) {
            case CONFIRM, CHANGE -> Optional.of(expected(journey, meant, Question.CONFIRM));
            case RIDE, NO_RIDE -> needsARide(journey) ? Optional.of(expected(journey, meant, Question.RIDE)) : Optional.empty();
            case YES -> asked(journey, Word.CONFIRM, Word.RIDE);
            case NO -> asked(journey, Word.CHANGE, Word.NO_RIDE);
            case HELP, STOP, START, THANKS -> Optional.<Candidate>empty();
        });
        return Stream.of(pain, offer, visit).flatMap(Optional::stream).max(Comparator.comparing(Candidate::asked));
    }

    /** Yes and no answer only what was really asked; where one message asked both, the visit comes before the ride. */
    private static Optional<Candidate> asked(Journey journey, Word visit, Word ride) {
        Optional<Candidate> confirm = Optional.of(expected(journey, visit, Question.CONFIRM)).filter(Candidate::wasAsked);
        Optional<Candidate> way = Optional.of(expected(journey, ride, Question.RIDE)).filter(one -> one.wasAsked() && journey.ride().isOpen());
        return way.filter(one -> confirm.filter(other -> !other.asked().isBefore(one.asked())).isEmpty()).or(() -> confirm);
    }

    /** The last earlier time that was offered in this journey, also one that is gone: a late yes is told so, and never read as an answer to something else. */
    private Optional<Candidate> aboutAnOffer(Journey journey, Word word, Instant now) {
        return the.offers().of(journey.patientId()).stream().flatMap(offer -> journey.steps().stream()
                        .filter(step -> step.name().equals(offer.step()) && step.channel() == Channel.TEXT).flatMap(step -> step.state().sentAt().stream())
                        .filter(sent -> now.isBefore(sent.plus(OFFER_REMEMBERED)))
                        .map(sent -> new Candidate(journey, Optional.of(word), sent, true, Optional.of(offer))))
                .max(Comparator.comparing(Candidate::asked));
    }

    private static Candidate expected(Journey journey, Word word, Question question) {
        Optional<Instant> asked = journey.lastAsked(question);
        return new Candidate(journey, Optional.of(word), asked.orElse(Instant.MIN), asked.isPresent(), Optional.empty());
    }

    /** Nobody reads more of the others than the letter of their name, and the time. */
    private Handled which(IncomingText text, NumberKey number, List<PatientCard> people, List<Candidate> candidates, Instant now) {
        List<Candidate> offered = candidates.stream().sorted(Comparator.comparing(one -> one.when().toInstant())).limit(LETTERS.size()).toList();
        boolean severalPeople = offered.stream().map(one -> one.journey().patientId()).distinct().count() > 1;
        the.puzzles().ask(number, new Puzzle(text.body(), offered.stream().map(one -> one.journey().id()).toList(), now));
        List<Values.Choice> choices = new ArrayList<>();
        for (int i = 0; i < offered.size(); i++) {
            choices.add(new Values.Choice(LETTERS.get(i), severalPeople ? initial(person(people, offered.get(i).journey())) : "", offered.get(i).when()));
        }
        PatientCard person = person(people, offered.getFirst().journey());
        say(text, person, Optional.empty(), Message.ANSWER_WHICH, "which", Set.of(), values -> values.choosing(choices), journey -> new Outcome.Unchanged(), now);
        return new Handled(text.sid(), Optional.of(person.patientId()), Optional.empty(), false, false, now);
    }

    /** Without its accent: one such letter would make the text cost twice. */
    private static String initial(PatientCard card) {
        return Letters.first(Normalizer.normalize(card.givenName(), Normalizer.Form.NFD).replaceAll("\\p{M}", "").strip());
    }

    private Handled solve(IncomingText text, NumberKey number, Puzzle puzzle, Journey journey, List<PatientCard> people, Instant now) {
        the.puzzles().solved(number);
        Optional<Meant> said = switch (Meaning.of(puzzle.body(), the.vocabulary())) {
            case Meaning.Number(int value, Optional<Word> or) -> Optional.of(new Meant(value, or, false, Optional.empty()));
            case Meaning.Said(Word word) -> Optional.of(Meant.word(word));
            case Meaning.ComesWithARide _ -> Optional.of(new Meant(-1, Optional.of(Word.CONFIRM), true, Optional.empty()));
            case Meaning.Free(String normal, boolean _) -> aboutTheRide(puzzle.body(), normal);
            case Meaning.Pick _ -> Optional.empty();
        };
        return said.flatMap(meant -> candidate(journey, meant, now).map(candidate -> apply(text, candidate, meant, people, List.of(journey), now)))
                .orElseGet(() -> words(text, people, List.of(journey), now));
    }

    private Handled apply(IncomingText text, Candidate candidate, Meant said, List<PatientCard> people, List<Journey> journeys, Instant now) {
        Journey journey = candidate.journey();
        PatientCard person = person(people, journey);
        if (candidate.offer().isPresent()) {
            return offer(text, candidate, person, people, journeys, now);
        }
        Optional<Journey> here = Optional.of(journey);
        if (candidate.word().isEmpty()) {
            return pain(text, journey, said.value(), person, now);
        }
        boolean forDesk = switch (candidate.word().get()) {
            case CONFIRM -> {
                if (said.rideToo() && needsARide(journey)) {
                    ride(text, person, journey, said, one -> one.confirmed(now), now);
                } else {
                    say(text, person, here, Message.ANSWER_CONFIRMED, "confirmed", Set.of(), Function.identity(), one -> one.confirmed(now), now);
                }
                yield false;
            }
            case CHANGE -> {
                say(text, person, here, Message.ANSWER_CHANGE, "change", Set.of(), Function.identity(), one -> one.changeAsked(now), now);
                yield true;
            }
            case RIDE -> {
                ride(text, person, journey, said, one -> new Outcome.Unchanged(), now);
                yield false;
            }
            case NO_RIDE -> {
                say(text, person, here, Message.ANSWER_NO_RIDE, "no-ride", Set.of(Question.RIDE), Function.identity(), one -> one.rideLost(now), now);
                yield true;
            }
            case YES, NO, HELP, STOP, START, THANKS -> throw new IllegalStateException("these are no answers to a question");
        };
        return new Handled(text.sid(), Optional.of(person.patientId()), Optional.of(journey.id()), false, forDesk, now);
    }

    private void ride(IncomingText text, PatientCard person, Journey journey, Meant said, Function<Journey, Outcome> before, Instant now) {
        Optional<String> name = said.driver().flatMap(Driver::name);
        boolean known = name.isPresent() || journey.ride().driver().isPresent();
        say(text, person, Optional.of(journey), known ? Message.ANSWER_DRIVER : Message.ANSWER_RIDE, "ride", known ? Set.of() : Set.of(Question.DRIVER), Function.identity(),
                one -> before.apply(one).then(one, next -> next.rideArranged(name, said.driver().flatMap(Driver::phone), now)), now);
    }

    /** A number that is much worse than before is read by somebody; relief that comes slowly is not. */
    private Handled pain(IncomingText text, Journey journey, int value, PatientCard person, Instant now) {
        KeepingDiaries.Answered answered = the.diaries().answer(journey, value, now).orElseThrow();
        say(text, person, Optional.of(journey), answered.worrying() ? Message.ANSWER_WORSE : Message.ANSWER_DIARY, "diary", Set.of(),
                values -> values.onDay(answered.day(), value), one -> new Outcome.Unchanged(), now);
        return new Handled(text.sid(), Optional.of(person.patientId()), Optional.of(journey.id()), false, answered.worrying(), now);
    }

    private Handled offer(IncomingText text, Candidate candidate, PatientCard person, List<PatientCard> people, List<Journey> journeys, Instant now) {
        Offer offer = candidate.offer().orElseThrow();
        boolean accepts = candidate.word().filter(word -> word == Word.CONFIRM || word == Word.YES).isPresent();
        Message message = switch (the.offers().answer(offer.patientId(), offer.offerId(), accepts ? Answer.ACCEPTED : Answer.DECLINED)) {
            case TAKEN, SAID_BEFORE -> accepts ? Message.ANSWER_OFFER_TAKEN : Message.ANSWER_OFFER_KEPT;
            case TOO_LATE -> Message.ANSWER_OFFER_GONE;
            case SAID_OTHERWISE -> Message.ANSWER_FORWARDED;
        };
        if (message == Message.ANSWER_FORWARDED) {
            return words(text, people, journeys, now);
        }
        say(text, person, Optional.of(candidate.journey()), message, "offer", Set.of(),
                _ -> the.offers().values(offer, person, candidate.journey(), now), one -> new Outcome.Unchanged(), now);
        return new Handled(text.sid(), Optional.of(person.patientId()), offer.appointmentId(), false, false, now);
    }

    // ------------------------------------------------------------------------------------------------ free words

    private Handled words(IncomingText text, List<PatientCard> people, List<Journey> journeys, Instant now) {
        Optional<Journey> asksDriver = visits(journeys)
                .filter(journey -> journey.isExpected() && journey.ride().isArranged() && journey.ride().driver().isEmpty())
                .filter(journey -> journey.lastAsked(Question.DRIVER).filter(asked -> now.isBefore(asked.plus(DRIVER_OPEN))).isPresent())
                .max(Comparator.comparing(journey -> journey.lastAsked(Question.DRIVER).orElseThrow()));
        if (asksDriver.isPresent() && !Vocabulary.normal(text.body()).isEmpty() && !text.body().contains("?") && !text.body().contains("؟")) {
            Driver driver = Driver.in(text.body());
            PatientCard person = person(people, asksDriver.get());
            say(text, person, asksDriver, Message.ANSWER_DRIVER, "driver", Set.of(), Function.identity(), one -> one.rideArranged(driver.name(), driver.phone(), now), now);
            return new Handled(text.sid(), Optional.of(person.patientId()), asksDriver.map(Journey::id), false, false, now);
        }
        PatientCard person = nearest(people, journeys);
        Optional<Journey> visit = visits(journeys).filter(journey -> journey.patientId().equals(person.patientId())).max(Comparator.comparing(HearingPatients::lastSent));
        boolean lately = visit.flatMap(Journey::appointment).flatMap(Appointment::performedAt).filter(done -> now.isBefore(done.plus(AFTER_EFFECTS))).isPresent();
        if (lately && the.vocabulary().isExpected(text.body())) {
            say(text, person, visit, Message.ANSWER_EXPECTED, "expected", Set.of(), Function.identity(), one -> new Outcome.Unchanged(), now);
        } else if (!wasForwardedLately(journeys, now)) {
            say(text, person, Optional.empty(), Message.ANSWER_FORWARDED, "forwarded", Set.of(), Function.identity(), one -> new Outcome.Unchanged(), now);
        }
        return new Handled(text.sid(), Optional.of(person.patientId()), visit.map(Journey::id), false, true, now);
    }

    private static boolean wasForwardedLately(List<Journey> journeys, Instant now) {
        return journeys.stream().flatMap(journey -> journey.steps().stream()).filter(step -> step.message().equals(Optional.of(Message.ANSWER_FORWARDED)))
                .anyMatch(step -> step.due().plus(FORWARDED_ONCE_IN).isAfter(now));
    }

    /** Whoever drives, as the patient wrote it: a phone number in it is the driver's, the rest is the name. */
    record Driver(Optional<String> name, Optional<String> phone) {

        private static final int LONGEST = 80;

        static String latin(String body) {
            return body.codePoints().map(letter -> Character.isDigit(letter) ? '0' + Character.digit(letter, 10) : letter)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        }

        static Driver in(String body) {
            String latin = latin(body);
            Matcher phone = PHONE.matcher(latin);
            Optional<String> number = phone.find() ? Optional.of(phone.group().strip()) : Optional.empty();
            String name = number.map(found -> latin.replace(found, " ")).orElse(latin).replaceAll("[\\s,;:.-]+", " ").strip();
            return new Driver(Optional.of(name.isEmpty() ? "—" : Letters.beginning(name, LONGEST)), number);
        }
    }

    // ------------------------------------------------------------------------------------------------ saying something back

    /**
     * The effect on the journey and the answer, in one write that happens once for a text.
     *
     * @param visit where both belong; the patient's correspondence when it is about no visit
     */
    private void say(IncomingText text, PatientCard person, Optional<Journey> visit, Message message, String name, Set<Question> asks,
            Function<Values, Values> detail, Function<Journey, Outcome> effect, Instant now) {
        String id = visit.map(Journey::id).orElseGet(() -> Journey.correspondenceWith(person.patientId()));
        Journey about = visit.orElseGet(() -> Journey.unborn(id, person.patientId()));
        Values values = detail.apply(the.composing().values(about, person, about.appointment().flatMap(known -> the.cards().site(known.siteId())), now))
                .linked(Composing.LINK);
        // An emergency goes by every way that there is.
        Set<Channel> channels = message == Message.EMERGENCY && person.takesMail() ? Set.of(Channel.TEXT, Channel.EMAIL) : Set.of(Channel.TEXT);
        String words = the.wording().text(message, person.language(), values);
        the.journeys().changeOrBegin(id, person.patientId(), journey -> {
            Outcome outcome = effect.apply(journey);
            for (Channel channel : channels) {
                Step step = Step.said("answer-" + name + "-" + text.sid(), channel, message, asks, words, true, now, now.plus(ANSWER_USE));
                outcome = outcome.then(journey, after -> after.saying(step));
            }
            return journey.hearing(text.sid(), outcome);
        });
    }

    private static PatientCard person(List<PatientCard> people, Journey journey) {
        return people.stream().filter(one -> one.patientId().equals(journey.patientId())).findFirst().orElse(people.getFirst());
    }

    private static Stream<Journey> visits(List<Journey> journeys) {
        return journeys.stream().filter(journey -> journey.appointment().isPresent());
    }

    private static boolean isPastTheHour(Journey journey, Instant now) {
        return journey.appointment().flatMap(Appointment::performedAt).filter(done -> now.isAfter(done.plus(EXPECTED_HOUR))).isPresent();
    }
}
