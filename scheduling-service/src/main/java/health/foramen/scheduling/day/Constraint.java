package health.foramen.scheduling.day;

import health.foramen.scheduling.site.Coded;

/** What can keep a visit from a place, in the order in which it is asked: first what never changes that day, then what is taken. */
public enum Constraint implements Coded {
    SETTING("The plan allows other settings only"),
    SITE("The plan names other sites"),
    CLINICIAN("The plan names other clinicians"),
    PROCEDURE("The clinician does not do this procedure there"),
    GUIDANCE("No allowed imaging device in the block"),
    CONTRAST("The block's imaging device shows no contrast"),
    SEDATION("The room is not equipped for this sedation"),
    MONITORED_ROOM("Heart and breathing are not watched in the room"),
    MONITORED_BAY("The site has no monitored bay"),
    TOO_EARLY("Before the earliest date of the permit"),
    TOO_LATE("After the latest date of the permit"),
    AGE("The clinician sees patients of other ages"),
    PAST("Already past"),
    BLOCK_CLOSED("The block is closed"),
    NO_SUCH_TIME("No time on the grid of the block"),
    PAST_MIDNIGHT("Recovery would go on past midnight"),
    OPENING_HOURS("Preparation or recovery outside opening hours"),
    CLINICIAN_BUSY("Clinician taken"),
    CLINICIAN_AWAY("Clinician away at that hour"),
    OUT_OF_SERVICE("Room or imaging device out of service"),
    ROOM_BUSY("Room taken"),
    DEVICE_BUSY("Imaging device taken"),
    NURSE_BUSY("No nurse free"),
    BAY_BEFORE("No bay free to prepare in"),
    BAY_AFTER("No suitable bay free to recover in");

    private final String words;

    Constraint(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** Whether the clinic took back what had been offered, rather than that somebody else has it. */
    public boolean takenBack() {
        return this == BLOCK_CLOSED || this == CLINICIAN_AWAY || this == OUT_OF_SERVICE;
    }

    /** Whether it is about what others took, so that a look a moment later may differ. */
    public boolean taken() {
        return compareTo(CLINICIAN_BUSY) >= 0;
    }
}
