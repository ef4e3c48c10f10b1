package health.foramen.notification.journey;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.KeepingCards;
import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.OptOuts;
import health.foramen.notification.contact.SiteCard;
import health.foramen.notification.journey.Clearing.Receiver;
import health.foramen.notification.journey.Clearing.Verdict;
import health.foramen.notification.journey.FollowingAppointments.Receivers;
import health.foramen.notification.journey.Journeys.Kept;
import health.foramen.notification.journey.Standings.Asked;
import health.foramen.notification.journey.Standings.Standing;
import health.foramen.notification.journey.StepState.Claimed;
import health.foramen.notification.journey.StepState.Unknown;
import health.foramen.notification.mail.Letter;
import health.foramen.notification.mail.Mails;
import health.foramen.notification.mail.Mails.Posting;
import health.foramen.notification.text.Fingerprint;
import health.foramen.notification.text.StatusReport;
import health.foramen.notification.text.Texts;
import health.foramen.notification.text.Texts.Sending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Sends what is due. It holds a horizon of journeys in memory, sleeps until the next one's hour (no longer than it may where business time
 * jumps) and wakes when a journey changed; asks scheduling-service whether the visit still stands; claims each step by its key, for a
 * lease in real time; and hands it over. What scheduling-service said holds for {@link #STANDS_FOR}: a message that could not leave by then is
 * asked about anew, so that nothing goes out a second after somebody heard that the visit is cancelled.
 *
 * <p>Why nothing is sent twice: only the writer of a claim hands over, and a claim that was left behind is looked up at the provider before
 * anybody claims again. Why nothing is lost: what is due is noted before the journey is written, and a step leaves the list only when
 * it is settled.
 */
public final class Dispatching implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Dispatching.class.getName());

    static final Duration STANDS_FOR = Duration.ofMillis(800);

    /** How far ahead of business time the horizon reaches, and how often (real time) it is read anew: another instance may have planned, and died. */
    private static final Duration REACH = Duration.ofHours(1);
    private static final Duration READ_EVERY = Duration.ofSeconds(20);
    private static final int MOST_READ = 20_000;

    /** Between two looks at what waits for something outside. */
    private static final long PAUSE_MILLIS = 1_000;
    private static final long SHORT_PAUSE_MILLIS = 300;
    /** A thousand that wait must not keep the machine busy. */
    private static final long AWAY_PAUSE_MILLIS = 3_000;
    /** Opening a channel ends it at once. */
    private static final long CHANNEL_PAUSE_MILLIS = 30_000;

    /** Clocks differ: what was made so shortly before our claim may still be ours. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

    private static final Why CARD_MISSING = new Why("waits-for-card", "The patient's card is being fetched.");
    private static final Why SITE_MISSING = new Why("waits-for-site", "The site's card is being fetched.");
    private static final Why SCHEDULING_AWAY = new Why("waits-for-scheduling", "Scheduling cannot be asked whether the visit still stands.");
    private static final Why POSTED_AGAIN = new Why("posted-again", "Nobody knows whether the mail server took it; it goes again under its Message-ID.");
    private static final Why NOT_AT_THE_PROVIDER = new Why("not-at-the-provider", "The provider does not have it; it is sent now.");
    private static final Why CHANNEL_PAUSED = new Why("channel-paused", "An administrator has paused this channel.");
    /** As many letters are posted at once as there are places for them; the next look is soon. */
    private static final long LETTERS_PAUSE_MILLIS = 500;

    private static final Why NOT_THE_LATEST = new Why("not-the-latest", "It was acknowledged, or told again since.");
    private static final Why NEWS_UNDERWAY = new Why("waits-for-news", "Scheduling has changed the visit; the news is on its way.");

    /**
     * @param instance names this process in claims
     * @param atOnce   journeys in work at the same time
     * @param lease    longer than the slowest provider may take
     * @param shownIn  a provider may take so long to show a text that it has taken; before that, not finding it proves nothing
     * @param lookEvery the longest sleep, in real time: short where business time may jump
     */
    public record Settings(String instance, int atOnce, Duration lease, Duration shownIn, Duration lookEvery) {
    }

    /** Everything that it works with. */
    public record Tools(Journeys journeys, KeepingJourneys keeping, Horizon horizon, Cards cards, OnCall onCall, KeepingCards keepingCards, Receivers receivers,
            OptOuts optOuts, NumberKey.Maker keys, TextLedger ledger, Standings standings, Composing composing, Texts texts, Mails mails, Cadence cadence,
            PausingChannels pausing, Pulse pulse, Clock clock, Clock real) {
    }

    private final Tools the;
    private final Settings settings;
    private final AskingScheduling scheduling;
    private final Semaphore places;
    /** A mail server that hangs holds these, and none of those at which texts are sent. */
    private final Semaphore letters;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    /** On the caller's thread until somebody starts it. */
    private volatile Executor beside = Runnable::run;
    private volatile boolean open;
    private volatile Instant readUntil = Instant.MIN;
    private volatile Instant readAgain = Instant.MIN;
    private Thread loop;

    public Dispatching(Tools tools, Settings settings) {
        this.the = tools;
        this.settings = settings;
        this.scheduling = new AskingScheduling(tools.standings(), tools.real());
        this.places = new Semaphore(settings.atOnce());
        this.letters = new Semaphore(Math.max(1, settings.atOnce() / 2));
    }

    public void start() {
        open = true;
        beside = workers;
        loop = Thread.ofPlatform().name("dispatcher").daemon().start(this::loop);
    }

    /** Lets what is being handed over end. */
    @Override
    public void close() {
        open = false;
        if (loop != null) {
            loop.interrupt();
        }
        workers.shutdown();
        try {
            if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.INFO, "messages in the air are settled after the next start");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What a clock that is moved by hand must know.
     *
     * @param due  the earliest step that is not handled; empty when nothing is planned
     * @param busy something that is due is in work
     */
    public record NextDue(Optional<Instant> due, boolean busy) {
    }

    public NextDue nextDue() {
        Instant now = the.clock().instant();
        Optional<Instant> near = the.horizon().earliest();
        if (the.horizon().hasDue(now)) {
            // Enough is known; the store's notes need no reading.
            return new NextDue(near, true);
        }
        Optional<Instant> noted = the.journeys().earliestDue();
        Optional<Instant> earliest = near.isEmpty() ? noted : noted.isEmpty() ? near : Optional.of(near.get().isBefore(noted.get()) ? near.get() : noted.get());
        return new NextDue(earliest, earliest.filter(due -> !due.isAfter(now)).isPresent());
    }

    /**
     * How it goes, from memory.
     *
     * @param waiting journeys with something due that has not left
     * @param overdue how long the oldest of them has been due, in business time
     * @param inWork  journeys in work at this moment, of {@code atOnce}
     */
    public record State(int waiting, Duration overdue, int inWork, int atOnce) {
    }

    public State state() {
        Instant now = the.clock().instant();
        Duration overdue = the.horizon().earliest().filter(at -> at.isBefore(now)).map(at -> Duration.between(at, now)).orElse(Duration.ZERO);
        return new State(the.horizon().due(now), overdue, settings.atOnce() - places.availablePermits(), settings.atOnce());
    }

    public boolean isPaused(Channel channel) {
        return the.pausing().of(channel).isPresent();
    }

    // ------------------------------------------------------------------------------------------------ the loop

    private void loop() {
        Duration quiet = Duration.ZERO;
        while (open) {
            try {
                the.horizon().await(quiet);
                quiet = takeWhatIsDue();
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "dispatcher: {0}", e.toString());
                pause();
            }
        }
    }

    /** @return how long there is nothing to do unless somebody knocks */
    private Duration takeWhatIsDue() {
        Instant now = the.clock().instant();
        readWhatIsNear(now);
        the.pausing().known();
        Horizon.Taken taken = the.horizon().take(now, places.availablePermits());
        for (String id : taken.ids()) {
            places.acquireUninterruptibly();
            workers.execute(() -> work(id));
        }
        return taken.quiet().compareTo(settings.lookEvery()) < 0 ? taken.quiet() : settings.lookEvery();
    }

    /** Does what is due now on the caller's thread, one after the other: for a clock that is moved by hand through a year. @return whether there was anything */
    boolean workOff() {
        Instant now = the.clock().instant();
        readWhatIsNear(now);
        List<String> ids = the.horizon().take(now, MOST_READ).ids();
        for (String id : ids) {
            places.acquireUninterruptibly();
            work(id);
        }
        return !ids.isEmpty();
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SHORT_PAUSE_MILLIS));
    }

    private void readWhatIsNear(Instant now) {
        Instant real = the.real().instant();
        if (real.isAfter(readAgain) || now.isAfter(readUntil)) {
            Instant until = now.plus(REACH);
            the.horizon().reach(until);
            the.journeys().dueUntil(until, MOST_READ).forEach(due -> the.horizon().offer(due.id(), due.at()));
            readUntil = until;
            readAgain = real.plus(READ_EVERY);
        }
    }

    private void work(String id) {
        long pause = PAUSE_MILLIS;
        try {
            pause = look(id);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "journey {0} will be looked at again: {1}", id, e.toString());
        } finally {
            the.horizon().release(id, pause);
            places.release();
            the.horizon().knock();
        }
    }

    // ------------------------------------------------------------------------------------------------ one journey

    /** A journey while somebody is at it: as it was when it was looked at, and as it stands since. */
    private final class Held {

        private final Journey journey;
        private Kept kept;

        Held(Kept kept) {
            this.journey = kept.journey();
            this.kept = kept;
        }

        Journey journey() {
            return journey;
        }

        Journey change(Function<Journey, Outcome> decision) {
            kept = the.keeping().change(kept, decision);
            return kept.journey();
        }
    }

    /** @return how many milliseconds not to look again unless something changes */
    private long look(String id) {
        Optional<Kept> kept = the.journeys().find(id);
        if (kept.isEmpty()) {
            // Noted, and then never written: whoever was about to write it will write again, or nobody.
            the.horizon().put(id, Optional.empty());
            return 0;
        }
        Held held = new Held(kept.get());
        Journey journey = held.journey();
        Instant now = the.clock().instant();
        if (!journey.isDue(now, the.real().instant())) {
            if (the.horizon().isNotedOnly(id)) {
                the.journeys().noteDue(kept.get());
            }
            boolean inTheAir = journey.steps().stream().anyMatch(Step::isInTheAir);
            if (!inTheAir) {
                the.horizon().put(id, journey.nextDue());
            }
            return inTheAir ? PAUSE_MILLIS : 0;
        }
        Optional<Receiver> receiver = (OnCall.is(journey.patientId()) ? the.onCall().card(journey.patientId()) : the.cards().patient(journey.patientId())).map(the.receivers()::receiver);
        if (journey.waits()) {
            if (receiver.isEmpty()) {
                the.keepingCards().wantPatient(journey.patientId(), 1);
                return SHORT_PAUSE_MILLIS;
            }
            Recipient recipient = receiver.get().recipient();
            held.change(known -> known.reachable(recipient, the.cadence(), the.ledger().of(receiver.get().card().patientId()), now));
            return 0;
        }
        return shorter(settleWhatIsInTheAir(held, receiver), sendWhatIsDue(held, receiver, now));
    }

    /** For whoever comes later than the look that began it. */
    private void change(StepKey key, Function<Journey, Outcome> decision) {
        the.keeping().change(key.journeyId(), decision);
    }

    // ------------------------------------------------------------------------------------------------ what is in the air

    /** Of what nobody knows: since when (real time), and which words. */
    private record Doubt(Instant since, String fingerprint) {
    }

    private long settleWhatIsInTheAir(Held held, Optional<Receiver> receiver) {
        long pause = 0;
        for (Step step : held.journey().steps()) {
            Optional<Doubt> doubt = switch (step.state()) {
                case Claimed claimed -> Optional.of(new Doubt(claimed.since(), claimed.fingerprint())).filter(_ -> !claimed.until().isAfter(the.real().instant()));
                case Unknown unknown -> Optional.of(new Doubt(unknown.since(), unknown.fingerprint()));
                case StepState.Planned _, StepState.Sent _, StepState.Delivered _, StepState.Failed _, StepState.Suppressed _, StepState.Cancelled _ -> Optional.empty();
            };
            if (doubt.isPresent()) {
                pause = Math.max(pause, settle(held, step, doubt.get(), receiver));
            }
        }
        return pause;
    }

    private long settle(Held held, Step step, Doubt doubt, Optional<Receiver> receiver) {
        StepKey key = step.key(held.journey().id());
        Instant now = the.clock().instant();
        if (step.channel() == Channel.EMAIL) {
            the.pulse().postedAgain();
            held.change(known -> known.notSent(key, step.state(), POSTED_AGAIN, now, now));
            return 0;
        }
        Optional<String> number = receiver.flatMap(one -> one.card().phone());
        if (number.isEmpty()) {
            held.change(known -> known.failed(key, Why.NO_CHANNEL, "", Optional.empty(), now));
            return 0;
        }
        try {
            Optional<Texts.Known> found = the.texts().find(number.get(), doubt.fingerprint(), doubt.since().minus(CLOCKS_DIFFER));
            if (found.isPresent()) {
                StatusReport report = new StatusReport(key.word(), found.get().sid(), found.get().status(), Optional.empty());
                Optional<Channel> instead = receiver.flatMap(one -> one.insteadOf(Channel.TEXT));
                held.change(known -> known.reported(key, report, instead, now));
                return 0;
            }
        } catch (Texts.ProviderAway e) {
            return PAUSE_MILLIS;
        }
        if (the.real().instant().isBefore(doubt.since().plus(settings.shownIn()))) {
            return PAUSE_MILLIS;
        }
        held.change(known -> known.notSent(key, step.state(), NOT_AT_THE_PROVIDER, now, now));
        return 0;
    }

    // ------------------------------------------------------------------------------------------------ what is due

    private long sendWhatIsDue(Held held, Optional<Receiver> receiver, Instant now) {
        Journey journey = held.journey();
        List<Step> due = journey.steps().stream().filter(step -> step.isPlanned() && !step.due().isAfter(now))
                .sorted(Comparator.comparing(Step::priority).thenComparing(Step::channel)).toList();
        if (due.isEmpty()) {
            return 0;
        }
        List<Step> missed = due.stream().filter(step -> now.isAfter(step.useBy())).toList();
        missed.forEach(step -> held.change(known -> step.channel() == Channel.DESK
                ? known.withdrawn(step.key(journey.id()), Why.MISSED, now)
                : known.failed(step.key(journey.id()), Why.MISSED, "", Optional.empty(), now)));
        List<Step> left = due.stream().filter(step -> !missed.contains(step)).toList();
        if (OnCall.is(journey.patientId())) {
            List<Step> overtaken = left.stream().filter(step -> !the.onCall().stillHolds(step.key(journey.id()))).toList();
            overtaken.forEach(step -> held.change(known -> known.withdrawn(step.key(journey.id()), NOT_THE_LATEST, now)));
            left = left.stream().filter(step -> !overtaken.contains(step)).toList();
        }

        Map<Channel, Pauses.Pause> paused = the.pausing().known();
        List<Step> stopped = left.stream().filter(step -> paused.containsKey(step.channel()) && step.priority() != Priority.EMERGENCY).toList();
        stopped.forEach(step -> waiting(held, step, CHANNEL_PAUSED));
        left = left.stream().filter(step -> !stopped.contains(step)).toList();
        long pause = stopped.isEmpty() ? 0 : CHANNEL_PAUSE_MILLIS;
        if (letters.availablePermits() == 0 && left.stream().anyMatch(step -> step.channel() == Channel.EMAIL)) {
            left = left.stream().filter(step -> step.channel() != Channel.EMAIL).toList();
            pause = LETTERS_PAUSE_MILLIS;
        }

        List<Step> aboutVisit = left.stream().filter(step -> step.words().isEmpty()).toList();
        Optional<Instant> leaveBy = Optional.empty();
        if (!aboutVisit.isEmpty()) {
            switch (standing(journey)) {
                case Stands.Still(Instant asOf) -> leaveBy = Optional.of(asOf.plus(STANDS_FOR));
                case Stands.NotKnown(Why why) -> {
                    aboutVisit.forEach(step -> waiting(held, step, why));
                    left = left.stream().filter(step -> step.words().isPresent()).toList();
                    pause = why.equals(SCHEDULING_AWAY) ? AWAY_PAUSE_MILLIS : SHORT_PAUSE_MILLIS;
                }
            }
        }
        if (left.isEmpty()) {
            return pause;
        }
        if (receiver.isEmpty()) {
            the.keepingCards().wantPatient(journey.patientId(), 1);
            left.forEach(step -> waiting(held, step, CARD_MISSING));
            return PAUSE_MILLIS;
        }
        return shorter(pause, handOver(held, left, receiver.get(), leaveBy, now));
    }

    /** What waits for a channel to be opened must not keep the rest waiting. */
    private static long shorter(long one, long other) {
        return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
    }

    private sealed interface Stands {

        record Still(Instant asOf) implements Stands {
        }

        /** None of the visit's messages may go now. */
        record NotKnown(Why why) implements Stands {
        }
    }

    private Stands standing(Journey journey) {
        Appointment visit = journey.appointment().orElseThrow();
        try {
            AskingScheduling.Answer answer = scheduling.ask(new Asked(visit.appointmentId(), visit.revision()));
            return answer.standing().filter(Standing::stands).isPresent() ? new Stands.Still(answer.asOf()) : new Stands.NotKnown(NEWS_UNDERWAY);
        } catch (Standings.Away e) {
            return new Stands.NotKnown(SCHEDULING_AWAY);
        }
    }

    /** Written once, so that the desk can read it; then only remembered. */
    private void waiting(Held held, Step step, Why why) {
        if (step.state() instanceof StepState.Planned planned && planned.because().equals(Optional.of(why))) {
            return;
        }
        held.change(known -> known.postponed(step.key(known.id()), why, step.due()));
    }

    private long handOver(Held held, List<Step> steps, Receiver receiver, Optional<Instant> leaveBy, Instant now) {
        Journey journey = held.journey();
        Optional<SiteCard> site = journey.appointment().flatMap(visit -> the.cards().site(visit.siteId()));
        long pause = 0;
        // Letters first: they go beside, while a text is waited for.
        for (Step step : steps.stream().sorted(Comparator.comparing(one -> one.channel() != Channel.EMAIL)).toList()) {
            StepKey key = step.key(journey.id());
            if (step.channel() == Channel.DESK) {
                held.change(known -> known.rideChecked(key, now));
                continue;
            }
            if (journey.appointment().isPresent() && site.isEmpty() && step.words().isEmpty()) {
                the.keepingCards().wantSite(journey.appointment().get().siteId(), 1);
                waiting(held, step, SITE_MISSING);
                pause = SHORT_PAUSE_MILLIS;
                continue;
            }
            if (the.composing().leadsElsewhere(step)) {
                held.change(known -> known.failed(key, Why.FOREIGN_LINK, "", Optional.empty(), now));
                continue;
            }
            switch (Clearing.of(step, receiver, the.cadence(), now)) {
                case Verdict.Go _ -> {
                    Optional<Instant> by = step.words().isEmpty() ? leaveBy : Optional.empty();
                    if (step.channel() == Channel.TEXT) {
                        text(held, step, receiver, site, by, now);
                    } else if (!letter(held, step, receiver, site, by, now)) {
                        pause = LETTERS_PAUSE_MILLIS;
                    }
                }
                case Verdict.Later(Why why, Instant until) -> held.change(known -> known.postponed(key, why, until));
                case Verdict.Never(Why why, Optional<Channel> instead) -> held.change(known -> known.suppressed(key, why, instead, now));
                case Verdict.Missed _ -> held.change(known -> known.failed(key, Why.MISSED, "", receiver.insteadOf(step.channel()), now));
            }
        }
        return pause;
    }

    private void text(Held held, Step step, Receiver receiver, Optional<SiteCard> site, Optional<Instant> leaveBy, Instant now) {
        StepKey key = step.key(held.journey().id());
        if (step.counted() && !the.ledger().take(receiver.card().patientId(), key, now, sent -> mayStillGet(step, sent, receiver, now))) {
            held.change(known -> known.suppressed(key, Why.OVER_CAP, receiver.insteadOf(Channel.TEXT), now));
            return;
        }
        Composing.Text words = the.composing().text(held.journey(), step, receiver.card(), site, now);
        Claimed claim = claim(Fingerprint.of(words.words()));
        if (isMine(held, key, claim)) {
            sendText(held, key, claim, words, receiver, leaveBy);
        }
    }

    /**
     * Letters go beside the journeys' own work: a mail server that is slow, or hangs, keeps no text waiting, neither of this journey nor of another.
     *
     * @return false when as many are on their way as may be; then it was not claimed
     */
    private boolean letter(Held held, Step step, Receiver receiver, Optional<SiteCard> site, Optional<Instant> leaveBy, Instant now) {
        if (!letters.tryAcquire()) {
            return false;
        }
        boolean handedOn = false;
        try {
            StepKey key = step.key(held.journey().id());
            Letter letter = the.composing().letter(held.journey(), step, receiver.card(), site, now).leavingBy(leaveBy);
            Claimed claim = claim(Fingerprint.of(letter.plain()));
            if (isMine(held, key, claim)) {
                beside.execute(() -> {
                    try {
                        postLetter(key, claim, letter, receiver);
                    } catch (RuntimeException e) {
                        LOG.log(System.Logger.Level.WARNING, "{0} is settled when its claim has ended: {1}", key.word(), e.toString());
                    } finally {
                        letters.release();
                    }
                });
                handedOn = true;
            }
        } finally {
            if (!handedOn) {
                letters.release();
            }
        }
        return true;
    }

    private Claimed claim(String fingerprint) {
        Instant real = the.real().instant();
        return new Claimed(settings.instance(), real, real.plus(settings.lease()), fingerprint);
    }

    private static boolean isMine(Held held, StepKey key, Claimed claim) {
        return held.change(known -> known.claimed(key, claim)).step(key).filter(step -> step.state().equals(claim)).isPresent();
    }

    /** What is told at once goes regardless; what is vital goes when there is no other way. */
    private boolean mayStillGet(Step step, List<Instant> sent, Receiver receiver, Instant now) {
        boolean exempt = the.cadence().rules().stream().anyMatch(rule -> rule.step().equals(step.name()) && rule.exempt());
        return exempt || step.vital() && receiver.insteadOf(Channel.TEXT).isEmpty()
                || new Allowance(the.cadence().capsFor(receiver.audience()), receiver.card().zone(), sent).allows(now);
    }

    private void sendText(Held held, StepKey key, Claimed claim, Composing.Text words, Receiver receiver, Optional<Instant> leaveBy) {
        String number = receiver.card().phone().orElseThrow();
        Sending sending = the.texts().send(new Texts.Outgoing(number, words.words(), key.word(), leaveBy));
        Instant now = the.clock().instant();
        Optional<Channel> mail = receiver.insteadOf(Channel.TEXT);
        switch (sending) {
            case Sending.Accepted(String sid) -> held.change(known -> known.sent(key, sid, words.shown(), now) instanceof Outcome.Changed changed
                    ? changed
                    // The provider's report was quicker than its answer.
                    : known.worded(key, words.shown()));
            case Sending.Refused(Texts.Why why, String sentence) -> {
                switch (why) {
                    case OPTED_OUT -> the.optOuts().out(the.keys().of(number), now);
                    case BAD_NUMBER -> the.optOuts().bad(the.keys().of(number), sentence, now);
                    case OTHER -> LOG.log(System.Logger.Level.WARNING, "{0} refused by the text provider: {1}", key.word(), sentence);
                }
                the.ledger().giveBack(receiver.card().patientId(), key);
                held.change(known -> known.failed(key, new Why("refused", sentence), words.shown(), mail, now));
            }
            // Its place in the ledger stays: the same message takes it when it goes again.
            case Sending.NotNow(String sentence, Duration pause) -> held.change(known -> known.notSent(key, claim, new Why("provider-away", sentence), now.plus(pause), now));
            case Sending.Unsure(String sentence) -> held.change(known -> known.unsure(key, claim, new Unknown(claim.since(), claim.fingerprint(),
                    new Why("answer-lost", sentence))));
        }
    }

    private void postLetter(StepKey key, Claimed claim, Letter letter, Receiver receiver) {
        Posting posting = the.mails().post(letter);
        Instant now = the.clock().instant();
        switch (posting) {
            case Posting.Posted(String messageId) -> change(key, known -> known.sent(key, messageId, letter.subject(), now));
            case Posting.Refused(String sentence) -> change(key, known -> known.failed(key, new Why("refused", sentence), letter.subject(), receiver.insteadOf(Channel.EMAIL), now));
            case Posting.NotNow(String sentence, Duration pause) -> change(key, known -> known.notSent(key, claim, new Why("mail-server-away", sentence), now.plus(pause), now));
            case Posting.Unsure(String sentence) -> change(key, known -> known.unsure(key, claim, new Unknown(claim.since(), claim.fingerprint(), new Why("answer-lost", sentence))));
        }
    }
}
