package health.foramen.referral.referral.store;

import health.foramen.referral.referral.Referral;

/** What others may know of a referral. */
record ReferralFact(String referralId, long version, String patientId, String practiceId, String status, String urgency) {

    static ReferralFact of(Referral referral) {
        return new ReferralFact(referral.id().toString(), referral.revision(), referral.patientId().toString(), referral.practiceId(),
                referral.state().code(), referral.intake().urgency().code());
    }
}
