package health.foramen.referral.care;

/** Something that must be settled before a needle, and whether it is. */
public record Clearance(Kind kind, State state) {

    public enum Kind implements Coded {
        /** The prescriber agrees to the hold of a blood thinner. */
        BLOOD_THINNER("blood-thinner"),
        /** Medicine against a contrast reaction is ordered. */
        PREMEDICATION("premedication"),
        /** A physician decided about X-rays in a possible pregnancy. */
        PREGNANCY("pregnancy"),
        /** Infection, fever or antibiotics are over. */
        INFECTION("infection"),
        /** The payer has agreed beforehand. */
        PRIOR_AUTHORISATION("prior-authorisation"),
        /** The patient has signed. */
        CONSENT("consent");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }

        /** Nothing is permitted at all before this one has come. */
        public boolean withholds() {
            return this == INFECTION;
        }

        /** An opening may be held meanwhile, but booking waits for this one. The others must have come before the visit begins. */
        public boolean holdsOnly() {
            return switch (this) {
                case INFECTION, PREGNANCY, PRIOR_AUTHORISATION -> true;
                case BLOOD_THINNER, PREMEDICATION, CONSENT -> false;
            };
        }

        /** Whether the clinic's desk may settle it, or only who treats. */
        public boolean isTheDesks() {
            return this == PRIOR_AUTHORISATION || this == CONSENT;
        }
    }

    public enum State implements Coded {
        OPEN("open"), CLEARED("cleared"), REFUSED("refused");

        private final String code;

        State(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    public boolean isCleared() {
        return state == State.CLEARED;
    }
}
