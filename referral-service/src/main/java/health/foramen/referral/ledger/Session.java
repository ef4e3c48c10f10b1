package health.foramen.referral.ledger;

import health.foramen.referral.care.Procedure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An injection session: one performed procedure in one region, which is what a payer counts.
 *
 * @param id     of the appointment it was performed at, or of the entry in the history it was recorded by
 * @param payer  absent when nobody said; then every payer counts it
 * @param source where the clinic knows it from
 * @param relief as the patient reported it, by day after the procedure
 */
public record Session(String id, LocalDate date, Procedure procedure, Optional<String> payer, Optional<UUID> referralId, String source,
                      List<Relief> relief) {

    public Session {
        relief = List.copyOf(relief);
    }

    /** One entry of the relief diary: day 0 is the day of the procedure and never counts as relief, the anaesthetic speaks. */
    public record Relief(int day, int percent) {
    }

    public Session with(Relief entry) {
        var others = new ArrayList<>(relief.stream().filter(known -> known.day() != entry.day()).toList());
        others.add(entry);
        others.sort(Comparator.comparingInt(Relief::day));
        return new Session(id, date, procedure, payer, referralId, source, others);
    }

    public Optional<Relief> bestRelief() {
        return relief.stream().filter(entry -> entry.day() > 0).max(Comparator.comparingInt(Relief::percent));
    }

    /** The last day until which every entry reached the percentage; absent when no entry ever did. */
    public Optional<Integer> sustainedDays(int percent) {
        Integer until = null;
        for (var entry : relief) {
            if (entry.day() > 0) {
                if (entry.percent() >= percent) {
                    until = entry.day();
                } else if (until != null) {
                    break;
                }
            }
        }
        return Optional.ofNullable(until);
    }
}
