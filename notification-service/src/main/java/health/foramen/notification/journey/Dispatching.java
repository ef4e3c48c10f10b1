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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Sends what is due. It holds a horizon of journeys in memory, looks at it at least every {@value #LOOK_EVERY_MILLIS} ms (business time may
 * jump) and at once when a journey changed; asks scheduling-service whether the visit still stands; claims each step by its key, for a
 * lease in real time; and hands it over.
 *
 * <p>Why nothing is sent twice: only the writer of a claim hands over, and a claim that was left behind is looked up at the provider before
 * anybody claims again. Why nothing is lost: what is due is noted before the journey is written, and a step leaves the list only when
 * it is settled.
 */
public final class Dispatching implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Dispatching.class.getName());

    static final long LOOK_EVERY_MILLIS = 200;

    /** How far ahead of business time the horizon reaches, and how often (real time) it is read anew: another instance may have planned. */
    private static final Duration REACH = Duration.ofHours(1);
    private static final Duration READ_EVERY = Duration.ofSeconds(10);
    private static final int MOST_READ = 20_000;

    /** Between two looks at what waits for something outside. */
    private static final long PAUSE_MILLIS = 1_000;
    private static final long SHORT_PAUSE_MILLIS = 300;

    /** Clocks differ: what was made so shortly before our claim may still be ours. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

    private static final Why CARD_MISSING = new Why("waits-for-card", "The patient's card is being fetched.");
    private static final Why SITE_MISSING = new Why("waits-for-site", "The site's card is being fetched.");
    private static final Why SCHEDULING_AWAY = new Why("waits-for-scheduling", "Scheduling cannot be asked whether the visit still stands.");
    private static final Why NEWS_UNDERWAY = new Why("waits-for-news", "Scheduling has changed the visit; the news is on its way.");

    /**
     * @param instance names this process in claims
     * @param atOnce   journeys in work at the same time
     * @param lease    longer than the slowest provider may take
     * @param shownIn  a provider may take so long to show a text that it has taken; before that, not finding it proves nothing
     */
    public record Settings(String instance, int atOnce, Duration lease, Duration shownIn) {
    }

    /** Everything that it works with. */
    public record Tools(Journeys journeys, KeepingJourneys keeping, Horizon horizon, Cards cards, KeepingCards keepingCards, Receivers receivers,
            OptOuts optOuts, NumberKey.Maker keys, TextLedger ledger, Standings standings, Composing composing, Texts texts, Mails mails, Cadence cadence,
            Clock clock, Clock real) {
    }

    private final Tools the;
    private final Settings settings;
    private final AskingScheduling scheduling;
    private final Semaphore places;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean open;
    private volatile Instant readUntil = Instant.MIN;
    private volatile Instant readAgain = Instant.MIN;
    private Thread loop;

    public Dispatching(Tools tools, Settings settings) {
        this.the = tools;
        this.settings = settings;
        this.scheduling = new AskingScheduling(tools.standings());
        this.places = new Semaphore(settings.atOnce());
    }

    public void start() {
        open = true;
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
        boolean busy = the.horizon().hasDue(now);
        Optional<Instant> near = the.horizon().earliest();
        Optional<Instant> noted = the.journeys().earliestDue();
        Optional<Instant> earliest = near.isEmpty() ? noted : noted.isEmpty() ? near : Optional.of(near.get().isBefore(noted.get()) ? near.get() : noted.get());
        return new NextDue(earliest, busy || earliest.filter(due -> !due.isAfter(now)).isPresent());
    }

    // ------------------------------------------------------------------------------------------------ the loop

    private void loop() {
        while (open) {
            try {
                the.horizon().await(LOOK_EVERY_MILLIS);
                Instant now = the.clock().instant();
                readWhatIsNear(now);
                for (String id : the.horizon().take(now, places.availablePermits())) {
                    places.acquireUninterruptibly();
                    workers.execute(() -> work(id));
                }
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "dispatcher: {0}", e.toString());
                pause();
            }
        }
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SHORT_PAUSE_MILLIS));
    }

    private void readWhatIsNear(Instant now) {
        Instant real = the.real().instant();
        if (real.isAfter(readAgain) || now.isAfter(readUntil)) {
            Instant until = now.plus(REACH);
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
        }
    }

    // ------------------------------------------------------------------------------------------------ one journey

    /** @return how many milliseconds not to look again unless something changes */
    private long look(String id) {
        Optional<Kept> kept = the.journeys().find(id);
        if (kept.isEmpty()) {
            // Noted, and then never written: whoever was about to write it will write again, or nobody.
            the.horizon().put(id, Optional.empty());
            return 0;
        }
        Journey journey = kept.get().journey();
        Instant now = the.clock().instant();
        if (!journey.isDue(now, the.real().instant())) {
            the.journeys().noteDue(kept.get());
            boolean inTheAir = journey.steps().stream().anyMatch(Step::isInTheAir);
            if (!inTheAir) {
                the.horizon().put(id, journey.nextDue());
            }
            return inTheAir ? PAUSE_MILLIS : 0;
        }
        Optional<Receiver> receiver = the.cards().patient(journey.patientId()).map(the.receivers()::receiver);
        if (journey.waits()) {
            if (receiver.isEmpty()) {
                the.keepingCards().wantPatient(journey.patientId(), 1);
                return SHORT_PAUSE_MILLIS;
            }
            Recipient recipient = the.receivers().recipient(receiver.get().card());
            the.keeping().change(id, known -> known.reachable(recipient, the.cadence(), the.ledger().of(known.patientId()), now));
            return 0;
        }
        long settled = settleWhatIsInTheAir(journey, receiver);
        long sent = sendWhatIsDue(journey, receiver, now);
        return Math.max(settled, sent);
    }

    private Optional<Journey> change(StepKey key, Function<Journey, Outcome> decision) {
        return the.keeping().change(key.journeyId(), decision);
    }

    // ------------------------------------------------------------------------------------------------ what is in the air

    private long settleWhatIsInTheAir(Journey journey, Optional<Receiver> receiver) {
        long pause = 0;
        for (Step step : journey.steps()) {
            boolean mine = switch (step.state()) {
                case Claimed claimed -> !claimed.until().isAfter(the.real().instant());
                case Unknown _ -> true;
                case StepState.Planned _, StepState.Sent _, StepState.Delivered _, StepState.Failed _, StepState.Suppressed _, StepState.Cancelled _ -> false;
            };
            if (mine) {
                pause = Math.max(pause, settle(journey, step, receiver));
            }
        }
        return pause;
    }

    private long settle(Journey journey, Step step, Optional<Receiver> receiver) {
        StepKey key = step.key(journey.id());
        Instant now = the.clock().instant();
        if (step.channel() == Channel.EMAIL) {
            change(key, known -> known.notSent(key, new Why("posted-again", "Nobody knows whether the mail server took it; it goes again under its Message-ID."), now, now));
            return 0;
        }
        Optional<String> number = receiver.flatMap(one -> one.card().phone());
        if (number.isEmpty()) {
            change(key, known -> known.failed(key, Why.NO_CHANNEL, "", Optional.empty(), now));
            return 0;
        }
        Instant since = switch (step.state()) {
            case Claimed claimed -> claimed.since();
            case Unknown unknown -> unknown.since();
            default -> throw new IllegalStateException("only what is in the air is settled");
        };
        String fingerprint = step.state() instanceof Claimed claimed ? claimed.fingerprint() : ((Unknown) step.state()).fingerprint();
        try {
            Optional<Texts.Known> found = the.texts().find(number.get(), fingerprint, since.minus(CLOCKS_DIFFER));
            if (found.isPresent()) {
                StatusReport report = new StatusReport(key.word(), found.get().sid(), found.get().status(), Optional.empty());
                Optional<Channel> instead = receiver.flatMap(Clearing::instead);
                change(key, known -> known.reported(key, report, instead, now));
                return 0;
            }
        } catch (Texts.ProviderAway e) {
            return PAUSE_MILLIS;
        }
        if (the.real().instant().isBefore(since.plus(settings.shownIn()))) {
            return PAUSE_MILLIS;
        }
        the.ledger().giveBack(journey.patientId(), key);
        change(key, known -> known.notSent(key, new Why("not-at-the-provider", "The provider does not have it; it is sent now."), now, now));
        return 0;
    }

    // ------------------------------------------------------------------------------------------------ what is due

    private long sendWhatIsDue(Journey journey, Optional<Receiver> receiver, Instant now) {
        List<Step> due = journey.steps().stream().filter(step -> step.isPlanned() && !step.due().isAfter(now))
                .sorted(Comparator.comparing(Step::priority).thenComparing(Step::channel)).toList();
        if (due.isEmpty()) {
            return 0;
        }
        List<Step> missed = due.stream().filter(step -> now.isAfter(step.useBy())).toList();
        missed.forEach(step -> change(step.key(journey.id()), known -> step.channel() == Channel.DESK
                ? known.withdrawn(step.key(journey.id()), Why.MISSED, now)
                : known.failed(step.key(journey.id()), Why.MISSED, "", Optional.empty(), now)));
        List<Step> left = due.stream().filter(step -> !missed.contains(step)).toList();

        List<Step> aboutVisit = left.stream().filter(step -> step.words().isEmpty()).toList();
        long pause = 0;
        if (!aboutVisit.isEmpty()) {
            Optional<Why> wait = reasonToWait(journey);
            if (wait.isPresent()) {
                aboutVisit.forEach(step -> waiting(journey, step, wait.get()));
                left = left.stream().filter(step -> step.words().isPresent()).toList();
                pause = SHORT_PAUSE_MILLIS;
            }
        }
        if (receiver.isEmpty()) {
            the.keepingCards().wantPatient(journey.patientId(), 1);
            left.forEach(step -> waiting(journey, step, CARD_MISSING));
            return PAUSE_MILLIS;
        }
        return Math.max(pause, handOver(journey, left, receiver.get(), now));
    }

    /** Why none of a visit's messages may go now; empty when the visit is as we were told. */
    private Optional<Why> reasonToWait(Journey journey) {
        Appointment visit = journey.appointment().orElseThrow();
        try {
            Optional<Standing> standing = scheduling.ask(new Asked(visit.appointmentId(), visit.revision()));
            return standing.filter(Standing::stands).isPresent() ? Optional.empty() : Optional.of(NEWS_UNDERWAY);
        } catch (Standings.Away e) {
            return Optional.of(SCHEDULING_AWAY);
        }
    }

    /** Written once, so that the desk can read it; then only remembered. */
    private void waiting(Journey journey, Step step, Why why) {
        if (step.state() instanceof StepState.Planned planned && planned.because().equals(Optional.of(why))) {
            return;
        }
        change(step.key(journey.id()), known -> known.postponed(step.key(journey.id()), why, step.due()));
    }

    private long handOver(Journey journey, List<Step> steps, Receiver receiver, Instant now) {
        Optional<SiteCard> site = journey.appointment().flatMap(visit -> the.cards().site(visit.siteId()));
        List<Runnable> sendings = new ArrayList<>();
        long pause = 0;
        for (Step step : steps) {
            StepKey key = step.key(journey.id());
            if (step.channel() == Channel.DESK) {
                change(key, known -> known.rideChecked(key, now));
                continue;
            }
            if (journey.appointment().isPresent() && site.isEmpty() && step.words().isEmpty()) {
                the.keepingCards().wantSite(journey.appointment().get().siteId(), 1);
                waiting(journey, step, SITE_MISSING);
                pause = SHORT_PAUSE_MILLIS;
                continue;
            }
            switch (Clearing.of(step, receiver, the.cadence(), now)) {
                case Verdict.Go _ -> claim(journey, step, receiver, site, now).ifPresent(sendings::add);
                case Verdict.Later(Why why, Instant until) -> change(key, known -> known.postponed(key, why, until));
                case Verdict.Never(Why why, Optional<Channel> instead) -> change(key, known -> known.suppressed(key, why, instead, now));
                case Verdict.Missed _ -> change(key, known -> known.failed(key, Why.MISSED, "", Clearing.instead(receiver), now));
            }
        }
        send(sendings);
        return pause;
    }

    /** Text and e-mail of one moment go side by side: a slow mail server keeps no text waiting. */
    private void send(List<Runnable> sendings) {
        if (sendings.size() == 1) {
            sendings.getFirst().run();
            return;
        }
        List<Thread> threads = sendings.stream().map(sending -> Thread.ofVirtual().name("hand-over").start(sending)).toList();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** @return the handing over itself; empty when the step was not ours to take */
    private Optional<Runnable> claim(Journey journey, Step step, Receiver receiver, Optional<SiteCard> site, Instant now) {
        StepKey key = step.key(journey.id());
        boolean text = step.channel() == Channel.TEXT;
        if (text && step.counted() && !the.ledger().take(journey.patientId(), key, now, sent -> mayStillGet(step, sent, receiver, now))) {
            change(key, known -> known.suppressed(key, Why.OVER_CAP, Clearing.instead(receiver), now));
            return Optional.empty();
        }
        Instant real = the.real().instant();
        if (text) {
            Composing.Text words = the.composing().text(journey, step, receiver.card(), site, now);
            Claimed claim = new Claimed(settings.instance(), real, real.plus(settings.lease()), Fingerprint.of(words.words()));
            return isMine(key, claim) ? Optional.of(() -> sendText(key, claim, words, receiver)) : Optional.empty();
        }
        Letter letter = the.composing().letter(journey, step, receiver.card(), site, now);
        Claimed claim = new Claimed(settings.instance(), real, real.plus(settings.lease()), Fingerprint.of(letter.plain()));
        return isMine(key, claim) ? Optional.of(() -> postLetter(key, claim, letter)) : Optional.empty();
    }

    private boolean isMine(StepKey key, Claimed claim) {
        return change(key, known -> known.claimed(key, claim)).flatMap(known -> known.step(key)).filter(step -> step.state().equals(claim)).isPresent();
    }

    /** What is told at once goes regardless; what is vital goes when there is no other way. */
    private boolean mayStillGet(Step step, List<Instant> sent, Receiver receiver, Instant now) {
        boolean exempt = the.cadence().rules().stream().anyMatch(rule -> rule.step().equals(step.name()) && rule.exempt());
        return exempt || step.vital() && Clearing.instead(receiver).isEmpty()
                || new Allowance(the.cadence().caps(), receiver.card().zone(), sent).allows(now);
    }

    private void sendText(StepKey key, Claimed claim, Composing.Text words, Receiver receiver) {
        String number = receiver.card().phone().orElseThrow();
        Sending sending = the.texts().send(new Texts.Outgoing(number, words.words(), key.word()));
        Instant now = the.clock().instant();
        Optional<Channel> mail = Clearing.instead(receiver);
        switch (sending) {
            case Sending.Accepted(String sid) -> change(key, known -> known.sent(key, sid, words.shown(), now) instanceof Outcome.Changed changed
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
                change(key, known -> known.failed(key, new Why("refused", sentence), words.shown(), mail, now));
            }
            case Sending.NotNow(String sentence, Duration pause) -> {
                the.ledger().giveBack(receiver.card().patientId(), key);
                change(key, known -> known.notSent(key, new Why("provider-away", sentence), now.plus(pause), now));
            }
            case Sending.Unsure(String sentence) -> change(key, known -> known.unsure(key, new Unknown(claim.since(), claim.fingerprint(),
                    new Why("answer-lost", sentence))));
        }
    }

    private void postLetter(StepKey key, Claimed claim, Letter letter) {
        Posting posting = the.mails().post(letter);
        Instant now = the.clock().instant();
        switch (posting) {
            case Posting.Posted(String messageId) -> change(key, known -> known.sent(key, messageId, letter.subject(), now));
            case Posting.Refused(String sentence) -> change(key, known -> known.failed(key, new Why("refused", sentence), letter.subject(), Optional.empty(), now));
            case Posting.NotNow(String sentence) -> change(key, known -> known.notSent(key, new Why("mail-server-away", sentence), now.plusSeconds(5), now));
            case Posting.Unsure(String sentence) -> change(key, known -> known.unsure(key, new Unknown(claim.since(), claim.fingerprint(), new Why("answer-lost", sentence))));
        }
    }
}
