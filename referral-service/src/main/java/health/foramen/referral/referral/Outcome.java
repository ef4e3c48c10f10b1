package health.foramen.referral.referral;

import health.foramen.referral.care.Plan;
import health.foramen.referral.care.Procedure;
import health.foramen.referral.ledger.Session.Relief;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What became of it, for the physician who asked. */
public sealed interface Outcome {

    /**
     * The procedure was done.
     *
     * @param relief as the patient reported it; empty means that no relief was reported
     * @param done   the plan that was carried out, and by whom
     */
    record Treated(Procedure procedure, String siteId, LocalDate on, List<Relief> relief, FollowUp followUp, Optional<Done> done) implements Outcome {

        public Treated {
            relief = List.copyOf(relief);
        }

        /** The entry that speaks for the outcome: the latest one. */
        public Optional<Relief> reported() {
            return relief.stream().filter(entry -> entry.day() > 0).max(Comparator.comparingInt(Relief::day));
        }
    }

    /** What the physician reads of the procedure itself. */
    record Done(Plan plan, String clinicianId) {
    }

    /** A consultation took place; there is no relief to ask for. */
    record Consulted(String siteId, LocalDate on, FollowUp followUp) implements Outcome {
    }

    record NotTreated(String reason) implements Outcome {
    }

    default Outcome rewritten(UnaryOperator<String> words) {
        return switch (this) {
            case Treated t -> new Treated(t.procedure(), t.siteId(), t.on(), t.relief(), t.followUp().rewritten(words), t.done());
            case Consulted c -> new Consulted(c.siteId(), c.on(), c.followUp().rewritten(words));
            case NotTreated(var reason) -> new NotTreated(words.apply(reason));
        };
    }
}
