package health.foramen.referral.care;

/** How the patient lies; told to the team. */
public enum Position implements Coded {
    PRONE("prone"), SUPINE("supine"), SIDE("side"), CLINICIAN_SETS("clinician-sets");

    private final String code;

    Position(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
