package health.foramen.referral.packs;

/** A value with where it came from and how sure we are. */
public record Sourced<T>(T value, String source, Confidence confidence) {

    /** For a sentence: "3 days" or "3 days (to be verified)". */
    public String caveat() {
        return confidence == Confidence.VERIFY ? " (to be verified)" : "";
    }
}
