package health.foramen.referral.care;

/** The kind of place a site is. */
public enum Setting implements Coded {
    HOSPITAL("hospital"), SURGERY_CENTER("surgery-center"), OFFICE("office");

    private final String code;

    Setting(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
