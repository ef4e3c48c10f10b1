package health.foramen.notification.journey;

/** A cadence file that cannot be used; the message names file, line and reason. */
public final class BrokenCadence extends RuntimeException {

    private static final long serialVersionUID = 1;

    public BrokenCadence(String sentence) {
        super(sentence);
    }
}
