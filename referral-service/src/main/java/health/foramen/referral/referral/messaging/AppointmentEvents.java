package health.foramen.referral.referral.messaging;

import health.foramen.outbox.BulkEventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import health.foramen.outbox.PoisonEvent;
import health.foramen.referral.referral.Appointment;
import health.foramen.referral.referral.AppointmentNews;
import health.foramen.referral.referral.AppointmentNews.Fate;
import health.foramen.referral.referral.FollowUp;
import health.foramen.referral.referral.FollowingTreatment;
import health.foramen.referral.referral.FollowingTreatment.Heard;
import health.foramen.referral.referral.ReferralOutcome;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** An appointment was booked, moved, performed, cancelled or missed: the referral follows. */
public final class AppointmentEvents implements BulkEventHandler {

    /** Only what is read. */
    record Fact(String appointmentId, long revision, String status, UUID referralId, String siteId, String clinicianId, String zone,
                LocalDateTime localStart, Optional<Instant> performedAt, Optional<String> reason, Optional<Then> followUp) {

        record Then(Optional<LocalDate> date, Optional<String> noneBecause) {
        }

        AppointmentNews news() {
            if (appointmentId == null || status == null || referralId == null || siteId == null || zone == null || localStart == null) {
                throw new PoisonEvent("appointmentId, status, referralId, siteId, zone and localStart are needed");
            }
            return new AppointmentNews(new Appointment(appointmentId, revision, status, siteId, clinicianId == null ? "" : clinicianId, zone, localStart),
                    fate(), reason, performedAt.map(at -> LocalDate.ofInstant(at, zoneId())),
                    followUp.map(then -> new FollowUp(then.date(), then.noneBecause())).orElse(FollowUp.UNKNOWN));
        }

        private Fate fate() {
            return switch (status) {
                case "booked", "arrived", "in-procedure", "recovering" -> Fate.STANDS;
                case "completed" -> Fate.COMPLETED;
                case "cancelled" -> Fate.CANCELLED;
                case "no-show" -> Fate.NO_SHOW;
                default -> throw new PoisonEvent("the status " + status + " is not known");
            };
        }

        private ZoneId zoneId() {
            try {
                return ZoneId.of(zone);
            } catch (DateTimeException e) {
                throw new PoisonEvent("the zone " + zone + " is not known", e);
            }
        }
    }

    private final FollowingTreatment following;

    public AppointmentEvents(FollowingTreatment following) {
        this.following = following;
    }

    @Override
    public String topic() {
        return "scheduling-events";
    }

    @Override
    public Set<String> types() {
        return Set.of("appointment.booked.v1", "appointment.moved.v1", "appointment.arrived.v1", "appointment.started.v1",
                "appointment.recovering.v1", "appointment.completed.v1", "appointment.cancelled.v1", "appointment.no-show.v1");
    }

    @Override
    public List<Handled> handleAll(List<IncomingEvent> events) {
        var heard = events.stream().map(event -> event.as(Fact.class)).map(fact -> new Heard(fact.referralId(), fact.news())).toList();
        return following.heard(heard).stream().map(AppointmentEvents::handled).toList();
    }

    private static Handled handled(ReferralOutcome outcome) {
        return switch (outcome) {
            case ReferralOutcome.Changed _ -> Handled.APPLIED;
            case ReferralOutcome.Unchanged _ -> Handled.SUPERSEDED;
            case ReferralOutcome.Refused(var reason) -> throw new PoisonEvent(reason.sentence());
        };
    }
}
