package health.foramen.referral.ledger;

import health.foramen.referral.care.Family;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.packs.PayerPack;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers when a patient's next injection session is possible, and shows why. */
public final class ReckoningLedgers {

    /** One region of a patient, for one payer. */
    public record Account(Ledger ledger, List<Reckoning> reckonings) {

        public Account {
            reckonings = List.copyOf(reckonings);
        }
    }

    private final Ledgers ledgers;
    private final Packs packs;
    private final Clock clock;

    public ReckoningLedgers(Ledgers ledgers, Packs packs, Clock clock) {
        this.ledgers = ledgers;
        this.packs = packs;
        this.clock = clock;
    }

    public LocalDate today() {
        return LocalDate.now(clock);
    }

    public Optional<PayerPack> payer(String code, LocalDate on) {
        return packs.on(on).payer(code);
    }

    public List<PayerPack> payers(LocalDate on) {
        return packs.on(on).payersByTitle();
    }

    /** The payers of whom the patient's ledgers speak. */
    public Set<String> payersOf(UUID patient) {
        return ledgers.of(patient).stream().flatMap(ledger -> Stream.concat(ledger.permits().stream().map(Permit::payer),
                ledger.performed().stream().map(Session::payer).flatMap(Optional::stream))).filter(code -> !code.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Against the payer's pack in force on the day: each region in which anything stands, each family the patient has had there. */
    public List<Account> account(UUID patient, PayerPack payer, LocalDate on) {
        return ledgers.of(patient).stream().map(ledger -> new Account(ledger, families(ledger)
                .map(family -> ledger.reckon(Limits.of(payer, family), payer.terms(family).flatMap(PayerPack.Terms::repeat), on)).toList())).toList();
    }

    private static Stream<Family> families(Ledger ledger) {
        return Arrays.stream(Family.values()).filter(family -> ledger.performed().stream().anyMatch(session -> session.procedure().family() == family)
                || ledger.permits().stream().anyMatch(permit -> permit.plan().procedure().family() == family));
    }
}
