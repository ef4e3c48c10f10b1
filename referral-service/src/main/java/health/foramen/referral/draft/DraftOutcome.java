package health.foramen.referral.draft;

/** What became of a wish to keep a draft. */
public sealed interface DraftOutcome {

    record Saved(Draft draft) implements DraftOutcome {
    }

    /** Somebody else of the practice has saved it meanwhile. */
    record Stale(Draft present) implements DraftOutcome {
    }

    /** @param sentence as the one who types reads it */
    record Refused(String sentence) implements DraftOutcome {
    }

    /** There is no such draft, or it is somebody else's, which is the same. */
    record Unknown() implements DraftOutcome {
    }
}
