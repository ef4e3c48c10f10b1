package health.foramen.referral.directory;

/** What became of a wish to correct how a physician is reached. */
public sealed interface DirectoryOutcome {

    record Changed(Physician physician) implements DirectoryOutcome {
    }

    record Unchanged(Physician physician) implements DirectoryOutcome {
    }

    /** Somebody else has changed the entry meanwhile. */
    record Stale(Physician present) implements DirectoryOutcome {
    }

    record Unknown() implements DirectoryOutcome {
    }
}
