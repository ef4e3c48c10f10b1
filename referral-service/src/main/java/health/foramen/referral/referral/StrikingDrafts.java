package health.foramen.referral.referral;

import health.foramen.referral.draft.Draft;
import health.foramen.referral.draft.KeepingDrafts;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.Traces;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** A draft that names an erased person goes, with its files, whosever it is: what was typed is no record of anybody. */
public final class StrikingDrafts implements Traces {

    private final KeepingDrafts drafting;

    public StrikingDrafts(KeepingDrafts drafting) {
        this.drafting = drafting;
    }

    @Override
    public void strike(Patient person) {
        drafting.strike(draft -> names(draft, person));
    }

    private static boolean names(Draft draft, Patient person) {
        var record = draft.value("patient.recordNumber").strip();
        return draft.owner().code().map(person.recordNumbers()::get).filter(record::equals).isPresent()
                || person.identity().isMeantBy(draft.value("patient.givenName"), draft.value("patient.familyName"), date(draft.value("patient.birthDate")));
    }

    private static Optional<LocalDate> date(String typed) {
        try {
            return Optional.of(LocalDate.parse(typed.strip()));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
