package health.foramen.referral.referral.store;

import health.foramen.outbox.Outbox;
import health.foramen.outbox.OutboxEvent;
import health.foramen.outbox.StateDocuments;
import health.foramen.outbox.Stored;
import health.foramen.referral.referral.Desk;
import health.foramen.referral.referral.DeskEntry;
import health.foramen.referral.referral.OpenPlace;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.ReferralEvent;
import health.foramen.referral.referral.ReferralOutcome;
import health.foramen.referral.referral.Referrals;
import health.foramen.referral.referral.Refusal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;

/** {@code referrals}: one document each. Whatever lists name a referral is written before it, and taken back after it. */
public final class MongoReferrals implements Referrals {

    static final String COLLECTION = "referrals";
    private static final String EVERYONE = "everyone";
    private static final String OVERRIDDEN = "overridden";
    private static final String SETTLED = "clearances-settled";
    private static final int AT_ONCE = 200;

    private final StateDocuments<Referral> documents;
    private final IdLists lists;
    private final OpenItems open;

    /** @param realTime tells how long an entry of an open list has been there, whatever the clinic's clock says */
    public MongoReferrals(MongoOperations mongo, Outbox outbox, InstantSource realTime) {
        this.documents = new StateDocuments<>(mongo, outbox, COLLECTION, Referral.class, StoredReferrals.MAPPER);
        this.lists = new IdLists(mongo);
        this.open = new OpenItems(mongo, realTime);
    }

    @Override
    public Optional<Referral> find(UUID id) {
        return documents.find(id.toString()).map(stored -> stored.state());
    }

    @Override
    public Map<UUID, Referral> find(Collection<UUID> ids) {
        var found = new HashMap<UUID, Referral>();
        documents.findAll(ids.stream().map(UUID::toString).toList()).forEach(stored -> found.put(stored.state().id(), stored.state()));
        return found;
    }

    @Override
    public boolean add(ReferralOutcome.Changed received) {
        var referral = received.referral();
        lists.enter(List.of(EVERYONE, practice(referral.practiceId()), patient(referral.patientId())), referral);
        open.enter(standing(referral));
        return documents.insert(referral.id().toString(), referral, events(received));
    }

    @Override
    public ReferralOutcome change(UUID id, Function<Referral, ReferralOutcome> decision) {
        while (true) {
            var stored = documents.find(id.toString());
            if (stored.isEmpty()) {
                return new ReferralOutcome.Refused(new Refusal.UnknownReferral());
            }
            var outcome = decision.apply(stored.get().state());
            if (!(outcome instanceof ReferralOutcome.Changed changed) || write(List.of(new Write(stored.get(), changed)))) {
                return outcome;
            }
        }
    }

    @Override
    public Map<UUID, ReferralOutcome> changeAll(Map<UUID, Function<Referral, ReferralOutcome>> decisions) {
        var outcomes = new HashMap<UUID, ReferralOutcome>();
        decisions.keySet().forEach(id -> outcomes.put(id, new ReferralOutcome.Refused(new Refusal.UnknownReferral())));
        var writes = new ArrayList<Write>();
        documents.findAll(decisions.keySet().stream().map(UUID::toString).toList()).forEach(stored -> {
            var outcome = decisions.get(stored.state().id()).apply(stored.state());
            outcomes.put(stored.state().id(), outcome);
            if (outcome instanceof ReferralOutcome.Changed changed) {
                writes.add(new Write(stored, changed));
            }
        });
        if (!write(writes)) {
            writes.stream().map(Write::id).forEach(id -> outcomes.put(id, change(id, decisions.get(id))));
        }
        return outcomes;
    }

    private record Write(Stored<Referral> seen, ReferralOutcome.Changed changed) {

        UUID id() {
            return after().id();
        }

        Referral before() {
            return seen.state();
        }

        Referral after() {
            return changed.referral();
        }

        List<OpenItems.Standing> begun() {
            return without(after(), before());
        }

