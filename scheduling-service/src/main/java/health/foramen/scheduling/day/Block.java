package health.foramen.scheduling.day;

import health.foramen.scheduling.site.Hours;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A clinician's published time on a clinic day, with the room, the device and the nurses that stand by. It is open until
 * somebody closes it; a booking names the revision at which it saw the block open.
 *
 * @param away hours of it in which the clinician is not there
 */
public record Block(String id, int revision, String clinician, String room, Optional<String> device, List<String> nurses,
        Hours hours, boolean open, Optional<String> closedBecause, List<Hours> away) {

    /** Nobody goes and comes back more often in a morning; a bound for the document. */
    public static final int MOST_AWAY = 20;

    public Block {
        Objects.requireNonNull(id);
        Objects.requireNonNull(clinician);
        Objects.requireNonNull(room);
        Objects.requireNonNull(hours);
        nurses = List.copyOf(nurses);
        away = List.copyOf(away);
    }

    /** The same block every time it is published: who and from when. */
    public static String idOf(String clinician, Hours hours) {
        return clinician + "@" + hours.from().toString().replace(":", "");
    }

    public static Block published(String clinician, String room, Optional<String> device, List<String> nurses, Hours hours) {
        return new Block(idOf(clinician, hours), 1, clinician, room, device, nurses, hours, true, Optional.empty(), List.of());
    }

    /** A block under a name that its publisher gives it: a template's keeps its own, whoever works in it and from when. */
    public static Block named(String id, String clinician, String room, Optional<String> device, List<String> nurses, Hours hours) {
        return new Block(id, 1, clinician, room, device, nurses, hours, true, Optional.empty(), List.of());
    }

    /** The same block with other contents, one revision on. When another works in it, the hours of who worked in it before say nothing any more. */
    public Block becoming(Block other) {
        return new Block(id, revision + 1, other.clinician, other.room, other.device, other.nurses, other.hours, true, Optional.empty(),
                other.clinician.equals(clinician) ? away : List.of());
    }

    /** The same block, one revision on, without those hours: its clinician is not there then. Done twice it is done once. */
    public Block without(Hours hours) {
        if (away.contains(hours)) {
            return this;
        }
        var all = new ArrayList<>(away);
        all.add(hours);
        return away(all.size() > MOST_AWAY ? List.of(around(all)) : all);
    }

    /** The same block, one revision on, with those hours that were taken out of it; others that overlap them stay out. */
    public Block withAgain(Hours hours) {
        return away.contains(hours) ? away(away.stream().filter(each -> !each.equals(hours)).toList()) : this;
    }

    Block at(int other) {
        return new Block(id, other, clinician, room, device, nurses, hours, open, closedBecause, away);
    }

    private Block away(List<Hours> hours) {
        return new Block(id, revision + 1, clinician, room, device, nurses, this.hours, open, closedBecause, hours);
    }

    /** From the first to the last: whoever is away so often is away. */
    private static Hours around(List<Hours> all) {
        return new Hours(all.stream().map(Hours::from).min(Comparator.naturalOrder()).orElseThrow(), all.stream().map(Hours::to).max(Comparator.naturalOrder()).orElseThrow());
    }

    /** Whether its clinician is away at some time between those two. */
    public boolean isAway(LocalDay local, Instant from, Instant to) {
        return away.stream().anyMatch(hours -> local.bound(hours.from()).isBefore(to) && from.isBefore(local.bound(hours.to())));
    }

    /** Closed, as the store will have it. */
    public Block closed(String because) {
        return new Block(id, revision + 1, clinician, room, device, nurses, hours, false, Optional.of(because), away);
    }

    /** What another clinician works in the place of this one: the same room, device, nurses and hours. */
    public Block insteadBy(String other) {
        return named(other + "-for-" + id, other, room, device, nurses, hours);
    }

    public boolean sameAs(Block other) {
        return clinician.equals(other.clinician) && room.equals(other.room) && device.equals(other.device)
                && nurses.equals(other.nurses) && hours.equals(other.hours);
    }

    /**
     * Whether both would need the same clinician or room at one time. A device that stands in two rooms is shared between their blocks: who has it when is
     * for the bookings to contest.
     */
    public boolean conflicts(Block other) {
        boolean shares = clinician.equals(other.clinician) || room.equals(other.room);
        return open && other.open && shares && hours.overlaps(other.hours);
    }
}
