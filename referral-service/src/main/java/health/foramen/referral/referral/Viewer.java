package health.foramen.referral.referral;

import java.util.Optional;

/** Who is looking. A practice sees its own referrals only; to it all others do not exist. @param practice empty for the clinic's own people */
public record Viewer(Optional<String> practice) {

    public static final Viewer CLINIC = new Viewer(Optional.empty());

    public boolean sees(Referral referral) {
        return practice.isEmpty() || practice.get().equals(referral.practiceId());
    }
}
