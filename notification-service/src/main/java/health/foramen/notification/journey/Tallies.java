package health.foramen.notification.journey;

import java.time.LocalDate;
import java.util.List;

/** How many messages of each channel came to each state on each day (UTC): for the desk's overview, not for accounts. */
public interface Tallies {

    record Tally(LocalDate day, String channel, String state, long count) {
    }

    void count(LocalDate day, Channel channel, String state);

    List<Tally> since(LocalDate day);
}