        List<OpenItems.Standing> ended() {
            return without(before(), after());
        }

        private List<OpenItems.Standing> without(Referral one, Referral other) {
            var others = other.deskEntries();
            return one.deskEntries().stream().filter(entry -> !others.contains(entry)).map(entry -> new OpenItems.Standing(entry, after())).toList();
        }
    }

    /** @return false when somebody was quicker with one of them */
    private boolean write(List<Write> writes) {
        open.enter(writes.stream().flatMap(write -> write.begun().stream()).toList());
        for (var write : writes) {
            if (write.after().overrides().size() > write.before().overrides().size()) {
                lists.enter(List.of(OVERRIDDEN), write.after());
            }
            if (write.before().clearanceHistory().isEmpty() && !write.after().clearanceHistory().isEmpty()) {
                lists.enter(List.of(SETTLED), write.after());
            }
        }
        var written = documents.replaceAll(writes.stream()
                .map(write -> new StateDocuments.Change<>(write.id().toString(), write.seen().version(), write.after(), events(write.changed()))).toList());
        if (written) {
            open.leave(writes.stream().flatMap(write -> write.ended().stream()).toList());
        }
        return written;
    }

    @Override
    public Stream<Referral> at(Desk desk) {
        return open.all(desk).stream().gather(Gatherers.windowFixed(AT_ONCE)).flatMap(items -> borneOut(desk, items).stream());
    }

    /** What was stored before there were places is entered where it stands by the first reading, and found by the second. */
    @Override
    public Line standing(Desk desk, Wanted wanted, String after, int most) {
        var line = line(desk, wanted, after, most);
        return line.referrals().isEmpty() ? line(desk, wanted, after, most) : line;
    }

    private Line line(Desk desk, Wanted wanted, String after, int most) {
        var found = new ArrayList<Referral>();
        var last = after;
        List<OpenItems.Item> items;
        do {
            items = open.read(desk, wanted, last, most + 1 - found.size());
            found.addAll(borneOut(desk, items));
            last = items.isEmpty() ? last : items.getLast().id();
        } while (found.size() <= most && !items.isEmpty());
        var page = found.stream().limit(most).toList();
        var follows = found.size() > most;
        return new Line(page, after.isEmpty() && !follows ? page.size() : open.count(desk, wanted),
                follows ? Optional.of(place(desk, page.getLast())) : Optional.empty());
    }

    @Override
    public Line standing(Desk desk, Wanted wanted, Collection<UUID> among) {
        var entries = find(among).values().stream().flatMap(referral -> entry(desk, referral).map(entry -> OpenItems.Item.of(entry, referral.id())).stream()).toList();
        var page = borneOut(desk, open.read(desk, wanted, entries));
        return new Line(page, page.size(), Optional.empty());
    }

    /** What was stored before there were places is entered first. */
    @Override
    public Map<UUID, OpenPlace> open() {
        var items = open.all(Desk.OPEN);
        var unplaced = items.stream().filter(item -> !OpenPlace.isText(item.place())).toList();
        if (!unplaced.isEmpty()) {
            unplaced.stream().gather(Gatherers.windowFixed(AT_ONCE)).forEach(some -> borneOut(Desk.OPEN, some));
            items = open.all(Desk.OPEN);
        }
        var places = new HashMap<UUID, OpenPlace>();
        items.stream().filter(item -> OpenPlace.isText(item.place())).forEach(item -> places.put(item.referral(), OpenPlace.of(item.place())));
        return places;
    }

