package health.foramen.scheduling.site;

/** The kind of place a site is. Rules of payers and of sedation ask for it, so it is a property of the site, not a label. */
public enum Setting implements Coded {
    HOSPITAL("Hospital"), SURGERY_CENTER("Surgery center"), OFFICE("Office");

    private final String words;

    Setting(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
