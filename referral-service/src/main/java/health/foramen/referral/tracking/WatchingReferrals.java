package health.foramen.referral.tracking;

import health.foramen.referral.care.Who;
import health.foramen.referral.referral.Referrals;
import health.foramen.referral.referral.WaitsFor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Keeps every open referral in sight, and says whose it is. */
public final class WatchingReferrals {

    /** Which part of the list. */
    public sealed interface Part {

        record Everything() implements Part {
        }

        record Mine(String account) implements Part {
        }

        record Nobodys() implements Part {
        }

        /** Open for too long. */
        record Stale() implements Part {
        }

        record WaitingFor(WaitsFor what) implements Part {
        }
    }

    /**
     * One line of the list, before its referral is read.
     *
     * @param days  since it was received
     * @param stale it has been open for longer than anybody should wait
     */
    public record Open(UUID id, WaitsFor waiting, Instant receivedAt, long days, boolean stale, Optional<Owner> owner) {

        public boolean belongsTo(Part part) {
            return switch (part) {
                case Part.Everything _ -> true;
                case Part.Mine(var account) -> owner.filter(whose -> whose.who().id().equals(account)).isPresent();
                case Part.Nobodys _ -> owner.isEmpty() && waiting.needsSomebody();
                case Part.Stale _ -> stale;
                case Part.WaitingFor(var what) -> waiting == what;
            };
        }
    }

    /** What became of taking or giving up. */
    public enum Taken { DONE, SOMEBODY_ELSES, UNKNOWN }

    /** What an operator watches. @param oldestUnowned of those that need somebody and have nobody, since it was received */
    public record Tally(Map<WaitsFor, Integer> open, int stale, Optional<Duration> oldestUnowned) {
    }

    /** What has ended is forgotten for so many at once. */
    private static final int AT_ONCE = 200;

    private final Referrals referrals;
    private final Owners owners;
    private final int staleAfterDays;
    private final Clock clock;

    public WatchingReferrals(Referrals referrals, Owners owners, int staleAfterDays, Clock clock) {
        this.referrals = referrals;
        this.owners = owners;
        this.staleAfterDays = staleAfterDays;
        this.clock = clock;
    }

    public int staleAfterDays() {
        return staleAfterDays;
    }

    /** What is stale first, then the oldest of what is most pressing. Nobody's referral is read for it. */
    public List<Open> open() {
        // In this order: whatever has an owner here and no place afterwards has ended.
        var known = owners.all();
        var places = referrals.open();
        var ended = known.keySet().stream().filter(id -> !places.containsKey(id)).limit(AT_ONCE).toList();
        if (!ended.isEmpty()) {
            owners.forget(ended);
        }
        var now = clock.instant();
        return places.entrySet().stream().map(entry -> {
            var days = Duration.between(entry.getValue().receivedAt(), now).toDays();
            return new Open(entry.getKey(), entry.getValue().waiting(), entry.getValue().receivedAt(), days, days >= staleAfterDays,
                    Optional.ofNullable(known.get(entry.getKey())));
        }).sorted(Comparator.comparing((Open open) -> !open.stale()).thenComparing(Open::waiting).thenComparing(Open::receivedAt).thenComparing(Open::id)).toList();
    }

    /** Those of a part of the list, as they stand now; what has ended meanwhile is left out. */
    public List<OpenReferral> read(List<Open> some) {
        var found = referrals.find(some.stream().map(Open::id).toList());
        return some.stream().filter(open -> found.containsKey(open.id())).flatMap(open -> WaitsFor.of(found.get(open.id())).stream()
                .map(waiting -> new OpenReferral(found.get(open.id()), waiting, open.days(), open.stale(), open.owner()))).toList();
    }

    public Tally tally() {
        var open = new EnumMap<WaitsFor, Integer>(WaitsFor.class);
        Stream.of(WaitsFor.values()).forEach(waiting -> open.put(waiting, 0));
        var stale = new LongAdder();
        var oldest = open().stream().peek(one -> {
            open.merge(one.waiting(), 1, Integer::sum);
            stale.add(one.stale() ? 1 : 0);
        }).filter(one -> one.owner().isEmpty() && one.waiting().needsSomebody()).map(Open::receivedAt).min(Comparator.naturalOrder());
        return new Tally(open, stale.intValue(), oldest.map(since -> Duration.between(since, clock.instant())));
    }

    /** @param seen account of the owner that the taker saw; somebody else's is taken only from whom one saw */
    public Taken take(UUID referral, Optional<String> seen, Who by) {
        if (referrals.find(referral).flatMap(WaitsFor::of).isEmpty()) {
            return Taken.UNKNOWN;
        }
        return owners.take(referral, seen, new Owner(by, clock.instant())) ? Taken.DONE : Taken.SOMEBODY_ELSES;
    }

    public Taken release(UUID referral, Who by) {
        if (referrals.find(referral).isEmpty()) {
            return Taken.UNKNOWN;
        }
        return owners.release(referral, by.id()) ? Taken.DONE : Taken.SOMEBODY_ELSES;
    }
}
