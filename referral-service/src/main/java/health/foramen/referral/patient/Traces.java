package health.foramen.referral.patient;

/** Where else than in the record a person may be named: what was typed or brought in and is no part of any record yet. */
@FunctionalInterface
public interface Traces {

    /** Strikes what names this person; again strikes nothing more. */
    void strike(Patient person);
}
