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
        PRIOR_AUTHORISATION("prior-authorisation");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
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
