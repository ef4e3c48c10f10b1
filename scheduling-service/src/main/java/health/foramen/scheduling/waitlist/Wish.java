package health.foramen.scheduling.waitlist;

import health.foramen.scheduling.openings.Filter;
import health.foramen.scheduling.site.Setting;
import health.foramen.scheduling.site.Weekday;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a patient who waits can do. An empty set means any.
 *
 * @param noticeHours   how long before the arrival they must know
 * @param soonerByHours what is worth changing for
 * @param until         after that local date they do not wait any more
 */
public record Wish(Set<String> sites, Set<Setting> settings, Set<Weekday> weekdays, Optional<LocalTime> earliest, Optional<LocalTime> latest,
        int noticeHours, int soonerByHours, Optional<LocalDate> until) {

    public static final int MOST_SITES = 20;
    /** Two weeks: who needs more notice does not wait for what is freed. */
    public static final int LONGEST_NOTICE = 336;
    /** A quarter. */
    public static final int MOST_SOONER_BY = 2_160;

    /** A day to arrange a ride; an hour sooner is sooner. */
    public static final Wish ANY = new Wish(Set.of(), Set.of(), Set.of(), Optional.empty(), Optional.empty(), 24, 1, Optional.empty());

    public Wish {
        sites = Set.copyOf(sites);
        settings = Set.copyOf(settings);
        weekdays = Set.copyOf(weekdays);
        if (sites.size() > MOST_SITES) {
            throw new IllegalArgumentException("at most " + MOST_SITES + " sites");
        }
        if (noticeHours < 0 || noticeHours > LONGEST_NOTICE) {
            throw new IllegalArgumentException("notice is between 0 and " + LONGEST_NOTICE + " hours");
        }
        if (soonerByHours < 1 || soonerByHours > MOST_SOONER_BY) {
            throw new IllegalArgumentException("sooner by 1 to " + MOST_SOONER_BY + " hours");
        }
    }

    /** @param except days they were asked about before */
    Filter filter(LocalDate from, Optional<LocalDate> to, Set<health.foramen.scheduling.day.DayId> except) {
        return new Filter(Optional.of(from), to, sites, settings, Set.of(), weekdays, earliest, latest, except, false);
    }

    /** In a few words, for a desk. */
    public List<String> words() {
        var words = new java.util.ArrayList<String>();
        settings.stream().sorted().map(Setting::words).forEach(words::add);
        if (!weekdays.isEmpty()) {
            words.add(weekdays.stream().sorted().map(Weekday::code).collect(java.util.stream.Collectors.joining(" ")));
        }
        earliest.ifPresent(time -> words.add("from " + time));
        latest.ifPresent(time -> words.add("until " + time));
        words.add(noticeHours + " h notice");
        return words;
    }
}
