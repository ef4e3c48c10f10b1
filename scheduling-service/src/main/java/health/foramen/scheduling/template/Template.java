package health.foramen.scheduling.template;

import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.PublishingBlocks;
import health.foramen.scheduling.site.Fault;
import health.foramen.scheduling.site.Hours;
import health.foramen.scheduling.site.Site;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A clinician's recurring time at a site. Somebody paints it once; it is corrected, gets exceptions and swaps, and one day
 * ends. Its rule counts local dates and its hours hang on the wall of the site, so no change of the clocks moves it. The block
 * that it publishes on a date is named after it: publishing the date again finds that block and nothing else.
 *
 * @param rule   a recurrence rule of RFC 5545 over dates, {@code FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH}
 * @param first  the first date that the rule is counted from (DTSTART)
 * @param except dates left out (EXDATE)
 * @param swaps  dates on which somebody else takes the block
 * @param ended  it publishes nothing from that date on
 */
public record Template(String id, String site, String clinician, String room, Optional<String> device, List<String> nurses, Hours hours, String rule,
        LocalDate first, List<LocalDate> except, List<Swap> swaps, Optional<LocalDate> ended) {

    /** Some years of exceptions; bounds for the document. */
    public static final int MOST_EXCEPTIONS = 400;
    public static final int MOST_SWAPS = 200;
    public static final int MOST_NURSES = 10;
    public static final int LONGEST_RULE = 200;

    public record Swap(LocalDate date, String clinician) {
        public Swap {
            Objects.requireNonNull(date);
            Objects.requireNonNull(clinician);
        }
    }

    public Template {
        Objects.requireNonNull(id);
        Objects.requireNonNull(site);
        Objects.requireNonNull(clinician);
        Objects.requireNonNull(hours);
        Objects.requireNonNull(rule);
        Objects.requireNonNull(first);
        room = Site.unit(site, room);
        String own = site;
        device = device.map(d -> Site.unit(own, d));
        nurses = nurses.stream().map(n -> Site.unit(own, n)).toList();
        except = except.stream().distinct().sorted().toList();
        swaps = List.copyOf(swaps);
    }

    /** Who works on that date. */
    public String clinicianOn(LocalDate date) {
        return swaps.stream().filter(s -> s.date().equals(date)).map(Swap::clinician).findFirst().orElse(clinician);
    }

    /** The block of a date on which the rule falls. */
    public Block block(LocalDate date) {
        return Block.named(blockId(), clinicianOn(date), room, device, nurses, hours);
    }

    /** The same on each date: a day holds it once. */
    public String blockId() {
        return "template-" + id;
    }

    /** Whether the rule may be used on that date: not excepted, not ended. */
    public boolean works(LocalDate date) {
        return !except.contains(date) && ended.filter(end -> !date.isBefore(end)).isEmpty();
    }

    public Template excepting(LocalDate date) {
        var all = new ArrayList<>(except);
        all.add(date);
        return with(all, swaps, ended);
    }

    public Template including(LocalDate date) {
        return with(except.stream().filter(d -> !d.equals(date)).toList(), swaps, ended);
    }

    /** Another clinician on that date; naming its own takes the swap back. */
    public Template swapping(LocalDate date, String other) {
        var all = new ArrayList<>(swaps.stream().filter(s -> !s.date().equals(date)).toList());
        if (!other.equals(clinician)) {
            all.add(new Swap(date, other));
        }
        return with(except, all, ended);
    }

    /** @param from nothing from that date on; nothing: it goes on */
    public Template ending(Optional<LocalDate> from) {
        return with(except, swaps, from);
    }

    private Template with(List<LocalDate> except, List<Swap> swaps, Optional<LocalDate> ended) {
        return new Template(id, site, clinician, room, device, nurses, hours, rule, first, except, swaps, ended);
    }

    List<Fault> faults(Site at, RecurrenceRules rules) {
        var faults = new ArrayList<>(PublishingBlocks.unitFaults(at, clinician, room, device, nurses));
        if (!onTheMinute(hours.from()) || !onTheMinute(hours.to())) {
            faults.add(new Fault("/from", "A block begins and ends on a full minute."));
        }
        if (nurses.size() > MOST_NURSES) {
            faults.add(new Fault("/nurses", "At most " + MOST_NURSES + "."));
        }
        rules.fault(rule).ifPresent(why -> faults.add(new Fault("/rule", why)));
        if (except.size() > MOST_EXCEPTIONS) {
            faults.add(new Fault("/except", "At most " + MOST_EXCEPTIONS + "; end this template and begin another."));
        }
        if (swaps.size() > MOST_SWAPS) {
            faults.add(new Fault("/swaps", "At most " + MOST_SWAPS + "; end this template and begin another."));
        }
        var dates = new HashSet<LocalDate>();
        for (int i = 0; i < swaps.size(); i++) {
            Swap swap = swaps.get(i);
            if (at.clinician(swap.clinician()).isEmpty()) {
                faults.add(new Fault("/swaps/" + i + "/clinician", swap.clinician() + " does not work at " + at.name() + "."));
            }
            if (!dates.add(swap.date())) {
                faults.add(new Fault("/swaps/" + i + "/date", swap.date() + " is swapped twice."));
            }
        }
        return faults;
    }

    private static boolean onTheMinute(LocalTime time) {
        return time.getSecond() == 0 && time.getNano() == 0;
    }
}
