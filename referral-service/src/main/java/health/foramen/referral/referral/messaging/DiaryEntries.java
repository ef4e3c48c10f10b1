package health.foramen.referral.referral.messaging;

import health.foramen.outbox.EventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import health.foramen.outbox.PoisonEvent;
import health.foramen.referral.referral.FollowingTreatment;
import health.foramen.referral.referral.ReferralOutcome;
import java.util.Set;
import java.util.UUID;

/** The patient has told how it feels. */
public final class DiaryEntries implements EventHandler {

    /** Only what is read. @param day after the procedure, {@code pain} 0 to 10 */
    record Entry(String appointmentId, UUID referralId, int day, int pain) {
    }

    private final FollowingTreatment following;

    public DiaryEntries(FollowingTreatment following) {
        this.following = following;
    }

    @Override
    public String topic() {
        return "notification-events";
    }

    @Override
    public Set<String> types() {
        return Set.of("diary.recorded.v1");
    }

    @Override
    public Handled handle(IncomingEvent event) {
        var entry = event.as(Entry.class);
        if (entry.appointmentId() == null || entry.referralId() == null || entry.day() < 0 || entry.pain() < 0 || entry.pain() > 10) {
            throw new PoisonEvent("appointmentId, referralId, a day and a pain from 0 to 10 are needed");
        }
        return switch (following.felt(entry.referralId(), entry.appointmentId(), entry.day(), entry.pain())) {
            case ReferralOutcome.Changed _ -> Handled.APPLIED;
            case ReferralOutcome.Unchanged _ -> Handled.SUPERSEDED;
            case ReferralOutcome.Refused(var reason) -> throw new PoisonEvent(reason.sentence());
        };
    }
}
