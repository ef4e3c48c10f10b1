package health.foramen.referral.packs;

import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Every rulebook the clinic has, by the day from which it holds: the newest in force on a day applies. */
public final class Packs {

    private final NavigableMap<LocalDate, Rulebook> byFirstDay;

    public Packs(NavigableMap<LocalDate, Rulebook> byFirstDay) {
        if (byFirstDay.isEmpty()) {
            throw new IllegalArgumentException("there is no rulebook");
        }
        this.byFirstDay = new TreeMap<>(byFirstDay);
    }

    /** Before the first rulebook the first one applies: a clinic has no day without rules. */
    public Rulebook on(LocalDate day) {
        var entry = byFirstDay.floorEntry(day);
        return entry == null ? byFirstDay.firstEntry().getValue() : entry.getValue();
    }

    public NavigableMap<LocalDate, Rulebook> all() {
        return new TreeMap<>(byFirstDay);
    }
}
