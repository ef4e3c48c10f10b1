package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.referral.referral.Appointment;
import health.foramen.referral.referral.AppointmentNews;
import health.foramen.referral.referral.AppointmentNews.Fate;
import health.foramen.referral.referral.Desk;
import health.foramen.referral.referral.FollowUp;
import health.foramen.referral.referral.FollowingTreatment;
import health.foramen.referral.referral.FollowingTreatment.Heard;
import health.foramen.referral.referral.OpenPlace;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.ReferralOutcome;
import health.foramen.referral.referral.ReferralState;
import health.foramen.referral.referral.Referrals;
import health.foramen.referral.referral.Refusal;
import health.foramen.referral.referral.WaitsFor;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** News of many referrals that arrived together. */
class ManyAtOnceIT extends RunningService {

    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

    @Autowired
    private Referrals referrals;

    @Autowired
    private FollowingTreatment following;

    private UUID accepted() {
        var referral = refer(marias()).text("/referralId");
        assertThat(accept(referral, "{}").status()).isEqualTo(200);
        return UUID.fromString(referral);
    }

    private static AppointmentNews news(String appointment, long revision, Fate fate) {
        return new AppointmentNews(new Appointment(appointment, revision, "booked", "lakeside", "dr.haddad", "America/Chicago", LocalDateTime.of(2026, 12, 9, 9, 0)),
                fate, Optional.empty(), Optional.empty(), FollowUp.UNKNOWN);
    }

    private static AppointmentNews booked() {
        return news(UUID.randomUUID().toString(), 1, Fate.STANDS);
    }

    private ReferralState state(UUID referral) {
        return referrals.find(referral).orElseThrow().state();
    }

    @Test
    void eachFollowsItsOwnNewsInTheirOrder() {
        var one = accepted();
        var other = accepted();
        var unknown = UUID.randomUUID();
        var first = booked();
        var heard = List.of(new Heard(one, first), new Heard(other, booked()), new Heard(unknown, booked()), new Heard(one, news(first.id(), 2, Fate.CANCELLED)),
                new Heard(one, first));

        assertThat(following.heard(heard)).satisfiesExactly(
                is -> assertThat(is).isInstanceOf(ReferralOutcome.Changed.class),
                is -> assertThat(is).isInstanceOf(ReferralOutcome.Changed.class),
                is -> assertThat(is).isEqualTo(new ReferralOutcome.Refused(new Refusal.UnknownReferral())),
                is -> assertThat(is).isInstanceOf(ReferralOutcome.Changed.class),
                is -> assertThat(is).isInstanceOf(ReferralOutcome.Unchanged.class));

        assertThat(state(one)).isInstanceOf(ReferralState.Accepted.class);
        assertThat(state(other)).isInstanceOf(ReferralState.Booked.class);
        assertThat(referrals.open().get(one)).extracting(OpenPlace::waiting).isEqualTo(WaitsFor.of(referrals.find(one).orElseThrow()).orElseThrow());
        assertThat(referrals.open().get(other)).extracting(OpenPlace::waiting).isEqualTo(WaitsFor.of(referrals.find(other).orElseThrow()).orElseThrow());
    }

    @Test
    void whoeverWasQuickerWithOneOfThemIsHeardAndNoneIsLost() {
        var disturbed = accepted();
        var calm = List.of(accepted(), accepted(), accepted());
        var decisions = new HashMap<UUID, Function<Referral, ReferralOutcome>>();
        var mine = booked();
        calm.forEach(id -> decisions.put(id, referral -> referral.heardOf(news(mine.id() + id, 1, Fate.STANDS), NOW)));
        var interferes = new AtomicBoolean(true);
        decisions.put(disturbed, referral -> {
            if (interferes.getAndSet(false)) {
                referrals.change(disturbed, meanwhile -> meanwhile.heardOf(news("another", 1, Fate.CANCELLED), NOW));
            }
            return referral.heardOf(mine, NOW);
        });

        referrals.changeAll(decisions);

        assertThat(interferes).isFalse();
        assertThat(decisions.keySet()).allSatisfy(id -> assertThat(state(id)).isInstanceOf(ReferralState.Booked.class));
        var after = referrals.find(disturbed).orElseThrow();
        assertThat(after.heardOf(news("another", 1, Fate.CANCELLED), NOW)).as("what was heard meanwhile stays heard").isInstanceOf(ReferralOutcome.Unchanged.class);
        assertThat(referrals.at(Desk.OPEN).map(Referral::id)).containsAll(decisions.keySet());
        calm.forEach(id -> assertThat(referrals.find(id).orElseThrow().history().stream().filter(change -> change.what().contains("booked")).count())
                .as("nobody's news was applied twice").isEqualTo(1));
    }
}
