package health.foramen.scheduling.disruption;

import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.site.Fault;
import health.foramen.scheduling.site.Site;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What cannot be kept: one block, a clinician, a unit (room, device, bay, nurse), or whole days of a site.
 *
 * @param from    the first local date; a block's own
 * @param to      the last
 * @param because a code: clinician-ill, device-broken …
 */
public record Disruption(String site, LocalDate from, LocalDate to, What what, String because) {

    /** A fortnight: what lasts longer is changed in the templates and the site. */
    public static final int MOST_DAYS = 14;

    public sealed interface What {
        record OneBlock(String block) implements What {
        }

        /** Wherever the clinician works. */
        record Clinician(String clinician) implements What {
        }

        record Unit(String unit) implements What {
        }

        record WholeDays() implements What {
        }
    }

    public Disruption {
        Objects.requireNonNull(site);
        Objects.requireNonNull(what);
        Objects.requireNonNull(because);
    }

    /** Of what somebody named: a block, or anything of the site by its slug, or nothing. */
    public static Disruption of(Site site, LocalDate from, LocalDate to, Optional<String> block, Optional<String> unit, String because) {
        What what = block.<What>map(What.OneBlock::new).or(() -> unit.map(u -> site.clinician(u).isPresent() ? new What.Clinician(u)
                : new What.Unit(Site.unit(site.id(), u)))).orElseGet(What.WholeDays::new);
        return new Disruption(site.id(), from, what instanceof What.OneBlock ? from : to, what, because);
    }

    List<Fault> faults(Site at, LocalDate today) {
        var faults = new ArrayList<Fault>();
        if (from.isBefore(today)) {
            faults.add(new Fault("/from", "That day is past."));
        }
        if (to.isBefore(from)) {
            faults.add(new Fault("/to", "The last day comes after the first."));
        } else if (from.plusDays(MOST_DAYS).isBefore(to)) {
            faults.add(new Fault("/to", "At most " + MOST_DAYS + " days; what lasts longer is changed in the templates and the site."));
        }
        if (what instanceof What.Unit(String unit) && !at.has(unit)) {
            faults.add(new Fault("/unit", unit + " is nothing and nobody of " + at.name() + "."));
        }
        return faults;
    }

    private boolean on(LocalDate date) {
        return !date.isBefore(from) && !date.isAfter(to);
    }

    /** Whether this block of a day is taken back. */
    public boolean covers(DayId day, Block block) {
        return on(day.date()) && switch (what) {
            case What.OneBlock(String id) -> day.site().equals(site) && block.id().equals(id);
            case What.Clinician(String clinician) -> block.clinician().equals(clinician);
            case What.WholeDays _ -> day.site().equals(site);
            case What.Unit _ -> false;
        };
    }

    /** Whether the appointment cannot stay where it is. */
    public boolean covers(Appointment a) {
        DayId day = a.place().day();
        return on(day.date()) && switch (what) {
            case What.OneBlock(String id) -> day.site().equals(site) && a.place().block().equals(id);
            case What.Clinician(String clinician) -> a.place().clinician().equals(clinician);
            case What.WholeDays _ -> day.site().equals(site);
            case What.Unit(String unit) -> day.site().equals(site) && a.claims().stream().anyMatch(c -> c.unit().equals(unit));
        };
    }

    /** The site as it will be; only a unit out of service changes it. */
    public Site then(Site at) {
        return at.id().equals(site) && what instanceof What.Unit(String unit) ? at.without(new Site.Outage(unit, from, to, because)) : at;
    }

    /** In words that a job keeps. */
    Map<String, String> words() {
        var words = new LinkedHashMap<String, String>();
        words.put("site", site);
        words.put("from", from.toString());
        words.put("to", to.toString());
        words.put("because", because);
        switch (what) {
            case What.OneBlock(String block) -> words.put("block", block);
            case What.Clinician(String clinician) -> words.put("clinician", clinician);
            case What.Unit(String unit) -> words.put("unit", unit);
            case What.WholeDays _ -> words.put("days", "whole");
        }
        return words;
    }

    static Disruption read(Map<String, String> words) {
        What what = words.containsKey("block") ? new What.OneBlock(words.get("block"))
                : words.containsKey("clinician") ? new What.Clinician(words.get("clinician"))
                : words.containsKey("unit") ? new What.Unit(words.get("unit")) : new What.WholeDays();
        return new Disruption(words.get("site"), LocalDate.parse(words.get("from")), LocalDate.parse(words.get("to")), what, words.get("because"));
    }
}
