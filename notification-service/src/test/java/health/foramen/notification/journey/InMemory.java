package health.foramen.notification.journey;

import health.foramen.notification.alert.Alert;
import health.foramen.notification.alert.AlertingOnCall;
import health.foramen.notification.alert.Alerts;
import health.foramen.notification.alert.Contact;
import health.foramen.notification.contact.CardOwners;
import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.KeepingCards;
import health.foramen.notification.contact.Language;
import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.OptOuts;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.contact.SiteCard;
import health.foramen.notification.contact.Telephones;
import health.foramen.notification.contact.WantedCards;
import health.foramen.notification.journey.Standings.Asked;
import health.foramen.notification.mail.Letter;
import health.foramen.notification.mail.Mails;
import health.foramen.notification.text.Texts;
import health.foramen.notification.wording.store.IcuWording;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A whole clinic's messages without a process beside it: real planning and dispatching, everything around them kept in memory. */
final class InMemory implements Journeys, TextLedger, Cards, WantedCards, CardOwners, OptOuts, Standings, Texts, Mails, Pauses, PatientLinks, Troubles, Tallies, VisitNotes, Pulse, Telephones {

    /** What a provider took. */
    record Handed(StepKey key, Instant at, String words) {
    }

    /** Stands still until it is moved. */
    static final class ByHand extends Clock {

        private volatile Instant now;

        ByHand(Instant now) {
            this.now = now;
        }

