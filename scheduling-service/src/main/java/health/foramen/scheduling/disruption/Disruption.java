package health.foramen.scheduling.disruption;

import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.LocalDay;
import health.foramen.scheduling.site.Fault;
import health.foramen.scheduling.site.Hours;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Stretch;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What cannot be kept: one block, a clinician, a unit (room, device, bay, nurse), or whole days of a site; perhaps only from an hour of the first day on,
 * and only until an hour of the last. A block may be taken over by another clinician in the same room at the same hours.
 *
 * @param from     the first local date; a block's own
 * @param to       the last
 * @param fromTime the hour of the first date from which it falls out; nothing: all of it
 * @param toTime   the hour of the last date until which it falls out
 * @param instead  who takes the block over
 * @param because  a code: clinician-ill, device-broken …
 */
public record Disruption(String site, LocalDate from, Optional<LocalTime> fromTime, LocalDate to, Optional<LocalTime> toTime, What what, Optional<String> instead,
        String because) {

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
        fromTime = fromTime.filter(time -> !time.equals(LocalTime.MIDNIGHT));
    }

    /** What somebody named, as they wrote it: a block, or anything of the site by its slug, or nothing. */
    public record Named(LocalDate from, Optional<LocalTime> fromTime, LocalDate to, Optional<LocalTime> toTime, Optional<String> block, Optional<String> unit,
            Optional<String> instead) {
    }

    public static Disruption of(Site site, Named named, String because) {
        What what = named.block().<What>map(What.OneBlock::new).or(() -> named.unit().map(u -> site.clinician(u).isPresent() ? new What.Clinician(u)
                : new What.Unit(Site.unit(site.id(), u)))).orElseGet(What.WholeDays::new);
        return new Disruption(site.id(), named.from(), named.fromTime(), what instanceof What.OneBlock ? named.from() : named.to(), named.toTime(), what, named.instead(),
                because);
    }

    public Stretch stretch() {
        return new Stretch(from, fromTime, to, toTime);
    }

    List<Fault> faults(Site at, LocalDate today) {
        var faults = new ArrayList<Fault>();
        if (from.isBefore(today)) {
            faults.add(new Fault("/from", "That day is past."));
        }
        stretch().fault().ifPresent(why -> faults.add(new Fault(to.isBefore(from) ? "/to" : "/toTime", why)));
        if (from.plusDays(MOST_DAYS).isBefore(to)) {
            faults.add(new Fault("/to", "At most " + MOST_DAYS + " days; what lasts longer is changed in the templates and the site."));
        }
        if (what instanceof What.Unit(String unit) && !at.has(unit)) {
            faults.add(new Fault("/unit", unit + " is nothing and nobody of " + at.name() + "."));
        }
        instead.ifPresent(other -> {
            if (!(what instanceof What.OneBlock)) {
                faults.add(new Fault("/instead", "One block is taken over at a time: name it."));
            } else if (fromTime.isPresent() || toTime.isPresent()) {
                faults.add(new Fault("/instead", "A block is taken over whole."));
            }
            if (at.clinician(other).isEmpty()) {
                faults.add(new Fault("/instead", other + " does not work at " + at.name() + "."));
            }
        });
        return faults;
    }

    /** Whether this block of a day loses some of its hours, or all. */
    public boolean covers(DayId day, Block block) {
        return stretch().overlaps(day.date(), block.hours()) && switch (what) {
            case What.OneBlock(String id) -> day.site().equals(site) && block.id().equals(id);
            case What.Clinician(String clinician) -> block.clinician().equals(clinician);
            // The doors are shut for those hours; only a block of which nothing is left is closed.
            case What.WholeDays _ -> day.site().equals(site) && takesAll(day, block);
            case What.Unit _ -> false;
        };
    }

    /** Whether nothing is left of a block that it covers. */
    public boolean takesAll(DayId day, Block block) {
        return stretch().takesAll(day.date(), block.hours());
    }

    /** The hours that such a block loses. */
    public Optional<Hours> hours(DayId day, Block block) {
        return stretch().on(day.date()).flatMap(block.hours()::common);
    }

    /** The block as it will be; nothing if it is closed. */
    Optional<Block> then(DayId day, Block block) {
        if (!covers(day, block)) {
            return Optional.of(block);
        }
        return takesAll(day, block) ? Optional.empty() : hours(day, block).map(block::without);
    }

    /** What is worked in the place of a block that is taken over. */
    Optional<Block> successor(Block block) {
        return instead.map(block::insteadBy);
    }

    /** Whether the appointment cannot stay where it is. */
    public boolean covers(Appointment a) {
        DayId day = a.place().day();
        Optional<LocalDay.Span> span = new LocalDay(day.date(), a.place().zone()).during(stretch());
        return span.isPresent() && switch (what) {
            case What.OneBlock(String id) -> day.site().equals(site) && a.place().block().equals(id) && inRoom(a, span.get());
            case What.Clinician(String clinician) -> a.place().clinician().equals(clinician) && inRoom(a, span.get());
            case What.WholeDays _ -> day.site().equals(site) && span.get().overlaps(a.times().prepare(), a.times().end());
            case What.Unit(String unit) -> day.site().equals(site) && a.claims().stream().anyMatch(c -> c.unit().equals(unit) && span.get().overlaps(c.from(), c.to()));
        };
    }

    private static boolean inRoom(Appointment a, LocalDay.Span span) {
        return span.overlaps(a.times().start(), a.times().procedureEnd());
    }

    /** The site as it will be: a unit out of service, or the doors shut for some hours. */
    public Site then(Site at) {
        if (!at.id().equals(site)) {
            return at;
        }
        return switch (what) {
            case What.Unit(String unit) -> at.without(new Site.Outage(unit, from, to, because, fromTime, toTime));
            case What.WholeDays _ -> closure().map(at::without).orElse(at);
            case What.OneBlock _, What.Clinician _ -> at;
        };
    }

    /** When only some hours of the site fall out: blocks stay, the doors do not. */
    Optional<Site.Closure> closure() {
        return what instanceof What.WholeDays && (fromTime.isPresent() || toTime.isPresent()) ? Optional.of(new Site.Closure(from, to, because, fromTime, toTime))
                : Optional.empty();
    }

    /** In words that a job keeps. */
    Map<String, String> words() {
        var words = new LinkedHashMap<String, String>();
        words.put("site", site);
        words.put("from", from.toString());
        words.put("to", to.toString());
        words.put("because", because);
        fromTime.ifPresent(time -> words.put("fromTime", time.toString()));
        toTime.ifPresent(time -> words.put("toTime", time.toString()));
        instead.ifPresent(other -> words.put("instead", other));
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
        return new Disruption(words.get("site"), LocalDate.parse(words.get("from")), time(words, "fromTime"), LocalDate.parse(words.get("to")), time(words, "toTime"), what,
                Optional.ofNullable(words.get("instead")), words.get("because"));
    }

    private static Optional<LocalTime> time(Map<String, String> words, String name) {
        return Optional.ofNullable(words.get(name)).map(LocalTime::parse);
    }
}
