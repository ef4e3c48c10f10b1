package health.foramen.referral.referral;

import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Urgency;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** All referrals, and the short lists by which they are found again without looking through all of them. */
public interface Referrals {

    Optional<Referral> find(UUID id);

    Map<UUID, Referral> find(Collection<UUID> ids);

    /** @return false when a referral of that id is there already */
    boolean add(ReferralOutcome.Changed received);

    /** Reads, decides, and writes only onto what was read; decides again whenever somebody was quicker. */
    ReferralOutcome change(UUID id, Function<Referral, ReferralOutcome> decision);

    /**
     * As {@link #change}, of many that were heard of together. A decision may be asked again about what it has decided already.
     *
     * @return what became of each
     */
    Map<UUID, ReferralOutcome> changeAll(Map<UUID, Function<Referral, ReferralOutcome>> decisions);

    /** Everything that stands at a desk now, read as it is asked for. The list may name more than stands there; each referral itself has the last word. */
    Stream<Referral> at(Desk desk);

    /**
     * A part of what stands at a desk, in the order of its line. It costs what the part holds, however long the line is.
     *
     * @param after the place of the last one that was read; empty at the beginning
     */
    Line standing(Desk desk, Wanted wanted, String after, int most);

    /** Those of some that stand at a desk, in the order of its line. */
    Line standing(Desk desk, Wanted wanted, Collection<UUID> among);

    /** The place of each open referral, read without the referrals themselves. Changes under way included. */
    Map<UUID, OpenPlace> open();

    /** Looks through every referral and enters it where it stands, for a store whose desks were lost. @return how many were looked at */
    int rebuildDesks();

    /** Received by a practice, or by anyone when empty, the newest first. */
    Page received(Optional<String> practice, Optional<String> cursor, int most);

    /** Those of which a blocking finding was overridden, the newest referral first. */
    Page overridden(Optional<String> cursor, int most);

    /** Those of which a clearance was ever settled, refused or taken back, the newest referral first. */
    Page settled(Optional<String> cursor, int most);

    List<Referral> ofPatient(UUID patientId, int most);

    /**
     * Which of a line.
     *
     * @param unfinished only what is not complete, or was asked about
     * @param asked      only what waits for the practice's answer
     */
    record Wanted(Optional<Urgency> urgency, Optional<String> payer, Optional<Procedure> procedure, Optional<String> practice, boolean unfinished, boolean asked) {

        public static final Wanted ALL = new Wanted(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, false);
    }

    /** @param all how many fit, changes under way included; {@code next} the place of the last one, when others follow */
    record Line(List<Referral> referrals, int all, Optional<String> next) {
    }

    /** @param next where the following page begins */
    record Page(List<Referral> referrals, Optional<String> next) {
    }
}
