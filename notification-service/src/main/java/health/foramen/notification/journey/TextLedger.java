package health.foramen.notification.journey;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** When each patient was sent texts that count: across all their visits, so that the caps hold for the person. */
public interface TextLedger {

    /** Those of the last days that count. */
    List<Instant> of(String patientId);

    /** An answer for each. */
    default Map<String, List<Instant>> ofPatients(Collection<String> patientIds) {
        return patientIds.stream().distinct().collect(Collectors.toMap(Function.identity(), this::of));
    }

    /**
     * Books one, in one write.
     *
     * @param key     the same text twice is one
     * @param allowed asked with those that stand already
     * @return false when it was not allowed; then nothing was booked
     */
    boolean take(String patientId, StepKey key, Instant at, Predicate<List<Instant>> allowed);

    /** What stands under one record counts under the other too. Twice is once; it is not taken back when they are separated, and has passed in a week. */
    void join(String from, String into);

    /** It did not go after all. */
    void giveBack(String patientId, StepKey key);
}
