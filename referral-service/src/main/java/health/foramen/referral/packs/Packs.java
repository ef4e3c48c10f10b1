package health.foramen.referral.packs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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

    /** One version of a pack. @param from the first day on which it applies, which a clinic's own sheet may set apart from its cover */
    public record Version(LocalDate from, PackInfo info) {
    }

    /** Every version of one pack that any day has seen or will see, the oldest first. */
    public List<Version> versions(String kind, String name) {
        var versions = new ArrayList<Version>();
        byFirstDay.forEach((day, rules) -> rules.packs().stream().filter(info -> info.is(kind, name)).findFirst()
                .filter(info -> versions.isEmpty() || !versions.getLast().info().equals(info)).ifPresent(info -> versions.add(new Version(day, info))));
        return List.copyOf(versions);
    }

    public NavigableMap<LocalDate, Rulebook> all() {
        return new TreeMap<>(byFirstDay);
    }
}
