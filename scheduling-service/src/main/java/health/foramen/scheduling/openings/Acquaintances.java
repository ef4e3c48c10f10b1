package health.foramen.scheduling.openings;

import java.util.Set;

/** Which clinicians a patient has met, or is to meet: among openings of one moment theirs come first. */
@FunctionalInterface
public interface Acquaintances {

    Set<String> of(String patient);
}
