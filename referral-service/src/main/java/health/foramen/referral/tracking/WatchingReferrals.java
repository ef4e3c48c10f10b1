package health.foramen.referral.tracking;

import health.foramen.referral.care.Who;
import health.foramen.referral.referral.Desk;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.Referrals;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Gatherers;
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

        record WaitingFor(Waiting what) implements Part {
        }
    }

    /** What became of taking or giving up. */
    public enum Taken { DONE, SOMEBODY_ELSES, UNKNOWN }

    /** What an operator watches. @param oldestUnowned of those that need somebody and have nobody, since it was received */
    public record Tally(Map<Waiting, Integer> open, int stale, Optional<Duration> oldestUnowned) {
    }

    /** Owners are looked up for so many at once. */
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

    /** What is stale first, then the oldest of what is most pressing. */
    public List<OpenReferral> open(Part part) {
        return open().filter(open -> switch (part) {
            case Part.Everything _ -> true;
            case Part.Mine(var account) -> open.owner().filter(owner -> owner.who().id().equals(account)).isPresent();
            case Part.Nobodys _ -> open.owner().isEmpty() && open.waiting().needsSomebody();
            case Part.Stale _ -> open.stale();
            case Part.WaitingFor(var what) -> open.waiting() == what;
        }).sorted(Comparator.comparing((OpenReferral open) -> !open.stale()).thenComparing(OpenReferral::waiting)
                .thenComparing(open -> open.referral().receivedAt()).thenComparing(open -> open.referral().id())).toList();
    }

    public Tally tally() {
        var open = new EnumMap<Waiting, Integer>(Waiting.class);
        Stream.of(Waiting.values()).forEach(waiting -> open.put(waiting, 0));
        var stale = new LongAdder();
        var oldest = open().peek(one -> {
            open.merge(one.waiting(), 1, Integer::sum);
            stale.add(one.stale() ? 1 : 0);
        }).filter(one -> one.owner().isEmpty() && one.waiting().needsSomebody()).map(one -> one.referral().receivedAt()).min(Comparator.naturalOrder());
        return new Tally(open, stale.intValue(), oldest.map(since -> Duration.between(since, clock.instant())));
    }

    /** @param seen account of the owner that the taker saw; somebody else's is taken only from whom one saw */
    public Taken take(UUID referral, Optional<String> seen, Who by) {
        if (referrals.find(referral).flatMap(Waiting::of).isEmpty()) {
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

    private Stream<OpenReferral> open() {
        return referrals.at(Desk.OPEN).gather(Gatherers.windowFixed(AT_ONCE)).flatMap(this::open);
    }

    private Stream<OpenReferral> open(List<Referral> standing) {
        var known = owners.of(standing.stream().map(Referral::id).toList());
        return standing.stream().flatMap(referral -> Waiting.of(referral).stream().map(waiting -> {
            var days = Duration.between(referral.receivedAt(), clock.instant()).toDays();
            return new OpenReferral(referral, waiting, days, days >= staleAfterDays, Optional.ofNullable(known.get(referral.id())));
        }));
    }
}
