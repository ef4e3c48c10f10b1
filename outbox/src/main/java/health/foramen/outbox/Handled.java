package health.foramen.outbox;

/** What became of an event. */
public enum Handled {

    /** The present state now says what the event says. */
    APPLIED,

    /** The guard saw a sequence that is as new or newer; nothing changed and nothing had to. */
    SUPERSEDED
}
