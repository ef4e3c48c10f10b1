package health.foramen.notification.contact;

import health.foramen.notification.contact.Cards.Lead;
import health.foramen.notification.contact.WantedCards.Kind;
import health.foramen.notification.contact.WantedCards.Wanted;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps the copies of cards as new as their owners' last word. What is wanted is written down first and fetched in the background, never
 * on a listener's or a request's thread; a journey whose card is missing wants it too and waits.
 */
public final class KeepingCards implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(KeepingCards.class.getName());

    /** What the owner takes in one call. */
    private static final int BATCH = 200;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Cards cards;
    private final WantedCards wanted;
    private final CardOwners owners;
    private final Supplier<List<CardWatch>> watches;
    private final Semaphore news = new Semaphore(0);
    private volatile boolean open;
    private Thread worker;

    /** @param watches asked late, since those who watch also use the cards */
    public KeepingCards(Cards cards, WantedCards wanted, CardOwners owners, Supplier<List<CardWatch>> watches) {
        this.cards = cards;
        this.wanted = wanted;
        this.owners = owners;
        this.watches = watches;
    }

    public void wantPatient(String patientId, long version) {
        wantPatients(Map.of(patientId, version));
    }

    /**
     * @param versions of each patient the one that is wanted at least
     * @return those whose card was older than that
     */
    public Set<String> wantPatients(Map<String, Long> versions) {
        Map<String, Long> known = cards.versions(versions.keySet());
        List<Wanted> older = versions.entrySet().stream().filter(one -> known.get(one.getKey()) < one.getValue())
                .map(one -> new Wanted(Kind.PATIENT, one.getKey(), one.getValue())).toList();
        if (!older.isEmpty()) {
            wanted.want(older);
            news.release();
        }
        return older.stream().map(Wanted::id).collect(Collectors.toSet());
    }

    public void wantSite(String siteId, long version) {
        if (cards.site(siteId).filter(card -> card.version() >= version).isEmpty()) {
            wanted.want(List.of(new Wanted(Kind.SITE, siteId, version)));
            news.release();
        }
    }

    /**
     * A record leads to another, or stands for itself again. What is under its id stays there; from now on it is done and found for the person.
     *
     * @return false when a newer word was heard before
     */
    public boolean leads(Lead word) {
        String before = cards.person(word.led());
        boolean news = cards.lead(word);
        word.into().ifPresent(standing -> {
            wantPatient(standing, 1);
            watches.get().forEach(watch -> watch.recordLeads(word.led(), standing));
        });
        Stream.of(Optional.of(word.led()), Optional.of(before), word.into()).flatMap(Optional::stream).map(cards::patient).flatMap(Optional::stream).distinct()
                .forEach(card -> watches.get().forEach(watch -> watch.patientChanged(card)));
        return news;
    }

    public void erasePatient(String patientId, long version) {
        cards.erasePatient(patientId, version);
        watches.get().forEach(watch -> watch.patientErased(patientId));
    }

    public void start() {
        open = true;
        worker = Thread.ofVirtual().name("card-fetcher").start(this::work);
    }

    @Override
    public void close() {
        open = false;
        if (worker != null) {
            worker.interrupt();
        }
    }

    private void work() {
        Duration pause = Duration.ZERO;
        while (open) {
            try {
                boolean went = news.tryAcquire(pause.isZero() ? LOOK_EVERY.toMillis() : pause.toMillis(), TimeUnit.MILLISECONDS);
                if (went) {
                    news.drainPermits();
                }
                fetch();
                pause = Duration.ZERO;
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                pause = pause.isZero() ? Duration.ofMillis(500) : pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
                LOG.log(System.Logger.Level.WARNING, "cards not fetched, next try in {0}: {1}", pause, e.getMessage());
            }
        }
    }

    /** One round over all that is wanted. */
    void fetch() {
        List<Wanted> patients = wanted.wanted(Kind.PATIENT, BATCH);
        if (!patients.isEmpty()) {
            Map<String, PatientCard> found = new HashMap<>();
            owners.patients(patients.stream().map(Wanted::id).toList()).forEach(card -> found.put(card.patientId(), card));
            arrived(List.copyOf(found.values()));
            // A patient whom the owner does not know is asked for no longer; an event will name them again.
            wanted.done(patients.stream().filter(want -> !found.containsKey(want.id()) || found.get(want.id()).version() >= want.version()).toList());
        }
        for (Wanted want : wanted.wanted(Kind.SITE, BATCH)) {
            owners.site(want.id()).ifPresentOrElse(card -> {
                cards.keep(card);
                watches.get().forEach(watch -> watch.siteChanged(card));
                if (card.version() >= want.version()) {
                    wanted.done(List.of(want));
                }
            }, () -> wanted.done(List.of(want)));
        }
    }

    /** Those too that were here already: whoever fetched them before may have died before anybody was told. */
    private void arrived(List<PatientCard> found) {
        if (!found.isEmpty()) {
            cards.keepAll(found);
            List<PatientCard> people = cards.patients(found.stream().map(PatientCard::patientId).toList());
            watches.get().forEach(watch -> watch.patientsChanged(people));
        }
    }
}
