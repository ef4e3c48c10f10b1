package health.foramen.referral.care;

/** Who did it: a person of the clinic or of a practice, or a service. */
public record Who(String id, String name) {

    /** What the suite does by itself, from an event or when a date comes. */
    public static final Who SUITE = new Who("referral-service", "Foramen");
}
