package health.foramen.outbox;

/** An event that can never be applied as it is. Its message is the reason that an administrator reads. */
public final class PoisonEvent extends RuntimeException {

    public PoisonEvent(String reason) {
        super(reason);
    }

    public PoisonEvent(String reason, Throwable cause) {
        super(reason, cause);
    }
}
