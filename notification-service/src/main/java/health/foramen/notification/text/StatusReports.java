package health.foramen.notification.text;

/** Whoever keeps what became of a message. */
public interface StatusReports {

    /** @return false when no such message is known; that is no fault of the provider's */
    boolean heard(StatusReport report);
}
