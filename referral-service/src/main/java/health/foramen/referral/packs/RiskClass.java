package health.foramen.referral.packs;

import health.foramen.referral.care.Coded;

/** Risk of bleeding by procedure (ASRA 2018); chooses the column of the blood-thinner table. */
public enum RiskClass implements Coded {
    NONE("none"), LOW("low"), INTERMEDIATE("intermediate");

    private final String code;

    RiskClass(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
