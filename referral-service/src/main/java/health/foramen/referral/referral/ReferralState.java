package health.foramen.referral.referral;

import health.foramen.referral.care.Who;
import health.foramen.referral.ledger.Session.Relief;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Where a referral stands; each state holds only what exists then. */
public sealed interface ReferralState {

    /** A red flag: not queued, ever. The submitter was told to send the patient to emergency care. */
    record Emergency(List<String> signs) implements ReferralState {

        public Emergency {
            signs = List.copyOf(signs);
        }
    }

    record AwaitingTriage(Instant since) implements ReferralState {
    }

    /** The clinic has asked; the practice must answer. */
    record InformationRequested(Who by, String question, Instant since) implements ReferralState {
    }

    /** @param bookAgainBecause an earlier appointment was cancelled or missed */
    record Accepted(Acceptance acceptance, PermitState permit, Optional<String> bookAgainBecause) implements ReferralState {
    }

    record Booked(Acceptance acceptance, PermitState.Granted permit, Appointment appointment) implements ReferralState {
    }

    /** Done, and waiting for the relief to be reported. */
    record Performed(Acceptance acceptance, UUID permitId, Appointment appointment, LocalDate on, FollowUp followUp, List<Relief> relief)
            implements ReferralState {

        public Performed {
            relief = List.copyOf(relief);
        }
    }

    /** @param permitToReturn a permit that still has to be given back */
    record Closed(Outcome outcome, Instant at, Optional<UUID> permitToReturn) implements ReferralState {
    }

    /** @param category absent when nobody chose one */
    record Declined(Who by, String reason, Instant at, Optional<DeclineReason> category) implements ReferralState {
    }

    /** @param permitToReturn a permit that still has to be given back */
    record Withdrawn(Who by, String reason, Instant at, Optional<UUID> permitToReturn) implements ReferralState {
    }

    /** With each of the sentences that people wrote changed. */
    default ReferralState rewritten(UnaryOperator<String> words) {
        return switch (this) {
            case Emergency _, AwaitingTriage _ -> this;
            case InformationRequested r -> new InformationRequested(r.by(), words.apply(r.question()), r.since());
            case Accepted a -> new Accepted(a.acceptance().rewritten(words), a.permit().rewritten(words), a.bookAgainBecause().map(words));
            case Booked b -> new Booked(b.acceptance().rewritten(words), b.permit(), b.appointment());
            case Performed p -> new Performed(p.acceptance().rewritten(words), p.permitId(), p.appointment(), p.on(), p.followUp().rewritten(words), p.relief());
            case Closed c -> new Closed(c.outcome().rewritten(words), c.at(), c.permitToReturn());
            case Declined d -> new Declined(d.by(), words.apply(d.reason()), d.at(), d.category());
            case Withdrawn w -> new Withdrawn(w.by(), words.apply(w.reason()), w.at(), w.permitToReturn());
        };
    }

    /** The code on the wire. */
    default String code() {
        return switch (this) {
            case Emergency _ -> "emergency";
            case AwaitingTriage _ -> "awaiting-triage";
            case InformationRequested _ -> "information-requested";
            case Accepted _ -> "accepted";
            case Booked _ -> "booked";
            case Performed _ -> "performed";
            case Closed _ -> "closed";
            case Declined _ -> "declined";
            case Withdrawn _ -> "withdrawn";
        };
    }

    /** As a physician reads it. */
    default String words() {
        return switch (this) {
            case Emergency _ -> "emergency: not queued";
            case AwaitingTriage _ -> "waiting for triage";
            case InformationRequested _ -> "your answer is needed";
            case Accepted a -> switch (a.permit()) {
                case PermitState.Wanted _ -> "accepted";
                case PermitState.Granted _ -> a.bookAgainBecause().isPresent() ? "to be booked again" : "accepted, to be booked";
                case PermitState.Withheld _ -> "accepted, permit withheld";
            };
            case Booked _ -> "booked";
            case Performed _ -> "done, waiting for relief";
            case Closed _ -> "closed";
            case Declined _ -> "declined";
            case Withdrawn _ -> "withdrawn";
        };
    }

    /** How many of the six dots (received, triaged, booked, done, relief, closed) lie behind. */
    default int dots() {
        return switch (this) {
            case Emergency _, AwaitingTriage _, InformationRequested _ -> 1;
            case Accepted _, Declined _, Withdrawn _ -> 2;
            case Booked _ -> 3;
            case Performed p -> p.relief().isEmpty() ? 4 : 5;
            case Closed c -> switch (c.outcome()) {
                case Outcome.Treated _, Outcome.Consulted _ -> 6;
                case Outcome.NotTreated _ -> 2;
            };
        };
    }
}
