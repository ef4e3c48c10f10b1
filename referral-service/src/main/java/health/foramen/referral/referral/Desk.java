package health.foramen.referral.referral;

import health.foramen.referral.care.Coded;

/** Where somebody, or a sweep, still has to do something about a referral. */
public enum Desk implements Coded {
    TRIAGE("triage"),
    /** A permit to be granted, told of a clearance, or given back. */
    PERMIT("permit"),
    CLEARANCE("clearance"),
    /** Done, the relief is awaited. */
    OUTCOME("outcome"),
    /** Everything that has not ended. */
    OPEN("open");

    private final String code;

    Desk(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
