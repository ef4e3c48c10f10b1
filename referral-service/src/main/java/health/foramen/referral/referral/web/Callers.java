package health.foramen.referral.referral.web;

import health.foramen.referral.care.Who;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.Viewer;
import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import java.util.Optional;

/** Who a caller is to a referral. */
public final class Callers {

    private Callers() {
    }

    public static Who who(Person person) {
        return new Who(person.id(), person.name());
    }

    /** A referrer sees the own practice's, and without a practice none at all. */
    public static Viewer viewer(Person person) {
        return person.isAny(Role.CLINICIAN, Role.FRONT_DESK) ? Viewer.CLINIC : new Viewer(Optional.of(person.practice().orElse("")));
    }

    /** The practice's own people do, and so does the desk for a referral that it entered for a physician: the answer comes by phone then. */
    static boolean speaksForThePractice(Person person, Referral referral) {
        return person.is(Role.REFERRER) || person.is(Role.FRONT_DESK) && referral.folder().origin().enteredBy().isPresent();
    }

    /** Findings, questions and what a physician wrote are for those who treat. */
    public static boolean readsNotes(Person person) {
        return person.isAny(Role.CLINICIAN, Role.REFERRER);
    }
}
