package health.foramen.referral.duplicates;

import health.foramen.referral.care.Who;
import health.foramen.referral.duplicates.Merges.UnderWay;
import health.foramen.referral.duplicates.Suspicion.Verdict;
import health.foramen.referral.ledger.Ledgers;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.PatientOutcome;
import health.foramen.referral.patient.Patients;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes two records one, or two again. Records, ledgers and their permits are several documents; what is to be done is written down first, every
 * step may be repeated, and a sweep goes on wherever somebody stopped. Referrals keep the id they were made with, and it leads to the record that
 * stands for it.
 */
public final class MergingPatients {

    private final Patients patients;
    private final Ledgers ledgers;
    private final Suspicions suspicions;
    private final Merges merges;
    private final Clock clock;

    public MergingPatients(Patients patients, Ledgers ledgers, Suspicions suspicions, Merges merges, Clock clock) {
        this.patients = patients;
        this.ledgers = ledgers;
        this.suspicions = suspicions;
        this.merges = merges;
        this.clock = clock;
    }

    public List<Suspicion> suspected() {
        return suspicions.open();
    }

    public Optional<Suspicion> suspicion(String id) {
        return suspicions.find(id);
    }

    /** Two people after all; the question is not asked again. */
    public boolean keepApart(String suspicion, Who by) {
        var found = suspicions.find(suspicion);
        found.ifPresent(known -> judged(known, false, by));
        return found.isPresent();
    }

    /** @param gone leads to {@code kept} from now on */
    public PatientOutcome merge(UUID gone, UUID kept, Who by, String why) {
        while (true) {
            var going = patients.itself(gone);
            if (going.isEmpty() || patients.itself(kept).isEmpty()) {
                return new PatientOutcome.Unknown();
            }
            // Asked again of a record that leads there already, this is the merge of then.
            var again = going.get().leadsTo().filter(kept::equals).isPresent();
            var merge = new UnderWay(gone, kept, false, going.get().version() - (again ? 1 : 0), by, why);
            merges.begun(merge);
            var outcome = merged(merge);
            if (outcome.isEmpty()) {
                // Somebody has changed that record in between; what it says now is what is merged.
                continue;
            }
            if (!(outcome.get() instanceof PatientOutcome.NotMergeable)) {
                suspicions.find(Suspicion.of(gone, kept, "", clock.instant()).id()).ifPresent(known -> judged(known, true, by));
            }
            return outcome.get();
        }
    }

    public PatientOutcome separate(UUID gone, Who by, String why) {
        var going = patients.itself(gone);
        var kept = going.flatMap(Patient::leadsTo);
        if (kept.isEmpty()) {
            return going.<PatientOutcome>map(PatientOutcome.Unchanged::new).orElse(new PatientOutcome.Unknown());
        }
        var parting = new UnderWay(gone, kept.get(), true, going.get().version(), by, why);
        merges.begun(parting);
        separated(parting);
        return patients.itself(gone).<PatientOutcome>map(PatientOutcome.Unchanged::new).orElse(new PatientOutcome.Unknown());
    }

    /** Finishes what a process left behind. */
    public void goOnWithAll() {
        merges.underWay().forEach(this::goOn);
    }

    private void goOn(UnderWay merge) {
        if (merge.apart()) {
            separated(merge);
        } else {
            merged(merge);
        }
    }

    /**
     * A step that comes late, after somebody has decided anew, finds another version or a later turn and changes nothing.
     *
     * @return empty when the record that goes is not as it was when the merge was decided
     */
    private Optional<PatientOutcome> merged(UnderWay merge) {
        var going = patients.itself(merge.gone()).orElseThrow();
        if (going.version() != merge.version() && going.leadsTo().filter(merge.kept()::equals).isEmpty()) {
            merges.ended(merge);
            return Optional.empty();
        }
        var outcome = patients.changeItself(merge.kept(), patient -> patient.leadHere(going, merge.by(), merge.why(), clock.instant()));
        if (outcome instanceof PatientOutcome.NotMergeable) {
            merges.ended(merge);
            return Optional.of(outcome);
        }
        var led = patients.changeItself(merge.gone(), patient -> patient.leadTo(merge.kept(), merge.version(), merge.by(), merge.why(), clock.instant()));
        if (led instanceof PatientOutcome.Unchanged(var gone) && gone.leadsTo().isEmpty()) {
            merges.ended(merge);
            return Optional.empty();
        }
        ledgers.follow(merge.gone(), merge.kept(), merge.version() + 1);
        merges.ended(merge);
        return Optional.of(outcome);
    }

    private void separated(UnderWay parting) {
        ledgers.part(parting.gone(), parting.version() + 1);
        var kept = patients.itself(parting.kept()).orElseThrow();
        patients.changeItself(parting.gone(), patient -> patient.standAlone(kept.version(), parting.version(), parting.by(), parting.why(), clock.instant()));
        patients.changeItself(parting.kept(),
                patient -> patient.letGo(patients.itself(parting.gone()).orElseThrow(), parting.version(), parting.by(), parting.why(), clock.instant()));
        merges.ended(parting);
    }

    private void judged(Suspicion suspicion, boolean same, Who by) {
        suspicions.judged(new Suspicion(suspicion.first(), suspicion.second(), suspicion.because(), suspicion.at(), Optional.of(new Verdict(same, by, clock.instant()))));
    }
}
