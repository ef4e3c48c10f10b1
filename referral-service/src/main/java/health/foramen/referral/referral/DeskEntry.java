package health.foramen.referral.referral;

/**
 * That a referral stands at a desk, and where in its line.
 *
 * @param place a text that sorts as the desk is read; empty where the order does not matter
 */
public record DeskEntry(Desk desk, String place) {
}
