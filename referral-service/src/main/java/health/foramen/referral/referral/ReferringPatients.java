package health.foramen.referral.referral;

import health.foramen.referral.care.Region;
import health.foramen.referral.care.Who;
import health.foramen.referral.emergency.AnsweringEmergencies;
import health.foramen.referral.intake.Facts;
import health.foramen.referral.intake.Finding;
import health.foramen.referral.intake.Intake;
import health.foramen.referral.intake.Proposal;
import health.foramen.referral.intake.Rules;
import health.foramen.referral.ledger.Ledger;
import health.foramen.referral.ledger.Ledgers;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.RegisteringPatients;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;

/** A physician refers a patient. */
public final class ReferringPatients {

    /** @param id follows from the caller and the key of the request, {@code requestHash} from its body */
    public record ReferPatient(UUID id, String requestHash, Patient.Described patient, Intake intake, String practice, Who by) {
    }

    private final Referrals referrals;
    private final RegisteringPatients patients;
    private final Ledgers ledgers;
    private final AnsweringEmergencies emergencies;
    private final Packs packs;
    private final Clock clock;

    public ReferringPatients(Referrals referrals, RegisteringPatients patients, Ledgers ledgers, AnsweringEmergencies emergencies, Packs packs,
            Clock clock) {
        this.referrals = referrals;
        this.patients = patients;
        this.ledgers = ledgers;
        this.emergencies = emergencies;
        this.packs = packs;
        this.clock = clock;
    }

    /** The same request again gives the same referral. An alert is raised before anything could fail that comes after it. */
    public ReferralOutcome refer(ReferPatient request) {
        var known = referrals.find(request.id());
        if (known.isPresent()) {
            return again(known.get(), request);
        }
        var patient = patients.register(request.patient(), request.practice(), request.by());
        var findings = judge(request.intake(), ledger(patient.id(), request.intake()));
        var received = Referral.received(request.id(), patient.id(), request.practice(), request.by(), request.requestHash(), request.intake(),
                findings, clock.instant());
        if (received.referral().state() instanceof ReferralState.Emergency(var signs)) {
            emergencies.referred(request.id(), patient.id(), request.practice(), signs);
        }
        return referrals.add(received) ? received : again(referrals.find(request.id()).orElseThrow(), request);
    }

    /** What the rules think of an unfinished referral. Nobody's record is looked up for it. */
    public List<Finding> considering(Intake unfinished) {
        return judge(unfinished, Ledger.empty(new UUID(0, 0), Region.NONE));
    }

    private static ReferralOutcome again(Referral known, ReferPatient request) {
        return known.requestHash().equals(request.requestHash()) ? new ReferralOutcome.Unchanged(known)
                : new ReferralOutcome.Refused(new Refusal.KeyUsedForAnother());
    }

    private Ledger ledger(UUID patient, Intake intake) {
        return Proposal.asked(intake).region().map(region -> ledgers.of(patient, region)).orElse(Ledger.empty(patient, Region.NONE));
    }

    private List<Finding> judge(Intake intake, Ledger ledger) {
        return Rules.judge(new Facts(intake, Proposal.asked(intake), packs.on(LocalDate.now(clock)), ledger, LocalDateTime.now(clock)));
    }
}
