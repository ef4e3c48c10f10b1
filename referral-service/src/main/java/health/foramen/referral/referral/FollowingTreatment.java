package health.foramen.referral.referral;

import health.foramen.referral.care.Region;
import health.foramen.referral.ledger.Ledgers;
import health.foramen.referral.ledger.Session;
import health.foramen.referral.packs.Packs;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Function;

/** What other services say about a referral: where its appointment stands, and how the patient fared. */
public final class FollowingTreatment {

    private final Referrals referrals;
    private final Ledgers ledgers;
    private final Packs packs;
    private final Clock clock;

    public FollowingTreatment(Referrals referrals, Ledgers ledgers, Packs packs, Clock clock) {
        this.referrals = referrals;
        this.ledgers = ledgers;
        this.packs = packs;
        this.clock = clock;
    }

    public record Heard(UUID referral, AppointmentNews news) {
    }

    /**
     * @param all heard together, in their order
     * @return what became of each one's referral
     */
    public List<ReferralOutcome> heard(List<Heard> all) {
        var outcomes = new ArrayList<ReferralOutcome>();
        var together = new LinkedHashMap<UUID, AppointmentNews>();
        for (var one : all) {
            if (together.containsKey(one.referral())) {
                outcomes.addAll(heard(together));
                together.clear();
            }
            together.put(one.referral(), one.news());
        }
        outcomes.addAll(heard(together));
        return outcomes;
    }

    /** The ledger first: when this is repeated after a crash, the referral's guard would not let it through a second time. */
    private List<ReferralOutcome> heard(SequencedMap<UUID, AppointmentNews> together) {
        var decisions = new HashMap<UUID, Function<Referral, ReferralOutcome>>();
        together.forEach((id, news) -> {
            if (news.fate() == AppointmentNews.Fate.COMPLETED) {
                referrals.find(id).ifPresent(referral -> referral.acceptance().ifPresent(acceptance -> record(referral, acceptance, news)));
            }
            decisions.put(id, referral -> referral.heardOf(news, clock.instant()));
        });
        var outcomes = referrals.changeAll(decisions);
        return together.keySet().stream().map(outcomes::get).toList();
    }

    /** @param pain 0 to 10, on the given day after the procedure */
    public ReferralOutcome felt(UUID referralId, String appointmentId, int day, int pain) {
        var referral = referrals.find(referralId);
        var relief = referral.flatMap(r -> r.relief(day, pain)).filter(_ -> day > 0);
        if (relief.isEmpty()) {
            return referral.<ReferralOutcome>map(ReferralOutcome.Unchanged::new).orElse(new ReferralOutcome.Refused(new Refusal.UnknownReferral()));
        }
        treatedRegion(referral.orElseThrow()).ifPresent(region -> ledgers.change(referral.get().patientId(), region,
                ledger -> ledger.relief(appointmentId, relief.get())));
        return referrals.change(referralId, r -> r.felt(appointmentId, relief.get(), agreedDay(), clock.instant()));
    }

    /** Closes what nobody will report on any more. */
    public void closeUnreported() {
        var today = LocalDate.now(clock);
        var screens = packs.on(today).screens();
        referrals.at(Desk.OUTCOME).forEach(referral -> referrals.change(referral.id(),
                now -> now.closeUnreported(today, screens.agreedReliefDay(), screens.outcomeGivenUpDays(), clock.instant())));
    }

    private void record(Referral referral, Acceptance acceptance, AppointmentNews news) {
        var on = news.performedOn().orElse(news.appointment().localStart().toLocalDate());
        var plan = acceptance.plan();
        var session = new Session(news.id(), on, plan.procedure(), referral.intake().payer(), Optional.of(referral.id()), "performed here", List.of());
        var limits = SettlingPermits.limits(referral, acceptance, packs.on(LocalDate.now(clock)));
        ledgers.change(referral.patientId(), plan.region(), ledger -> ledger.perform(session, referral.permitId(), limits, clock.instant()));
    }

    private static Optional<Region> treatedRegion(Referral referral) {
        return referral.acceptance().map(acceptance -> acceptance.plan().region())
                .or(() -> referral.state() instanceof ReferralState.Closed(Outcome.Treated treated, _, _)
                        ? Optional.of(treated.procedure().region()) : Optional.empty());
    }

    private int agreedDay() {
        return packs.on(LocalDate.now(clock)).screens().agreedReliefDay();
    }
}
