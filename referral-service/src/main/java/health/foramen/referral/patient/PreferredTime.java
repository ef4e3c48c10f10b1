package health.foramen.referral.patient;

import health.foramen.referral.care.Coded;

/** When a patient would rather come. */
public enum PreferredTime implements Coded {
    MORNING("morning"), AFTERNOON("afternoon");

    private final String code;

    PreferredTime(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
