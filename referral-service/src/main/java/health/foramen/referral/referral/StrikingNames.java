package health.foramen.referral.referral;

import health.foramen.referral.emergency.AnsweringEmergencies;
import health.foramen.referral.patient.NamesInText;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.Patients;
import health.foramen.referral.patient.Traces;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/** Whoever is erased is no longer named in what people wrote on their referrals, nor on the emergencies that these raised. */
public final class StrikingNames implements Traces {

    /** More than anybody is referred for in a life. */
    private static final int MOST_REFERRALS = 1_000;

    private final Referrals referrals;
    private final Patients patients;
    private final AnsweringEmergencies emergencies;
    private final Clock clock;

    public StrikingNames(Referrals referrals, Patients patients, AnsweringEmergencies emergencies, Clock clock) {
        this.referrals = referrals;
        this.patients = patients;
        this.emergencies = emergencies;
        this.clock = clock;
    }

    /** Records that lead to this one may bear another name, which stands in referrals of both. */
    @Override
    public void strike(Patient person) {
        var records = Stream.concat(Stream.of(person), person.leading().stream().map(Patient.Leading::id).map(patients::itself).flatMap(Optional::stream)).toList();
        var names = NamesInText.of(records.stream().map(Patient::identity).toList());
        records.stream().flatMap(each -> referrals.ofPatient(each.id(), MOST_REFERRALS).stream()).map(Referral::id).forEach(id -> {
            referrals.change(id, referral -> referral.nameless(names, clock.instant()));
            emergencies.rewrite(id, names);
        });
    }
}
