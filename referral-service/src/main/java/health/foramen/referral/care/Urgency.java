package health.foramen.referral.care;

/** How soon the referring physician asks for it. The most urgent comes first. */
public enum Urgency implements Coded {
    URGENT("urgent"), SOON("soon"), ROUTINE("routine");

    private final String code;

    Urgency(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
