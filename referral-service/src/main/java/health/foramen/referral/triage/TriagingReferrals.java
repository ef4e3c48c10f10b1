package health.foramen.referral.triage;

import health.foramen.referral.care.Clearance;
import health.foramen.referral.care.Who;
import health.foramen.referral.intake.Finding;
import health.foramen.referral.intake.Severity;
import health.foramen.referral.referral.Acceptance;
import health.foramen.referral.referral.Desk;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.ReferralOutcome;
import health.foramen.referral.referral.ReferralOutcome.Refused;
import health.foramen.referral.referral.ReferralState;
import health.foramen.referral.referral.Referrals;
import health.foramen.referral.referral.Refusal;
import health.foramen.referral.referral.SettlingPermits;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

/** The clinician's decisions on what has arrived. */
public final class TriagingReferrals {

    public record AcceptReferral(UUID id, OptionalLong seen, Who by, PlanChoices choices, List<Acceptance.Override> overrides) {
    }

    private final Referrals referrals;
    private final DraftingPlans plans;
    private final SettlingPermits permits;
    private final Function<UUID, UUID> permitIds;
    private final Clock clock;

    /** @param permitIds the id of the permit that a referral may get; the same each time it is asked */
    public TriagingReferrals(Referrals referrals, DraftingPlans plans, SettlingPermits permits, Function<UUID, UUID> permitIds, Clock clock) {
        this.referrals = referrals;
        this.plans = plans;
        this.permits = permits;
        this.permitIds = permitIds;
        this.clock = clock;
    }

    /** What waits for a clinician, the most urgent and then the oldest first; what waits for a practice's answer comes last. */
    public List<Referral> worklist() {
        return referrals.at(Desk.TRIAGE).stream().sorted(Comparator
                .comparing((Referral referral) -> referral.state() instanceof ReferralState.InformationRequested)
                .thenComparing(referral -> referral.intake().urgency()).thenComparing(TriagingReferrals::since)).toList();
    }

    /** Builds the desks anew from the referrals themselves. @return how many were looked at */
    public int rebuild() {
        return referrals.rebuildDesks();
    }

    public DraftedPlan draft(Referral referral, PlanChoices choices) {
        return plans.draft(referral, choices);
    }

    /** Accepted means decided; whether it may be booked is the ledger's word, and is asked for at once. */
    public ReferralOutcome accept(AcceptReferral request) {
        var outcome = referrals.change(request.id(), current(request.seen(), referral -> {
            if (referral.state() instanceof ReferralState.Emergency) {
                return new Refused(new Refusal.EmergencyIsNotQueued());
            }
            var draft = plans.draft(referral, request.choices());
            if (!draft.problems().isEmpty()) {
                return new Refused(new Refusal.PlanImpossible(draft.problems()));
            }
            var unanswered = unanswered(draft, request.overrides());
            if (!unanswered.isEmpty()) {
                return new Refused(new Refusal.BlockedByFindings(unanswered));
            }
            var acceptance = new Acceptance(request.by(), clock.instant(), draft.plan(), draft.earliest(), request.overrides(), draft.clearances());
            return referral.accept(acceptance, permitIds.apply(referral.id()), clock.instant());
        }));
        return outcome instanceof Refused ? outcome : settled(request.id(), outcome);
    }

    public ReferralOutcome decline(UUID id, OptionalLong seen, Who by, String reason) {
        return referrals.change(id, current(seen, referral -> referral.decline(by, reason, clock.instant())));
    }

    public ReferralOutcome ask(UUID id, OptionalLong seen, Who by, String question) {
        return referrals.change(id, current(seen, referral -> referral.ask(by, question, clock.instant())));
    }

    public ReferralOutcome close(UUID id, OptionalLong seen, Who by, String reason) {
        var outcome = referrals.change(id, current(seen, referral -> referral.close(by, reason, clock.instant())));
        return outcome instanceof Refused ? outcome : settled(id, outcome);
    }

    /** Referrals with an open clearance, the earliest date first. */
    public List<Referral> clearances() {
        return referrals.at(Desk.CLEARANCE).stream().sorted(Comparator.comparing(referral -> referral.acceptance().orElseThrow().earliest())).toList();
    }

    public ReferralOutcome clear(UUID id, OptionalLong seen, Clearance.Kind kind, Clearance.State decided, Who by, String note) {
        var outcome = referrals.change(id, current(seen, referral -> referral.clear(kind, decided, by, note, clock.instant())));
        return outcome instanceof Refused ? outcome : settled(id, outcome);
    }

    private ReferralOutcome settled(UUID id, ReferralOutcome outcome) {
        var after = permits.settle(id);
        return after.<ReferralOutcome>map(referral -> outcome instanceof ReferralOutcome.Changed(_, var events)
                ? new ReferralOutcome.Changed(referral, events) : new ReferralOutcome.Unchanged(referral)).orElse(outcome);
    }

    private static List<Finding> unanswered(DraftedPlan draft, List<Acceptance.Override> overrides) {
        return draft.findings().stream().filter(finding -> finding.severity() == Severity.BLOCKING)
                .filter(finding -> overrides.stream().noneMatch(override -> override.rule().equals(finding.rule()))).toList();
    }

    private static Function<Referral, ReferralOutcome> current(OptionalLong seen, Function<Referral, ReferralOutcome> decision) {
        return referral -> seen.isPresent() && seen.getAsLong() != referral.revision()
                ? new Refused(new Refusal.StaleRevision(referral.revision())) : decision.apply(referral);
    }

    private static Instant since(Referral referral) {
        return Optional.of(referral.state()).map(state -> switch (state) {
            case ReferralState.AwaitingTriage a -> a.since();
            case ReferralState.InformationRequested r -> r.since();
            case ReferralState.Emergency _, ReferralState.Accepted _, ReferralState.Booked _, ReferralState.Performed _, ReferralState.Closed _,
                    ReferralState.Declined _, ReferralState.Withdrawn _ -> referral.receivedAt();
        }).orElseThrow();
    }
}
