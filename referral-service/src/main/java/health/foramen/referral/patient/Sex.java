package health.foramen.referral.patient;

import health.foramen.referral.care.Coded;

/** As the chart states it (FHIR administrative gender). */
public enum Sex implements Coded {
    FEMALE("female"), MALE("male"), OTHER("other"), UNKNOWN("unknown");

    private final String code;

    Sex(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
