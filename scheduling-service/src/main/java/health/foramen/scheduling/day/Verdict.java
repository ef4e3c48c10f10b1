package health.foramen.scheduling.day;

import health.foramen.scheduling.site.Coded;

/** What would become of a block if it were published on a date now, in the words of a desk. */
public enum Verdict implements Coded {
    NEW("New", "will be published"),
    AMENDED("Changed", "published otherwise, nobody is booked in it: will be changed"),
    UNCHANGED("Unchanged", "published already"),
    BOOKED_OTHERWISE("Booked otherwise", "published otherwise, and patients are booked in it"),
    CLOSED_BEFORE("Closed before", "was closed on purpose and stays closed"),
    CONFLICTS_WITH_BLOCK("Conflict", "clinician or room is in another block then"),
    CLINICIAN_ELSEWHERE("Clinician elsewhere", "published at another site at that time"),
    ON_LEAVE("On leave", "the clinician is away"),
    SITE_CLOSED("Site closed", "a holiday or closure of the site"),
    OUTSIDE_OPENING_HOURS("Outside opening hours", "the doors are not open all that time"),
    PAST("In the past", "its day or hour is over"),
    DAY_FULL("Day full", "the day has as many blocks as a day can have");

    private final String words;
    private final String sentence;

    Verdict(String words, String sentence) {
        this.words = words;
        this.sentence = sentence;
    }

    public String words() {
        return words;
    }

    public String sentence() {
        return sentence;
    }

    /** Whether publishing would write something. */
    public boolean writes() {
        return this == NEW || this == AMENDED;
    }

    /** Whether a person should look: it is wanted, and cannot be. */
    public boolean contested() {
        return this == BOOKED_OTHERWISE || this == CONFLICTS_WITH_BLOCK || this == CLINICIAN_ELSEWHERE || this == DAY_FULL;
    }
}
