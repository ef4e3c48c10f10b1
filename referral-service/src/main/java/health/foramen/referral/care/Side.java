package health.foramen.referral.care;

/** Laterality. Midline belongs to interlaminar and caudal injections, which enter between the laminae. */
public enum Side implements Coded {
    LEFT("left"), RIGHT("right"), BILATERAL("bilateral"), MIDLINE("midline");

    private final String code;

    Side(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
