package health.foramen.referral.triage;

import health.foramen.referral.care.Who;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/**
 * Who reads which referral now, so that two clinicians do not read the same one. A claim runs out by itself: it is a courtesy among people
 * who may be called away, and nothing is ever stuck behind it.
 */
public interface Claims {

    /** @param until in real time, whatever the clinic's clock says */
    record Claim(UUID referral, Who by, Instant since, Instant until) {

        public boolean isBy(Who somebody) {
            return by.id().equals(somebody.id());
        }
    }

    /** Takes it unless somebody else reads it; who reads it already may go on for as long again. @return the claim that stands now, whoever's it is */
    Claim take(UUID referral, Who by);

    /** Takes it from the one who was seen reading it; if meanwhile a third one does, that claim stands. @return the claim that stands now */
    Claim takeOver(UUID referral, String from, Who by);

    void release(UUID referral, Who by);

    /** It is decided: nobody reads it any more. */
    void forget(UUID referral);

    /** Those that have not run out. */
    Map<UUID, Claim> of(Collection<UUID> referrals);

    /** What somebody reads now. */
    Collection<Claim> by(Who somebody);

    /** What ran out long ago and was never taken again. */
    void forgetOld();
}
