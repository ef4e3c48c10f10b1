package health.foramen.referral.packs;

import health.foramen.referral.care.Coded;

/** How sure we are of a value. A value to verify was seen only in secondary sources, and says so to its reader. */
public enum Confidence implements Coded {
    STATED("stated"), VERIFY("verify");

    private final String code;

    Confidence(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
