package health.foramen.scheduling.day;

import health.foramen.scheduling.site.Hours;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A clinician's published time on a clinic day, with the room, the device and the nurses that stand by. It is open until
 * somebody closes it; a booking names the revision at which it saw the block open.
 */
public record Block(String id, int revision, String clinician, String room, Optional<String> device, List<String> nurses,
        Hours hours, boolean open, Optional<String> closedBecause) {

    public Block {
        Objects.requireNonNull(id);
        Objects.requireNonNull(clinician);
        Objects.requireNonNull(room);
        Objects.requireNonNull(hours);
        nurses = List.copyOf(nurses);
    }

    /** The same block every time it is published: who and from when. */
    public static String idOf(String clinician, Hours hours) {
        return clinician + "@" + hours.from().toString().replace(":", "");
    }

    public static Block published(String clinician, String room, Optional<String> device, List<String> nurses, Hours hours) {
        return new Block(idOf(clinician, hours), 1, clinician, room, device, nurses, hours, true, Optional.empty());
    }

    /** A block under a name that its publisher gives it: a template's keeps its own, whoever works in it and from when. */
    public static Block named(String id, String clinician, String room, Optional<String> device, List<String> nurses, Hours hours) {
        return new Block(id, 1, clinician, room, device, nurses, hours, true, Optional.empty());
    }

    /** The same block with other contents, one revision on. */
    public Block becoming(Block other) {
        return new Block(id, revision + 1, other.clinician, other.room, other.device, other.nurses, other.hours, true, Optional.empty());
    }

    public boolean sameAs(Block other) {
        return clinician.equals(other.clinician) && room.equals(other.room) && device.equals(other.device)
                && nurses.equals(other.nurses) && hours.equals(other.hours);
    }

    /** Whether both would need the same clinician, room or device at one time. */
    public boolean conflicts(Block other) {
        boolean shares = clinician.equals(other.clinician) || room.equals(other.room) || device.isPresent() && device.equals(other.device);
        return open && other.open && shares && hours.overlaps(other.hours);
    }
}
