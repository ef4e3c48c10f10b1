package health.foramen.referral.referral;

import health.foramen.referral.care.Coded;

/** Why a referral was declined, so that reasons can be counted; the words for the physician stand beside it. */
public enum DeclineReason implements Coded {
    NO_INDICATION("no-indication"), CARE_FIRST("conservative-care-first"), OTHER_SERVICE("other-service"), NOT_COVERED("not-covered"),
    INFORMATION_MISSING("information-missing"), DUPLICATE("duplicate"), PATIENT_DECLINED("patient-declined"), OTHER("other");

    private final String code;

    DeclineReason(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
