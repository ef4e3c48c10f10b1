package health.foramen.scheduling.day;

import java.time.Instant;
import java.util.Optional;

/**
 * What others said about an appointment: its ride home, the patient's yes, a wish to change, a permit taken back. Marks do
 * not change the appointment, so its revision stays; each keeps the sequence of the event that it was last told by.
 *
 * @param count grows with each mark, so that a mark and a change in one moment cannot undo each other
 */
public record Marks(Optional<Ride> ride, Optional<Said> confirmed, Optional<Said> changeRequested, boolean permitWithdrawn, int count) {

    public static final Marks NONE = new Marks(Optional.empty(), Optional.empty(), Optional.empty(), false, 0);

    /** @param status asked, arranged, missing or not-needed */
    public record Ride(String status, long sequence, Instant at) {
    }

    public record Said(long sequence, Instant at) {
    }

    public boolean rideMissing() {
        return ride.filter(r -> r.status().equals("missing")).isPresent();
    }

    public Marks with(Ride ride) {
        return new Marks(Optional.of(ride), confirmed, changeRequested, permitWithdrawn, count + 1);
    }

    public Marks confirmed(Said said) {
        return new Marks(ride, Optional.of(said), changeRequested, permitWithdrawn, count + 1);
    }

    public Marks changeRequested(Said said) {
        return new Marks(ride, confirmed, Optional.of(said), permitWithdrawn, count + 1);
    }

    public Marks permitWithdrawn(boolean withdrawn) {
        return new Marks(ride, confirmed, changeRequested, withdrawn, count + 1);
    }

    /** The same marks, after something else was written beside them. */
    public Marks counted() {
        return new Marks(ride, confirmed, changeRequested, permitWithdrawn, count + 1);
    }

    /** At a new time the patient has not said yes, and what they wished to change has changed; the ride must be asked again. */
    public Marks afterMove() {
        return new Marks(ride.map(r -> r.status().equals("not-needed") ? r : new Ride("asked", r.sequence(), r.at())),
                Optional.empty(), Optional.empty(), permitWithdrawn, count + 1);
    }
}