    /** In the order of the entries. One that stands elsewhere at the desk is entered there. */
    private List<Referral> borneOut(Desk desk, List<OpenItems.Item> items) {
        var found = find(items.stream().map(OpenItems.Item::referral).toList());
        var standing = new ArrayList<Referral>();
        var elsewhere = new ArrayList<OpenItems.Standing>();
        var idle = new ArrayList<OpenItems.Item>();
        for (var item : items) {
            var entry = Optional.ofNullable(found.get(item.referral())).flatMap(referral -> entry(desk, referral));
            if (entry.filter(its -> its.place().equals(item.place())).isPresent()) {
                standing.add(found.get(item.referral()));
            } else {
                entry.ifPresent(its -> elsewhere.add(new OpenItems.Standing(its, found.get(item.referral()))));
                idle.add(item);
            }
        }
        open.enter(elsewhere);
        idle.forEach(item -> open.forget(desk, item));
        return standing;
    }

    private static String place(Desk desk, Referral referral) {
        return entry(desk, referral).map(entry -> OpenItems.Item.of(entry, referral.id()).id()).orElseThrow();
    }

    private static Optional<DeskEntry> entry(Desk desk, Referral referral) {
        return referral.deskEntries().stream().filter(entry -> entry.desk() == desk).findFirst();
    }

    @Override
    public Page received(Optional<String> practice, Optional<String> cursor, int most) {
        var slice = lists.read(practice.map(MongoReferrals::practice).orElse(EVERYONE), cursor, most);
        return new Page(inOrder(slice.ids()), slice.next());
    }

    @Override
    public Page overridden(Optional<String> cursor, int most) {
        var slice = lists.read(OVERRIDDEN, cursor, most);
        return new Page(inOrder(slice.ids()).stream().filter(referral -> !referral.overrides().isEmpty()).toList(), slice.next());
    }

    @Override
    public Page settled(Optional<String> cursor, int most) {
        var slice = lists.read(SETTLED, cursor, most);
        return new Page(inOrder(slice.ids()).stream().filter(referral -> !referral.clearanceHistory().isEmpty()).toList(), slice.next());
    }

    @Override
    public List<Referral> ofPatient(UUID patientId, int most) {
        return inOrder(lists.read(patient(patientId), Optional.empty(), most).ids());
    }

    @Override
    public int rebuildDesks() {
        int looked = 0;
        var cursor = Optional.<String>empty();
        do {
            var slice = lists.read(EVERYONE, cursor, AT_ONCE);
            var referrals = inOrder(slice.ids());
            open.enter(referrals.stream().flatMap(referral -> standing(referral).stream()).toList());
            looked += referrals.size();
            cursor = slice.next();
        } while (cursor.isPresent());
        return looked;
    }

    private static List<OpenItems.Standing> standing(Referral referral) {
        return referral.deskEntries().stream().map(entry -> new OpenItems.Standing(entry, referral)).toList();
    }

    private List<Referral> inOrder(List<UUID> ids) {
        var found = find(ids);
        return ids.stream().distinct().filter(found::containsKey).map(found::get).toList();
    }

    private static String practice(String practice) {
        return "practice:" + practice;
    }

    private static String patient(UUID patient) {
        return "patient:" + patient;
    }

    private static List<OutboxEvent> events(ReferralOutcome.Changed changed) {
        return changed.events().stream().map(MongoReferrals::event).toList();
    }

    private static OutboxEvent event(ReferralEvent event) {
        var type = switch (event) {
            case ReferralEvent.ReferralReceived _ -> "referral.received.v1";
            case ReferralEvent.EmergencyRecognised _ -> "referral.emergency.v1";
            case ReferralEvent.InformationWasRequested _ -> "referral.information-requested.v1";
            case ReferralEvent.ReferralAccepted _ -> "referral.accepted.v1";
            case ReferralEvent.ReferralDeclined _ -> "referral.declined.v1";
            case ReferralEvent.ReferralWithdrawn _ -> "referral.withdrawn.v1";
            case ReferralEvent.ReferralBooked _ -> "referral.booked.v1";
            case ReferralEvent.ReferralClosed _ -> "referral.closed.v1";
        };
        var referral = event.referral();
        return OutboxEvent.of(type, referral.id().toString(), referral.revision(), event.at(), ReferralFact.of(referral));
    }
}
