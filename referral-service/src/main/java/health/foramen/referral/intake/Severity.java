package health.foramen.referral.intake;

import health.foramen.referral.care.Coded;

/** How much a finding weighs, the heaviest first. */
public enum Severity implements Coded {
    /** Never queued, cannot be overridden. */
    EMERGENCY("emergency"),
    /** Stops an acceptance unless a clinician overrides it with a reason. */
    BLOCKING("blocking"),
    WARNING("warning"),
    NOTE("note");

    private final String code;

    Severity(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
