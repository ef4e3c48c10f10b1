package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import health.foramen.outbox.StableIds;
import health.foramen.referral.ledger.LedgerCast;
import health.foramen.referral.ledger.Ledgers;
import health.foramen.referral.ledger.Limits;
import health.foramen.referral.ledger.PermitRequest;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.referral.Acceptance;
import health.foramen.referral.referral.Desk;
import health.foramen.referral.referral.PermitState;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.ReferralState;
import health.foramen.referral.referral.Referrals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

/** Wherever a process dies between referral and ledger, the sweep finishes what was begun. */
class SettlingPermitsIT extends RunningService {

    @Autowired
    private Referrals referrals;
    @Autowired
    private Ledgers ledgers;
    @Autowired
    private Packs packs;
    @Autowired
    private Clock clock;
    @Autowired
    private MongoOperations mongo;

    private Referral acceptedByAProcessThatDiedThen() {
        var id = UUID.fromString(refer(marias()).text("/referralId"));
        var today = LocalDate.now(clock);
        referrals.change(id, referral -> referral.accept(new Acceptance(Cast.HADDAD, clock.instant(), LedgerCast.mariasPlan(), today, List.of(), List.of()),
                StableIds.of("permit", id.toString()), clock.instant()));
        return referrals.find(id).orElseThrow();
    }

    private void eventuallyPermitted(UUID id) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50)).until(() ->
                referrals.find(id).orElseThrow().state() instanceof ReferralState.Accepted a && a.permit() instanceof PermitState.Granted);
    }

    @Test
    void aCrashBeforeTheLedgerWasAskedLosesNothing() {
        var referral = acceptedByAProcessThatDiedThen();
        eventuallyPermitted(referral.id());
        assertThat(ledgers.permit(StableIds.of("permit", referral.id().toString()))).isPresent();
        assertThat(referrals.at(Desk.PERMIT)).noneMatch(other -> other.id().equals(referral.id()));
    }

    @Test
    void aCrashAfterTheLedgerAnsweredGrantsNothingTwice() {
        var referral = acceptedByAProcessThatDiedThen();
        var permit = StableIds.of("permit", referral.id().toString());
        var plan = LedgerCast.mariasPlan();
        var limits = Limits.of(packs.on(LocalDate.now(clock)).payer("medicare").orElseThrow(), plan.procedure().family());
        var request = new PermitRequest(permit, referral.id(), "riverside", referral.intake().urgency(), LocalDate.now(clock), 90, false, plan, List.of());
        ledgers.change(referral.patientId(), plan.region(), ledger -> ledger.grant(request, limits, clock.instant()));
        eventuallyPermitted(referral.id());
        assertThat(ledgers.of(referral.patientId(), plan.region()).permits()).hasSize(1);
    }

    @Test
    void aWriteCountsOnceMostMachinesHaveIt() {
        mongo.execute("referrals", collection -> {
            assertThat(collection.getWriteConcern()).isEqualTo(WriteConcern.MAJORITY.withJournal(true));
            assertThat(collection.getReadConcern()).isEqualTo(ReadConcern.MAJORITY);
            return null;
        });
    }

    @Test
    void theDesksCanBeBuiltAnewFromTheReferrals() {
        var id = UUID.fromString(refer(marias()).text("/referralId"));
        mongo.dropCollection("open-referrals-triage");
        assertThat(referrals.at(Desk.TRIAGE)).isEmpty();
        assertThat(send("POST", "/api/triage/rebuild", ALEX, null).json().at("/looked").asInt()).isPositive();
        assertThat(referrals.at(Desk.TRIAGE)).anyMatch(referral -> referral.id().equals(id));
    }

    @Test
    void aLongListIsReadWholeAndInOrder() {
        var practice = "long-" + UUID.randomUUID();
        for (int i = 0; i < 450; i++) {
            referrals.add(Referral.received(UUID.randomUUID(), UUID.randomUUID(), practice, Cast.AMIN, "hash", Cast.mariasIntake(), List.of(), Instant.EPOCH.plusSeconds(i)));
        }
        int read = 0;
        var cursor = Optional.<String>empty();
        var before = Instant.MAX;
        do {
            var page = referrals.received(Optional.of(practice), cursor, 70);
            for (var referral : page.referrals()) {
                assertThat(referral.receivedAt()).isBefore(before);
                before = referral.receivedAt();
                read++;
            }
            cursor = page.next();
        } while (cursor.isPresent());
        assertThat(read).isEqualTo(450);
    }
}
