package health.foramen.referral.emergency;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** All alerts. */
public interface Alerts {

    /** The same alert again changes nothing. */
    void raise(EmergencyAlert alert);

    /** Those that nobody has acknowledged, the oldest first. */
    List<EmergencyAlert> open();

    /** The last acknowledged ones, the newest first. */
    List<EmergencyAlert> lately();

    Optional<EmergencyAlert> find(String id);

    Optional<EmergencyAlert> change(String id, UnaryOperator<EmergencyAlert> change);
}
