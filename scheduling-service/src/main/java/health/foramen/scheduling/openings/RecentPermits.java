package health.foramen.scheduling.openings;

import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Permits for searches alone. Who looks for an opening looks several times, and the days that a search sees are up to a second old anyway; a booking
 * reads the permit itself.
 */
public final class RecentPermits {

    static final Duration KEPT = Duration.ofSeconds(1);
    private static final int MOST = 2_000;

    private record Read(Permit permit, long at) {
    }

    private final Permits permits;
    private final LongSupplier nanoTime;
    private final Map<String, Read> recent = new ConcurrentHashMap<>();

    public RecentPermits(Permits permits) {
        this(permits, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    RecentPermits(Permits permits, LongSupplier nanoTime) {
        this.permits = permits;
        this.nanoTime = nanoTime;
    }

    public Optional<Permit> find(String id) {
        long now = nanoTime.getAsLong();
        Read known = recent.get(id);
        if (known != null && now - known.at() < KEPT.toNanos()) {
            return Optional.of(known.permit());
        }
        Optional<Permit> found = permits.find(id);
        if (recent.size() >= MOST) {
            recent.values().removeIf(read -> now - read.at() >= KEPT.toNanos());
        }
        if (recent.size() < MOST) {
            found.ifPresent(permit -> recent.put(id, new Read(permit, now)));
        }
        return found;
    }
}
