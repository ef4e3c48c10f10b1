package health.foramen.referral.care;

/** The picture a needle is steered by. */
public enum Guidance implements Coded {
    FLUOROSCOPY("fluoroscopy"), CT("ct"), ULTRASOUND("ultrasound"), NONE("none");

    private final String code;

    Guidance(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String words() {
        return this == CT ? "CT" : code;
    }

    public boolean usesXRays() {
        return this == FLUOROSCOPY || this == CT;
    }
}
