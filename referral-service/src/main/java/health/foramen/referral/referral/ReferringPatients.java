package health.foramen.referral.referral;

import health.foramen.referral.attachment.Attachment;
import health.foramen.referral.care.Region;
import health.foramen.referral.care.Who;
import health.foramen.referral.directory.KeepingDirectory;
import health.foramen.referral.directory.Physician;
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
import java.util.Optional;
import java.util.UUID;

/** A physician refers a patient, or the front desk does on behalf of one. */
public final class ReferringPatients {

    /** @param id follows from the caller and the key of the request, {@code requestHash} from its body */
    public record ReferPatient(UUID id, String requestHash, Patient.Described patient, Intake intake, Author author, List<Attachment> attachments) {

        public ReferPatient with(List<Attachment> files) {
            return new ReferPatient(id, requestHash, patient, intake, author, List.copyOf(files));
        }
    }

    /** From whom a referral comes. */
    public sealed interface Author {

        /** A physician who signs in for a practice, or a program of that practice. */
        record Online(String practice, Who by) implements Author {
        }

        /** The front desk, from a fax, a letter or a call. @param physician of the directory; {@code added} one who is not in it yet */
        record AtTheDesk(Who by, Origin.Way way, Optional<LocalDate> on, Optional<UUID> physician, Optional<Physician.Described> added) implements Author {
        }
    }

    private record Referrer(String practice, Who who, Who typedBy, Origin origin) {
    }

    private final Referrals referrals;
    private final RegisteringPatients patients;
    private final Ledgers ledgers;
    private final AnsweringEmergencies emergencies;
    private final KeepingDirectory directory;
    private final Packs packs;
    private final Clock clock;

    public ReferringPatients(Referrals referrals, RegisteringPatients patients, Ledgers ledgers, AnsweringEmergencies emergencies, KeepingDirectory directory,
            Packs packs, Clock clock) {
        this.directory = directory;
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
        var from = referrer(request.author());
        if (from.isEmpty()) {
            return new ReferralOutcome.Refused(new Refusal.UnknownPhysician());
        }
        var referrer = from.get();
        var patient = patients.register(request.patient(), referrer.practice(), referrer.typedBy());
        var findings = judge(request.intake(), ledger(patient.id(), request.intake()));
        var received = Referral.received(request.id(), patient.id(), referrer.practice(), referrer.who(), request.requestHash(), request.intake(),
                findings, new Folder(referrer.origin(), request.attachments()), clock.instant());
        if (received.referral().state() instanceof ReferralState.Emergency(var signs)) {
            emergencies.referred(request.id(), patient.id(), referrer.practice(), signs);
        }
        return referrals.add(received) ? received : again(referrals.find(request.id()).orElseThrow(), request);
    }

    /** What the rules think of an unfinished referral. Nobody's record is looked up for it. */
    public List<Finding> considering(Intake unfinished) {
        return judge(unfinished, Ledger.empty(new UUID(0, 0), Region.NONE));
    }

    /** The same for a patient whom the one who asks knows: what the ledger holds against it is said before it is sent. */
    public List<Finding> considering(Intake unfinished, UUID patient) {
        return judge(unfinished, ledger(patient, unfinished));
    }

    /** Whoever signs in is in the directory from then on, so that the desk finds them when they send a fax one day. */
    private Optional<Referrer> referrer(Author author) {
        return switch (author) {
            case Author.Online(var practice, var by) -> {
                directory.signedIn(by.id(), by.name(), practice);
                yield Optional.of(new Referrer(practice, by, by, Origin.ONLINE));
            }
            case Author.AtTheDesk(var by, var way, var on, var known, var added) -> known.flatMap(directory::find).or(() -> added.map(directory::enter))
                    .map(physician -> new Referrer(physician.practice(), new Who(physician.account().orElse(physician.id().toString()), physician.name()), by,
                            new Origin(way, Optional.of(by), on, Optional.of(physician.id()))));
        };
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
