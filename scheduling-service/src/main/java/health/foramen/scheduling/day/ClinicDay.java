package health.foramen.scheduling.day;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One local date at one site, as it was read at {@code version}. It begins when the first block is published into it, fills
 * with appointments, is worked through, and stays as the record of what happened. Whoever wants to change it decides on
 * what they read; whether the change is made, the store decides on what is there by then.
 */
public record ClinicDay(DayId id, ZoneId zone, long version, List<Block> blocks, List<Appointment> appointments) {

    /** More than any site sees in a day, cancelled ones included; a bound for the document. */
    public static final int MOST_APPOINTMENTS = 400;
    public static final int MOST_BLOCKS = 100;

    public ClinicDay {
        Objects.requireNonNull(id);
        Objects.requireNonNull(zone);
        blocks = List.copyOf(blocks);
        appointments = List.copyOf(appointments);
    }

    public LocalDay localDay() {
        return new LocalDay(id.date(), zone);
    }

    public Optional<Block> block(String block) {
        return blocks.stream().filter(b -> b.id().equals(block)).findFirst();
    }

    public Optional<Appointment> appointment(String appointment) {
        return appointments.stream().filter(a -> a.id().equals(appointment)).findFirst();
    }

    /** Why an appointment cannot be in its block any more, whatever is free: it was closed since, or its clinician is away then. */
    public Optional<Constraint> against(Appointment a) {
        return block(a.place().block()).map(b -> !b.open() ? Constraint.BLOCK_CLOSED
                : b.isAway(localDay(), a.times().start(), a.times().procedureEnd()) ? Constraint.CLINICIAN_AWAY : null);
    }

    /** Holds that lapsed: whoever meets them first takes them out. */
    public List<Appointment> expiredHolds(Instant now) {
        return appointments.stream().filter(a -> a.expired(now)).toList();
    }

    /** The same day with one more appointment, as the store has it after it was placed. */
    public ClinicDay withPlaced(Appointment placed) {
        var all = new ArrayList<>(appointments);
        all.removeIf(a -> a.id().equals(placed.id()));
        all.add(placed);
        return new ClinicDay(id, zone, version + 1, blocks, all);
    }

    /** The same day with that block in it, in the place of the one of its name. */
    public ClinicDay withBlock(Block block) {
        var all = new ArrayList<>(blocks);
        all.removeIf(b -> b.id().equals(block.id()));
        all.add(block);
        return new ClinicDay(id, zone, version, all, appointments);
    }

    /** Two claims of different appointments on one unit at one time: never there, and looked for all the same. */
    public record Overlap(String first, String second, Claim claim) {
    }

    public List<Overlap> overlaps() {
        var overlaps = new ArrayList<Overlap>();
        for (int i = 0; i < appointments.size(); i++) {
            for (int j = i + 1; j < appointments.size(); j++) {
                for (Claim one : appointments.get(i).claims()) {
                    for (Claim other : appointments.get(j).claims()) {
                        if (one.conflicts(other)) {
                            overlaps.add(new Overlap(appointments.get(i).id(), appointments.get(j).id(), one));
                        }
                    }
                }
            }
        }
        return overlaps;
    }
}
