package health.foramen.referral.ledger;

import java.util.List;

/** What the ledger decided. */
public sealed interface LedgerOutcome {

    record Changed(Ledger ledger, List<PermitEvent> events) implements LedgerOutcome {

        public Changed {
            events = List.copyOf(events);
        }
    }

    record Unchanged(Ledger ledger) implements LedgerOutcome {
    }

    record Refused(LimitReached reason) implements LedgerOutcome {
    }
}
