package health.foramen.referral.ledger.web;

import health.foramen.referral.ledger.Permit;
import health.foramen.referral.ledger.Reckoning;
import health.foramen.referral.ledger.ReckoningLedgers;
import health.foramen.referral.ledger.ReckoningLedgers.Account;
import health.foramen.referral.patient.Patients;
import health.foramen.shell.Problem;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** When a patient's next injection session is possible, with the arithmetic. */
@RestController
public final class LedgerApi {

    public record Line(String kind, LocalDate date, LocalDate countsUntil, String source) {
    }

    public record WindowView(int count, int months, int counted, int room, List<Line> lines) {
    }

    public record RepeatView(int reliefPercent, int sustainedDays, boolean verified, Optional<Integer> orFunctionGainPercent, LocalDate after, Optional<Integer> reachedUntilDay, String standing) {
    }

    public record FamilyView(String family, String sentence, LocalDate nextEligible, boolean possible, List<WindowView> windows, Optional<Reckoning.Spacing> spacing,
                             Optional<RepeatView> repeat) {
    }

    public record PermitView(UUID permitId, String status, String procedure, String payer, LocalDate earliest, LocalDate latest, UUID referralId) {
    }

    public record RegionView(String region, List<FamilyView> families, List<PermitView> permits) {
    }

    public record LedgerView(String patientId, String payer, LocalDate on, List<RegionView> regions) {
    }

    private final ReckoningLedgers reckoning;
    private final Patients patients;

    public LedgerApi(ReckoningLedgers reckoning, Patients patients) {
        this.reckoning = reckoning;
        this.patients = patients;
    }

    @GetMapping("/api/patients/{id}/ledger")
    ResponseEntity<?> ledger(@PathVariable UUID id, @RequestParam String payer, @RequestParam(name = "on") Optional<String> day) {
        if (patients.find(id).isEmpty()) {
            return Problem.of(HttpStatus.NOT_FOUND, "unknown-patient", "There is no such patient.").response();
        }
        var on = day.map(LedgerApi::date).orElse(Optional.of(reckoning.today()));
        if (on.isEmpty()) {
            return Problem.of(HttpStatus.BAD_REQUEST, "invalid-parameter", "A date between 2000 and 2200 is expected, such as 2026-12-03.").with("parameter", "on").response();
        }
        return reckoning.payer(payer, on.get()).<ResponseEntity<?>>map(pack -> ResponseEntity.ok(new LedgerView(id.toString(), payer, on.get(),
                        reckoning.account(id, pack, on.get()).stream().map(LedgerApi::region).toList())))
                .orElseGet(() -> Problem.of(HttpStatus.BAD_REQUEST, "invalid-parameter", "The payer is not known.").with("parameter", "payer").response());
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text)).filter(date -> date.getYear() >= 2000 && date.getYear() < 2200);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static RegionView region(Account account) {
        return new RegionView(account.ledger().region().code(), account.reckonings().stream().map(LedgerApi::family).toList(),
                account.ledger().permits().stream().map(LedgerApi::permit).toList());
    }

    private static FamilyView family(Reckoning reckoning) {
        return new FamilyView(reckoning.limits().family().code(), reckoning.sentence(), reckoning.nextEligible(), !reckoning.nextEligible().isAfter(reckoning.on()),
                reckoning.windows().stream().map(window -> new WindowView(window.window().count(), window.window().months(), window.lines().size(), window.room(),
                        window.lines().stream().map(line -> new Line(line.permitted() ? "permitted" : "performed", line.date(), line.countsUntil(), line.source())).toList())).toList(),
                reckoning.spacing(), reckoning.repeat().map(repeat -> new RepeatView(repeat.percent(), repeat.days(), repeat.verified(), repeat.orFunctionGain(), repeat.after().date(),
                        repeat.reachedUntil(), repeat.standing().name().toLowerCase(Locale.ROOT).replace('_', '-'))));
    }

    private static PermitView permit(Permit permit) {
        return new PermitView(permit.id(), permit.status().code(), permit.plan().procedure().code(), permit.payer(), permit.earliest(), permit.latest(), permit.referralId());
    }
}
