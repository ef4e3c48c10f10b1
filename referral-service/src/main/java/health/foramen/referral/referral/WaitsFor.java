package health.foramen.referral.referral;

import health.foramen.referral.care.Coded;
import java.util.Optional;

/** What an open referral waits for, the most pressing first. */
public enum WaitsFor implements Coded {
    EMERGENCY("emergency", "Emergency, to be closed once others have taken over", true),
    BOOKING_AGAIN("booking-again", "To be booked again", true),
    TRIAGE("triage", "A clinician has to decide", true),
    BOOKING("booking", "To be booked", true),
    PERMIT("permit", "Accepted, permit withheld", true),
    ANSWER("answer", "The practice has to answer", true),
    VISIT("visit", "Booked", false),
    RELIEF("relief", "Done, the relief is awaited", false);

    private final String code;
    private final String words;
    private final boolean needsSomebody;

    WaitsFor(String code, String words, boolean needsSomebody) {
        this.code = code;
        this.words = words;
        this.needsSomebody = needsSomebody;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String words() {
        return words;
    }

    /** Whether it stands still unless somebody does something. */
    public boolean needsSomebody() {
        return needsSomebody;
    }

    /** Nothing, once the referral has ended. */
    public static Optional<WaitsFor> of(Referral referral) {
        return switch (referral.state()) {
            case ReferralState.Emergency _ -> Optional.of(EMERGENCY);
            case ReferralState.AwaitingTriage _ -> Optional.of(TRIAGE);
            case ReferralState.InformationRequested _ -> Optional.of(ANSWER);
            case ReferralState.Accepted a -> Optional.of(switch (a.permit()) {
                case PermitState.Granted _ -> a.bookAgainBecause().isPresent() ? BOOKING_AGAIN : BOOKING;
                case PermitState.Wanted _, PermitState.Withheld _ -> PERMIT;
            });
            case ReferralState.Booked _ -> Optional.of(VISIT);
            case ReferralState.Performed _ -> Optional.of(RELIEF);
            case ReferralState.Closed _, ReferralState.Declined _, ReferralState.Withdrawn _ -> Optional.empty();
        };
    }
}
