package health.foramen.notification.journey;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.journey.Journeys.Kept;
import health.foramen.notification.journey.Outcome.Changed;
import health.foramen.notification.journey.Troubles.Trouble;
import health.foramen.notification.journey.VisitNotes.VisitNote;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads a journey, lets somebody decide, writes it: and again when another was quicker. Tells the horizon, the list of troubles, the tallies and the pulse. */
public final class KeepingJourneys {

    private static final System.Logger LOG = System.getLogger(KeepingJourneys.class.getName());
    private static final int TRIES = 50;

    private final Journeys journeys;
    private final Horizon horizon;
    private final Troubles troubles;
    private final Tallies tallies;
    private final VisitNotes visits;
    private final Cards cards;
    private final Pulse pulse;
    private final Clock clock;

    public KeepingJourneys(Journeys journeys, Horizon horizon, Troubles troubles, Tallies tallies, VisitNotes visits, Cards cards, Pulse pulse, Clock clock) {
        this.journeys = journeys;
        this.horizon = horizon;
        this.troubles = troubles;
        this.tallies = tallies;
        this.visits = visits;
        this.cards = cards;
        this.pulse = pulse;
        this.clock = clock;
    }

    public Optional<Journey> find(String id) {
        return journeys.find(id).map(Kept::journey);
    }

    /**
     * The person's journeys, of each of their records the newest first; their correspondence is one of them. They are seen as those of the record that
     * stands, whichever they began under.
     */
    public List<Journey> ofPatient(String patientId) {
        List<String> records = cards.records(patientId);
        return records.stream().flatMap(record -> ofRecord(record).stream()).map(journey -> journey.seenAs(records.getFirst())).toList();
    }

    /** Those that began under this very record. */
    List<Journey> ofRecord(String patientId) {
        return journeys.ofPatient(patientId).stream().flatMap(id -> find(id).stream()).toList();
    }

    /** @return the journey after it; empty when there is none of that id. Whether the decision changed anything is the decision's to know */
    public Optional<Journey> change(String id, Function<Journey, Outcome> decision) {
        return decide(id, Optional.empty(), () -> Optional.empty(), decision).map(Kept::journey);
    }

    /** The same for one that was read just now: it is read again only when another was quicker. */
    Kept change(Kept known, Function<Journey, Outcome> decision) {
        return decide(known.journey().id(), Optional.of(known), () -> Optional.empty(), decision).orElse(known);
    }

    Optional<Kept> read(String id) {
        return journeys.find(id);
    }

    /** The same for one that begins with this decision if it must. */
    public Journey changeOrBegin(String id, String patientId, Function<Journey, Outcome> decision) {
        return decide(id, Optional.empty(), () -> Optional.of(new Kept(Journey.unborn(id, patientId), 0)), decision).orElseThrow().journey();
    }

    /**
     * Begins many at once that nobody has heard of before, as far as one can tell.
     *
     * @param unborn each of another id
     * @return the ids of those that stand now as they were decided; the others want a decision by themselves
     */
    Set<String> beginAll(List<Journey> unborn, Function<Journey, Outcome> decision) {
        Map<String, Journey> before = new HashMap<>();
        List<Journey> after = new ArrayList<>();
        for (Journey journey : unborn) {
            if (decision.apply(journey) instanceof Changed(Journey begun, var events) && events.isEmpty()) {
                noteTroubles(journey, begun);
                before.put(begun.id(), journey);
                after.add(begun);
            }
        }
        Set<String> stored = after.isEmpty() ? Set.of() : journeys.begin(after);
        after.stream().filter(journey -> stored.contains(journey.id())).forEach(journey -> {
            horizon.put(journey.id(), journey.nextDue());
            afterwards(before.get(journey.id()), journey);
        });
        return stored;
    }

    Set<String> patientsWithAny(Collection<String> patientIds) {
        return journeys.patientsWithAny(patientIds);
    }

    /** @param known what was read of it; empty to read it first */
    private Optional<Kept> decide(String id, Optional<Kept> known, Supplier<Optional<Kept>> otherwise, Function<Journey, Outcome> decision) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Kept> before = i == 0 && known.isPresent() ? known : journeys.find(id).or(otherwise);
            if (before.isEmpty()) {
                return Optional.empty();
            }
            if (!(decision.apply(before.get().journey()) instanceof Changed(Journey after, var events))) {
                return before;
            }
            noteTroubles(before.get().journey(), after);
            if (journeys.save(before.get(), after, events)) {
                horizon.put(id, after.nextDue());
                afterwards(before.get().journey(), after);
                return Optional.of(new Kept(after, before.get().version() + 1));
            }
        }
        throw new IllegalStateException("journey " + id + " changed " + TRIES + " times while it was being changed");
    }

    /** Before the write: a note too many is struck when somebody looks, one too few would be missed. */
    private void noteTroubles(Journey before, Journey after) {
        Instant now = clock.instant();
        Map<StepKey, String> earlier = words(before);
        for (Step step : after.steps()) {
            StepKey key = step.key(after.id());
            if (!step.state().word().equals(earlier.get(key)) && isTrouble(step)) {
                troubles.note(new Trouble(key, after.patientId(), step.state().word(), step.state().reason().orElseThrow(), now));
                if (OnCall.is(after.patientId()) && step.state().isSettled()) {
                    LOG.log(System.Logger.Level.ERROR, "an emergency was not told to {0}: {1}", after.patientId(), step.state().reason().orElseThrow().sentence());
                }
            }
        }
    }

    /** Going by e-mail instead is no trouble, and neither is a ride that is known. */
    private static boolean isTrouble(Step step) {
        return switch (step.state()) {
            case StepState.Failed _, StepState.Unknown _ -> true;
            case StepState.Suppressed suppressed -> !suppressed.why().equals(Why.BY_MAIL) && !suppressed.why().equals(Why.BY_TEXT) && !suppressed.why().equals(Why.RIDE_KNOWN);
            case StepState.Planned _, StepState.Claimed _, StepState.Sent _, StepState.Delivered _, StepState.Cancelled _ -> false;
        };
    }

    private void afterwards(Journey before, Journey after) {
        if (after.appointment().isPresent()) {
            VisitNote note = VisitNote.of(after);
            if (before.appointment().isEmpty() || !note.equals(VisitNote.of(before))) {
                visits.note(note);
            }
        }
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        Map<StepKey, String> earlier = words(before);
        for (Step step : after.steps()) {
            StepKey key = step.key(after.id());
            String word = step.state().word();
            String old = earlier.get(key);
            if (!word.equals(old)) {
                pulse.became(step.channel(), word);
                if (step.state() instanceof StepState.Claimed) {
                    pulse.late(step.channel(), Duration.between(step.due(), clock.instant()));
                }
                if (step.state().isSettled() && step.channel() != Channel.DESK) {
                    tallies.count(today, after.patientId(), step);
                }
                if (("unknown".equals(old) || "failed".equals(old)) && !isTrouble(step)) {
                    troubles.clear(key);
                }
            }
        }
    }

    private static Map<StepKey, String> words(Journey journey) {
        Map<StepKey, String> words = new HashMap<>();
        journey.steps().forEach(step -> words.put(step.key(journey.id()), step.state().word()));
        return words;
    }
}
