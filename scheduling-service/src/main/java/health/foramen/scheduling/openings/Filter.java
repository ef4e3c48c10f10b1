package health.foramen.scheduling.openings;

import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.site.Setting;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Weekday;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody narrows a search to, beyond what the plan asks. An empty set means any.
 *
 * @param earliest no start before that wall time
 * @param latest   no start after it
 * @param except   days that are passed over
 * @param overbooking whether time of a clinician that is taken once may be taken once more
 */
public record Filter(Optional<LocalDate> from, Optional<LocalDate> to, Set<String> sites, Set<Setting> settings, Set<String> clinicians,
        Set<Weekday> weekdays, Optional<LocalTime> earliest, Optional<LocalTime> latest, Set<DayId> except, boolean overbooking) {

    /** One thing that somebody asked for, and may do without. */
    public enum Part {
        SITE, SETTING, CLINICIAN, WEEKDAY, EARLIEST, LATEST, FROM, TO
    }

    public static final Filter NONE = new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Filter {
        sites = Set.copyOf(sites);
        settings = Set.copyOf(settings);
        clinicians = Set.copyOf(clinicians);
        weekdays = Set.copyOf(weekdays);
        except = Set.copyOf(except);
    }

    public Filter(Optional<LocalDate> from, Optional<LocalDate> to, Optional<String> site, Optional<Setting> setting, Optional<String> clinician) {
        this(from, to, one(site), one(setting), one(clinician), Set.of(), Optional.empty(), Optional.empty(), Set.of(), false);
    }

    private static <T> Set<T> one(Optional<T> maybe) {
        return maybe.map(Set::of).orElse(Set.of());
    }

    public boolean allows(Site site) {
        return (sites.isEmpty() || sites.contains(site.id())) && (settings.isEmpty() || settings.contains(site.setting()));
    }

    public boolean allows(Block block) {
        return clinicians.isEmpty() || clinicians.contains(block.clinician());
    }

    public boolean allows(DayId day) {
        return (weekdays.isEmpty() || weekdays.contains(Weekday.of(day.date().getDayOfWeek()))) && !except.contains(day);
    }

    public boolean allows(LocalTime start) {
        return earliest.filter(start::isBefore).isEmpty() && latest.filter(start::isAfter).isEmpty();
    }

    /** What is asked for. */
    public List<Part> parts() {
        return Arrays.stream(Part.values()).filter(part -> !without(part).equals(this)).toList();
    }

    public Filter without(Part part) {
        return new Filter(part == Part.FROM ? Optional.empty() : from, part == Part.TO ? Optional.empty() : to, part == Part.SITE ? Set.of() : sites,
                part == Part.SETTING ? Set.of() : settings, part == Part.CLINICIAN ? Set.of() : clinicians, part == Part.WEEKDAY ? Set.of() : weekdays,
                part == Part.EARLIEST ? Optional.empty() : earliest, part == Part.LATEST ? Optional.empty() : latest, except, overbooking);
    }
}
