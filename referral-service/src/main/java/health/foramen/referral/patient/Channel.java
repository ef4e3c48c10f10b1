package health.foramen.referral.patient;

import health.foramen.referral.care.Coded;

/** A way to reach a patient. */
public enum Channel implements Coded {
    TEXT("text"), EMAIL("email");

    private final String code;

    Channel(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
