package health.foramen.referral.ledger;

import health.foramen.referral.care.Procedure;
import health.foramen.referral.packs.Packs;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Writes in what a patient has had elsewhere, so that a payer's limit is known before it is met. */
public final class RecordingHistory {

    /** One performed procedure. The id follows from the rest, so that the same line twice is one session. */
    public record PastSession(String id, LocalDate date, Procedure procedure, Optional<String> payer, String source) {
    }

    private final Ledgers ledgers;
    private final Packs packs;
    private final Clock clock;

    public RecordingHistory(Ledgers ledgers, Packs packs, Clock clock) {
        this.ledgers = ledgers;
        this.packs = packs;
        this.clock = clock;
    }

    /** @return how many were new */
    public int record(UUID patientId, List<PastSession> sessions) {
        var rules = packs.on(LocalDate.now(clock));
        return (int) sessions.stream().filter(past -> {
            var session = new Session(past.id(), past.date(), past.procedure(), past.payer(), Optional.empty(), past.source(), List.of());
            var limits = past.payer().flatMap(rules::payer).map(payer -> Limits.of(payer, past.procedure().family()))
                    .orElse(new Limits("", "", past.procedure().family(), List.of(), Optional.empty()));
            return ledgers.change(patientId, past.procedure().region(),
                    ledger -> ledger.holds(past.date(), past.procedure()) ? new LedgerOutcome.Unchanged(ledger)
                            : ledger.perform(session, Optional.empty(), limits, clock.instant())) instanceof LedgerOutcome.Changed;
        }).count();
    }
}
