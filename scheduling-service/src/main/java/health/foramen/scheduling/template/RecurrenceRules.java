package health.foramen.scheduling.template;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Reads recurrence rules of RFC 5545, over local dates. */
public interface RecurrenceRules {

    /** Why this is no rule that we can use, as a sentence. */
    Optional<String> fault(String rule);

    /** The dates of the rule, counted from {@code first}, that lie between {@code from} and {@code to}, both included, in order. */
    List<LocalDate> dates(String rule, LocalDate first, LocalDate from, LocalDate to);
}
