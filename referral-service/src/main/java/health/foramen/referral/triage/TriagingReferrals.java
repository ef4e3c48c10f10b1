package health.foramen.referral.triage;

import health.foramen.referral.care.Who;
import health.foramen.referral.intake.Completeness;
import health.foramen.referral.intake.Finding;
import health.foramen.referral.intake.Severity;
import health.foramen.referral.referral.Acceptance;
import health.foramen.referral.referral.DeclineReason;
import health.foramen.referral.referral.Desk;
import health.foramen.referral.referral.DeskEntry;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.ReferralOutcome;
import health.foramen.referral.referral.ReferralOutcome.Refused;
import health.foramen.referral.referral.ReferralState;
import health.foramen.referral.referral.Referrals;
import health.foramen.referral.referral.Refusal;
import health.foramen.referral.referral.SettlingPermits;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** The clinician's decisions on what has arrived. */
public final class TriagingReferrals {

    public record AcceptReferral(UUID id, OptionalLong seen, Who by, PlanChoices choices, List<Acceptance.Override> overrides,
                                 Optional<String> redirectBecause) {
    }

    /** A part of what waits. @param all how many fit; {@code next} the place of the last one, when others follow */
    public record Worklist(List<Waiting> waiting, int all, Optional<String> next) {
    }

    private final Referrals referrals;
    private final DraftingPlans plans;
    private final SettlingPermits permits;
    private final Claims claims;
    private final Consumer<String> overridden;
    private final Function<UUID, UUID> permitIds;
    private final Clock clock;

    /**
     * @param permitIds  the id of the permit that a referral may get; the same each time it is asked
     * @param overridden hears the rule of each finding that was overridden
     */
    public TriagingReferrals(Referrals referrals, DraftingPlans plans, SettlingPermits permits, Claims claims, Consumer<String> overridden,
            Function<UUID, UUID> permitIds, Clock clock) {
        this.referrals = referrals;
        this.plans = plans;
        this.permits = permits;
        this.claims = claims;
        this.overridden = overridden;
        this.permitIds = permitIds;
        this.clock = clock;
    }

    /**
     * What waits for a clinician, the most urgent and then the oldest first; what waits for a practice's answer comes last.
     *
     * @param after the place of the last one that was read; empty at the beginning
     */
    public Worklist worklist(Waiting.Filter filter, String after, int most) {
        var line = filter.mine().map(me -> referrals.standing(Desk.TRIAGE, filter.wanted(), claims.by(me).stream().map(Claims.Claim::referral).toList()))
                .orElseGet(() -> referrals.standing(Desk.TRIAGE, filter.wanted(), after, most));
        var read = claims.of(line.referrals().stream().map(Referral::id).toList());
        return new Worklist(line.referrals().stream().map(referral -> new Waiting(referral, since(referral), Completeness.of(referral.intake()),
                Optional.ofNullable(read.get(referral.id())))).toList(), line.all(), line.next());
    }

    /** The place in the worklist after which the referral comes first; nothing when it does not wait. */
    public Optional<String> justBefore(Referral referral) {
        return referral.deskEntries().stream().filter(entry -> entry.desk() == Desk.TRIAGE).map(DeskEntry::place).findFirst();
    }

    /** @return the claim that stands now, which may be somebody else's; nothing when the referral does not wait for triage */
    public Optional<Claims.Claim> claim(UUID id, Who by) {
        return waits(id) ? Optional.of(claims.take(id, by)) : Optional.empty();
    }

    /** The same for who turns from one to the next: nobody reads two at a time, so what was read before is free again. */
    public Optional<Claims.Claim> turnTo(UUID id, Who by) {
        var claim = claim(id, by);
        if (claim.filter(standing -> standing.isBy(by)).isPresent()) {
            claims.by(by).stream().filter(other -> !other.referral().equals(id)).forEach(other -> claims.release(other.referral(), by));
        }
        return claim;
    }

    /** @param from whom the taker saw reading it */
    public Optional<Claims.Claim> takeOver(UUID id, String from, Who by) {
        return waits(id) ? Optional.of(claims.takeOver(id, from, by)) : Optional.empty();
    }

    public void release(UUID id, Who by) {
        claims.release(id, by);
    }

    /** Who reads it now. */
    public Optional<Claims.Claim> reader(UUID id) {
        return Optional.ofNullable(claims.of(List.of(id)).get(id));
    }

    private boolean waits(UUID id) {
        return referrals.find(id).filter(referral -> referral.desks().contains(Desk.TRIAGE)).isPresent();
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
        var outcome = decide(request.id(), request.seen(), request.by(), referral -> {
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
            var acceptance = new Acceptance(request.by(), clock.instant(), draft.plan(), draft.earliest(), answered(draft, request.overrides()),
                    draft.clearances().stream().map(task -> task.ownedBy(task.kind().isTheDesks() ? Optional.empty() : Optional.of(request.by()))).toList(),
                    request.redirectBecause());
            return referral.accept(acceptance, permitIds.apply(referral.id()), clock.instant());
        });
        if (outcome instanceof ReferralOutcome.Changed(var referral, _)) {
            referral.acceptance().ifPresent(acceptance -> acceptance.overrides().forEach(override -> overridden.accept(override.rule())));
        }
        return outcome instanceof Refused ? outcome : settled(request.id(), outcome);
    }

    public ReferralOutcome decline(UUID id, OptionalLong seen, Who by, String reason, Optional<DeclineReason> code) {
        return decide(id, seen, by, referral -> referral.decline(by, reason, code, clock.instant()));
    }

    public ReferralOutcome ask(UUID id, OptionalLong seen, Who by, String question) {
        return decide(id, seen, by, referral -> referral.ask(by, question, clock.instant()));
    }

    public ReferralOutcome close(UUID id, OptionalLong seen, Who by, String reason) {
        var outcome = decide(id, seen, by, referral -> referral.close(by, reason, clock.instant()));
        return outcome instanceof Refused ? outcome : settled(id, outcome);
    }

    /** Whoever decides is the one who reads. A claim that is taken in this very moment loses to the decision, whose revision then is newer. */
    private ReferralOutcome decide(UUID id, OptionalLong seen, Who by, Function<Referral, ReferralOutcome> decision) {
        var other = reader(id).filter(claim -> !claim.isBy(by));
        if (other.isPresent()) {
            return new Refused(new Refusal.ClaimedByAnother(other.get().by().name()));
        }
        var outcome = referrals.change(id, referral -> ReferralOutcome.of(referral, seen, decision));
        if (outcome instanceof ReferralOutcome.Changed) {
            claims.forget(id);
        }
        return outcome;
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

    /** Only what there was to override, with what the rule had said. */
    private static List<Acceptance.Override> answered(DraftedPlan draft, List<Acceptance.Override> overrides) {
        return draft.findings().stream().filter(finding -> finding.severity() == Severity.BLOCKING)
                .flatMap(finding -> overrides.stream().filter(override -> override.rule().equals(finding.rule())).findFirst()
                        .map(override -> new Acceptance.Override(finding.rule(), override.reason(), Optional.of(finding.sentence()))).stream()).toList();
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
