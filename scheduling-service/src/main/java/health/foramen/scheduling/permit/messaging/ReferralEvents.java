package health.foramen.scheduling.permit.messaging;

import health.foramen.outbox.EventHandler;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import health.foramen.outbox.PoisonEvent;
import health.foramen.scheduling.permit.Cards;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.PermitWatch;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.permit.Plan;
import health.foramen.scheduling.site.Coded;
import health.foramen.scheduling.site.Guidance;
import health.foramen.scheduling.site.Sedation;
import health.foramen.scheduling.site.Setting;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps the copy of permits. Whoever is permitted something will have to be named. */
public final class ReferralEvents implements EventHandler {

    record PermitStated(String permitId, String referralId, String patientId, Optional<String> practiceId, String urgency,
            Optional<LocalDate> earliest, Optional<LocalDate> latest, boolean holdOnly, PlanStated plan, List<ClearanceStated> clearances) {
        PermitStated {
            Objects.requireNonNull(permitId, "permitId");
            Objects.requireNonNull(referralId, "referralId");
            Objects.requireNonNull(patientId, "patientId");
            Objects.requireNonNull(urgency, "urgency");
            Objects.requireNonNull(plan, "plan");
            clearances = clearances == null ? List.of() : clearances;
        }
    }

    record ClearanceStated(String kind, String state) {
    }

    record PlanStated(String procedure, String region, List<String> levels, Optional<String> side, List<String> guidance, boolean contrast,
            String sedation, String position, List<String> settings, List<String> sites, List<String> clinicians, SpansStated spans,
            boolean escortRequired, boolean fasting, boolean bloodThinnerHeld, Boolean monitoring) {
    }

    record SpansStated(int arriveBeforeMinutes, int prepareMinutes, int procedureMinutes, int recoveryMinutes) {
    }

    private final Permits permits;
    private final Cards cards;
    private final PermitWatch watch;

    public ReferralEvents(Permits permits, Cards cards, PermitWatch watch) {
        this.permits = permits;
        this.cards = cards;
        this.watch = watch;
    }

    @Override
    public String topic() {
        return "referral-events";
    }

    @Override
    public Set<String> types() {
        return Set.of("permit.granted.v1", "permit.withdrawn.v1");
    }

    @Override
    public Handled handle(IncomingEvent event) {
        return switch (event.type()) {
            case "permit.granted.v1" -> permit(event, true);
            case "permit.withdrawn.v1" -> permit(event, false);
            default -> throw new PoisonEvent("nobody asked for " + event.type());
        };
    }

    private Handled permit(IncomingEvent event, boolean granted) {
        Permit permit = permit(event, event.as(PermitStated.class), granted);
        cards.want(permit.patient());
        boolean newer = permits.keep(permit);
        // The same fact again may mean that we died between keeping it and telling: telling twice is harmless.
        if (newer || permits.find(permit.id()).filter(kept -> kept.sequence() == permit.sequence()).isPresent()) {
            if (granted) {
                watch.granted(permit);
            } else {
                watch.withdrawn(permit);
            }
        }
        return handled(newer);
    }

    private static Permit permit(IncomingEvent event, PermitStated p, boolean granted) {
        try {
            PlanStated plan = p.plan();
            SpansStated spans = plan.spans();
            return new Permit(p.permitId(), event.sequence(), granted, p.referralId(), p.patientId(), p.practiceId(), p.urgency(), p.earliest(),
                    p.latest(), p.holdOnly(), new Plan(plan.procedure(), plan.region(), plan.levels(), plan.side(),
                    plan.guidance().stream().map(code -> Coded.of(Guidance.class, code)).collect(Collectors.toSet()), plan.contrast(),
                    Coded.of(Sedation.class, plan.sedation()), plan.position(),
                    plan.settings().stream().map(code -> Coded.of(Setting.class, code)).toList(), plan.sites(), plan.clinicians(),
                    new Plan.Spans(Duration.ofMinutes(spans.arriveBeforeMinutes()), Duration.ofMinutes(spans.prepareMinutes()),
                            Duration.ofMinutes(spans.procedureMinutes()), Duration.ofMinutes(spans.recoveryMinutes())),
                    plan.escortRequired(), plan.fasting(), plan.bloodThinnerHeld(), plan.monitoring(), Optional.empty()),
                    p.clearances().stream().map(c -> new Permit.Clearance(c.kind(), c.state())).toList(), event.occurredAt());
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new PoisonEvent(event.type() + " states a plan that cannot be booked: " + e.getMessage(), e);
        }
    }

    private static Handled handled(boolean newer) {
        return newer ? Handled.APPLIED : Handled.SUPERSEDED;
    }
}