        void moveTo(Instant later) {
            now = later.isAfter(now) ? later : now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    final ByHand clock;
    final Map<String, Kept> journeys = new ConcurrentHashMap<>();
    final Map<String, PatientCard> cards = new ConcurrentHashMap<>();
    final List<Handed> texts = new CopyOnWriteArrayList<>();
    final List<Handed> letters = new CopyOnWriteArrayList<>();
    final List<Trouble> troubles = new CopyOnWriteArrayList<>();
    final List<JourneyEvent> events = new CopyOnWriteArrayList<>();
    final Map<String, Long> revisions = new ConcurrentHashMap<>();
    /** Whose holders wrote START. */
    final Set<NumberKey> askedFor = ConcurrentHashMap.newKeySet();
    final NumberKey.Maker keys = new NumberKey.Maker("sixteen-characters");
    /** What the text provider says to the next ones, before it takes any. */
    final Queue<Sending> refusals = new ConcurrentLinkedQueue<>();
    /** What happens at the mail server before it answers. */
    volatile Runnable posting = () -> { };
    final PausingChannels pausing;
    private final Map<String, Map<String, Instant>> ledger = new ConcurrentHashMap<>();
    private final Map<Channel, Pause> pauses = new EnumMap<>(Channel.class);
    private final Horizon horizon = new Horizon();
    private final KeepingJourneys keeping;
    final FollowingAppointments following;
    final Dispatching dispatching;
    final AlertingOnCall alerting;
    private final Alerts alerts = new Alerts() {

        private final Map<String, Alert> all = new ConcurrentHashMap<>();

        @Override
        public Optional<Alert> find(String id) {
            return Optional.ofNullable(all.get(id));
        }

        @Override
        public boolean hear(Alert word) {
            return all.merge(word.id(), word, (known, news) -> news.version() > known.version() ? news : known).version() == word.version();
        }
    };
    private final SiteCard lakeside = Cast.lakeside();

    InMemory(Cadence cadence, Instant begin) {
        this(cadence, begin, 20_000);
    }

    InMemory(Cadence cadence, Instant begin, int atOnce) {
        clock = new ByHand(begin);
        keeping = new KeepingJourneys(this, horizon, this, this, this, this, this, clock);
        KeepingCards keepingCards = new KeepingCards(this, this, this, List::of);
        FollowingAppointments.Receivers receivers = new FollowingAppointments.Receivers(this, keys, this, cadence);
        following = new FollowingAppointments(keeping, this, keepingCards, receivers, this, cadence, clock);
        pausing = new PausingChannels(this, horizon, clock, Clock.systemUTC());
        IcuWording wording = IcuWording.read("Foramen", "https://visit.foramen.org");
        Clinic clinic = new Clinic("Foramen", "+1 312 555 0100", "911");
        Composing composing = new Composing(wording, this, clinic, this);
        alerting = new AlertingOnCall(List.of(Contact.phone("+12025550199", Language.ENGLISH, keys), Contact.mail("on-call@clinic.example", Language.ENGLISH, keys)), alerts, keeping,
                wording, clinic, "https://visit.foramen.org", clock);
        dispatching = new Dispatching(new Dispatching.Tools(this, keeping, horizon, this, alerting, keepingCards, receivers, this, keys, this, this, composing, this, this, cadence,
                pausing, this, clock, Clock.systemUTC()), new Dispatching.Settings("here", atOnce, Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(1)));
    }

    void tell(Appointment fact) {
        revisions.put(fact.appointmentId(), fact.revision());
        following.appointmentsAre(List.of(fact));
    }

    /** Business time passes; whatever falls due on the way happens at its hour. */
    void passTo(Instant target) {
        workOff();
        for (Optional<Instant> due = earliestDue(); due.filter(at -> !at.isAfter(target)).isPresent(); due = earliestDue()) {
            if (due.get().equals(clock.instant())) {
                throw new IllegalStateException("something due at " + due.get() + " does not leave");
            }
            clock.moveTo(due.get());
            workOff();
        }
        clock.moveTo(target);
        workOff();
    }

    private void workOff() {
        for (int rounds = 0; dispatching.workOff(); rounds++) {
            if (rounds > 1_000) {
                throw new IllegalStateException("something is looked at again and again");
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ journeys

    @Override
    public Optional<Kept> find(String id) {
        return Optional.ofNullable(journeys.get(id));
    }

    @Override
    public synchronized boolean save(Kept before, Journey after, List<JourneyEvent> told) {
        Kept now = journeys.get(after.id());
        if ((now == null ? 0 : now.version()) != before.version()) {
            return false;
        }
        journeys.put(after.id(), new Kept(after, before.version() + 1));
        events.addAll(told);
        return true;
    }

    @Override
    public void noteDue(Kept kept) {
    }

    @Override
    public List<String> ofPatient(String patientId) {
        return journeys.values().stream().map(Kept::journey).filter(journey -> journey.patientId().equals(patientId)).map(Journey::id).toList();
    }

    @Override
    public Set<String> patientsWithAny(Collection<String> patientIds) {
        return patientIds.stream().filter(id -> !ofPatient(id).isEmpty()).collect(Collectors.toSet());
    }

    @Override
    public Set<String> begin(List<Journey> fresh) {
        return fresh.stream().filter(journey -> save(new Kept(Journey.unborn(journey.id(), journey.patientId()), 0), journey, List.of())).map(Journey::id).collect(Collectors.toSet());
    }

    @Override
    public List<Due> dueUntil(Instant until, int limit) {
        return journeys.values().stream().flatMap(kept -> kept.journey().nextDue().filter(at -> !at.isAfter(until)).map(at -> new Due(kept.journey().id(), at)).stream())
                .sorted(Comparator.comparing(Due::at)).limit(limit).toList();
    }

    @Override
    public Optional<Instant> earliestDue() {
        return journeys.values().stream().flatMap(kept -> kept.journey().nextDue().stream()).min(Instant::compareTo);
    }

    // ------------------------------------------------------------------------------------------------ texts that count

    @Override
    public List<Instant> of(String patientId) {
        return List.copyOf(ledger.getOrDefault(patientId, Map.of()).values());
    }

    @Override
    public synchronized boolean take(String patientId, StepKey key, Instant at, Predicate<List<Instant>> allowed) {
        Map<String, Instant> mine = ledger.computeIfAbsent(patientId, _ -> new ConcurrentHashMap<>());
        if (mine.containsKey(key.word())) {
            return true;
        }
        if (!allowed.test(mine.values().stream().filter(one -> one.isAfter(at.minus(Duration.ofDays(Allowance.DAYS + 1L)))).toList())) {
            return false;
        }
        mine.put(key.word(), at);
        return true;
    }

    @Override
    public void giveBack(String patientId, StepKey key) {
        ledger.computeIfPresent(patientId, (_, mine) -> {
            mine.remove(key.word());
            return mine;
        });
    }

    // ------------------------------------------------------------------------------------------------ cards

    @Override
    public Optional<PatientCard> patient(String patientId) {
        return Optional.ofNullable(cards.get(patientId));
    }

    @Override
    public List<PatientCard> patients(Collection<String> patientIds) {
        return List.copyOf(byRecord(patientIds).values());
    }

    @Override
    public Map<String, PatientCard> byRecord(Collection<String> patientIds) {
        Map<String, PatientCard> found = new HashMap<>(cards);
        found.keySet().retainAll(patientIds);
        return found;
    }

    @Override
    public List<String> records(String patientId) {
        return List.of(patientId);
    }

    @Override
    public Map<String, Long> versions(Collection<String> patientIds) {
        return patientIds.stream().collect(Collectors.toMap(Function.identity(), id -> patient(id).map(PatientCard::version).orElse(0L)));
    }

    @Override
    public boolean lead(Lead word) {
        return false;
    }

    @Override
    public void join(String from, String into) {
    }

    @Override
    public Optional<SiteCard> site(String siteId) {
        return Optional.of(lakeside);
    }

    @Override
    public List<PatientCard> named(String letters, int limit) {
        return List.of();
    }

    @Override
    public boolean keep(PatientCard card) {
        cards.put(card.patientId(), card);
        return true;
    }

    @Override
    public boolean keep(SiteCard card) {
        return false;
    }

    @Override
    public void erasePatient(String patientId, long version) {
        cards.remove(patientId);
    }

    @Override
    public List<String> patientsOf(NumberKey number) {
        return List.of();
    }

    @Override
    public void want(List<Wanted> wanted) {
        throw new IllegalStateException("everybody's card is here: " + wanted);
    }

    @Override
    public List<Wanted> wanted(Kind kind, int limit) {
        return List.of();
    }

    @Override
    public void done(List<Wanted> wanted) {
    }

    @Override
    public OptOuts.Standing of(NumberKey number) {
        return new OptOuts.Standing(false, askedFor.contains(number), Optional.empty(), Optional.empty());
    }

    @Override
    public void out(NumberKey number, Instant at) {
    }

    @Override
    public void in(NumberKey number, Instant at) {
    }

    @Override
    public int missed(NumberKey number, String reference, Instant at, Instant since) {
        return 0;
    }

    @Override
    public void bad(NumberKey number, String because, Instant at) {
    }

    @Override
    public void works(NumberKey number) {
    }

    @Override
    public Optional<String> region(String number) {
        return Optional.of(number.startsWith("+44") ? "GB" : "US");
    }

    @Override
    public String shown(String number, Optional<String> reader) {
        return number;
    }

    // ------------------------------------------------------------------------------------------------ outside

    @Override
    public Map<String, Standings.Standing> ask(Collection<Asked> appointments) {
        Map<String, Standings.Standing> answers = new HashMap<>();
        appointments.forEach(one -> Optional.ofNullable(revisions.get(one.appointmentId()))
                .ifPresent(current -> answers.put(one.appointmentId(), new Standings.Standing(current, current == one.revision()))));
        return answers;
    }

    @Override
    public Sending send(Outgoing text) {
        Sending refusal = refusals.poll();
        if (refusal != null) {
            return refusal;
        }
        texts.add(new Handed(StepKey.of(text.reference()).orElseThrow(), clock.instant(), text.body()));
        return new Sending.Accepted("SM" + texts.size());
    }

    @Override
    public Optional<Known> find(String to, String fingerprint, Instant since) {
        return Optional.empty();
    }

    @Override
    public Posting post(Letter letter) {
        posting.run();
        letters.add(new Handed(StepKey.of(letter.reference()).orElseThrow(), clock.instant(), letter.plain()));
        return new Posting.Posted("<" + letter.reference() + "@foramen.example>");
    }

    @Override
    public String open(String journeyId, String patientId, Instant until) {
        return "https://visit.foramen.org/v/Jx0v3k8Qm2Zt7Rb5Nw4yHc";
    }

    @Override
    public String stopMail(String journeyId, String patientId, String email, Instant until) {
        return open(journeyId, patientId, until) + "/no-mail";
    }

    @Override
    public String hidden(String words) {
        return words;
    }

    @Override
    public boolean leadElsewhere(String words) {
        return false;
    }

    // ------------------------------------------------------------------------------------------------ what people look at

    @Override
    public Map<Channel, Pause> all() {
        return Map.copyOf(pauses);
    }

    @Override
    public boolean pause(Channel channel, Pause pause) {
        return pauses.putIfAbsent(channel, pause) == null;
    }

    @Override
    public boolean resume(Channel channel) {
        return pauses.remove(channel) != null;
    }

    @Override
    public void note(Trouble trouble) {
        troubles.add(trouble);
    }

    @Override
    public void clear(StepKey message) {
        troubles.removeIf(trouble -> trouble.message().equals(message));
    }

    @Override
    public List<Trouble> latest(Optional<String> state, int from, int limit) {
        return new ArrayList<>(troubles);
    }

    @Override
    public long count(Optional<String> state) {
        return troubles.size();
    }

    @Override
    public void forgetBefore(Instant then) {
    }

    @Override
    public void count(LocalDate day, String patientId, Step step) {
    }

    @Override
    public void note(VisitNote note) {
    }

    @Override
    public List<VisitNote> between(Instant from, Instant until) {
        return List.of();
    }

    @Override
    public List<Tally> since(LocalDate day) {
        return List.of();
    }

    @Override
    public void became(Channel channel, String state) {
    }

    @Override
    public void late(Channel channel, Duration lag) {
        if (!lag.isZero()) {
            throw new IllegalStateException("late by " + lag);
        }
    }

    @Override
    public void postedAgain() {
    }
}
