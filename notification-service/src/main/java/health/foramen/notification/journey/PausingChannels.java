package health.foramen.notification.journey;

import health.foramen.notification.journey.Pauses.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An administrator stops a channel while its provider is in trouble. What falls due then waits until its use-by and becomes a task; what is
 * of use still goes in due order once the channel is open again. Emergencies go all the same.
 */
public final class PausingChannels {

    /** Another instance may have paused or resumed: so old may what we know be, in real time. */
    private static final Duration KNOWN_FOR = Duration.ofSeconds(1);

    public static final Set<Channel> CAN_PAUSE = Set.copyOf(EnumSet.of(Channel.TEXT, Channel.EMAIL));

    private record Seen(Map<Channel, Pause> pauses, Instant at) {
    }

    private final Pauses pauses;
    private final Horizon horizon;
    private final Clock clock;
    private final Clock real;
    private volatile Seen seen = new Seen(Map.of(), Instant.MIN);

    public PausingChannels(Pauses pauses, Horizon horizon, Clock clock, Clock real) {
        this.pauses = pauses;
        this.horizon = horizon;
        this.clock = clock;
        this.real = real;
    }

    /** @return false when it was paused already */
    public boolean pause(Channel channel, String by, String why) {
        boolean paused = pauses.pause(channel, new Pause(by, why, clock.instant()));
        look();
        return paused;
    }

    /** @return false when it was not paused */
    public boolean resume(Channel channel) {
        boolean resumed = pauses.resume(channel);
        look();
        return resumed;
    }

    public Map<Channel, Pause> paused() {
        return look();
    }

    /** As known within the last second. */
    Optional<Pause> of(Channel channel) {
        return Optional.ofNullable(known().get(channel));
    }

    Map<Channel, Pause> known() {
        Seen last = seen;
        return last.at().plus(KNOWN_FOR).isBefore(real.instant()) ? look() : last.pauses();
    }

    private Map<Channel, Pause> look() {
        Map<Channel, Pause> now = pauses.all();
        boolean opened = !now.keySet().containsAll(seen.pauses().keySet());
        seen = new Seen(now, real.instant());
        if (opened) {
            horizon.wakeAll();
        }
        return now;
    }
}
