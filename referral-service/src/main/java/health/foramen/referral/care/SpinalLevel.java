package health.foramen.referral.care;

/** The 31 spinal nerves of one side, from the neck downward. */
public enum SpinalLevel implements Coded {
    C1, C2, C3, C4, C5, C6, C7, C8,
    T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12,
    L1, L2, L3, L4, L5,
    S1, S2, S3, S4, S5,
    /** The coccygeal nerve. */
    CO {
        @Override
        public String code() {
            return "Co";
        }
    };

    @Override
    public String code() {
        return name();
    }

    @Override
    public String words() {
        return code();
    }
}
