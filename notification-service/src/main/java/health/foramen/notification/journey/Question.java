package health.foramen.notification.journey;

/** What a message asks. A reply is read as the answer to one that is open. */
public enum Question {
    /** Will you come? 1 or 2. */
    CONFIRM,
    /** Have you a ride home? 3. */
    RIDE,
    /** Who drives? Free words. */
    DRIVER,
    /** How strong is your pain? 0–10. */
    PAIN,
    /** Will you take the earlier time? 1 or 2. */
    OFFER
}
