package health.foramen.referral.care;

/** Procedures a payer counts together. */
public enum Family implements Coded {
    EPIDURAL("epidural"), FACET("facet"), RADIOFREQUENCY("radiofrequency"), SACROILIAC("sacroiliac"), JOINT("joint"),
    CONSULTATION("consultation");

    private final String code;

    Family(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
