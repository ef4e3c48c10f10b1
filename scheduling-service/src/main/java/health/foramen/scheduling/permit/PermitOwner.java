package health.foramen.scheduling.permit;

import java.util.List;
import java.util.Optional;

/** The owner of permits: referral-service. Asked at the door only; it may be away, and then the copy counts. */
public interface PermitOwner {

    /** @param status granted, performed or withdrawn */
    record Word(String status, long sequence, boolean holdOnly, List<Permit.Clearance> clearances) {
        public Word {
            clearances = List.copyOf(clearances);
        }

        public boolean granted() {
            return status.equals("granted");
        }
    }

    /** Nothing: the owner knows no such permit. */
    Optional<Word> ask(String permit);

    final class Away extends RuntimeException {
        public Away(String why, Throwable cause) {
            super(why, cause);
        }
    }
}
