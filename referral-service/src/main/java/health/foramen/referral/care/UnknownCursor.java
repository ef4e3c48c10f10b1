package health.foramen.referral.care;

/** A cursor that no page of the list ever gave out. */
public final class UnknownCursor extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
