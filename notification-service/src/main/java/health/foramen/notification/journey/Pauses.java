package health.foramen.notification.journey;

import java.time.Instant;
import java.util.Map;

/** Which channels an administrator has stopped, for all instances and over every restart. */
public interface Pauses {

    record Pause(String by, String why, Instant since) {
    }

    Map<Channel, Pause> all();

    /** The first to pause stands. @return false when it was paused already */
    boolean pause(Channel channel, Pause pause);

    /** @return false when it was not paused */
    boolean resume(Channel channel);
}
