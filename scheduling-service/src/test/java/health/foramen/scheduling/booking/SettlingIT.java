package health.foramen.scheduling.booking;

import static health.foramen.scheduling.Cast.DAY;
import static health.foramen.scheduling.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.scheduling.ServiceIT;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.Happening;
import health.foramen.scheduling.day.Placement;
import health.foramen.scheduling.openings.Filter;
import health.foramen.scheduling.openings.FindingOpenings;
import health.foramen.scheduling.openings.Opening;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.day.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A process dies between any two writes; whoever comes next brings all to agree. */
class SettlingIT extends ServiceIT {

    @Autowired
    private ClinicDays days;
    @Autowired
    private Agendas agendas;
    @Autowired
    private Whereabouts whereabouts;
    @Autowired
    private Settling settling;
    @Autowired
    private Permits permits;
    @Autowired
    private FindingOpenings finding;

    private String site;
    private Permit permit;
    private Placement placement;
    private final String id = UUID.randomUUID().toString();
    private final String attempt = UUID.randomUUID().toString();

    @BeforeEach
    void somewhereToBook() {
        site = desk.aSite("settling", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY.plusDays(1)).expecting(200);
        permit = permits.find(desk.aPermit()).orElseThrow();
        placement = first(DAY).placement();
    }

    @AfterEach
    void everythingAgrees() {
        assertThat(desk.asAdministrator().get("/api/check").expecting(200).body().required("breaches")).isEmpty();
    }

    private Opening first(java.time.LocalDate from) {
        var filter = new Filter(Optional.of(from), Optional.empty(), Optional.of(site), Optional.empty(), Optional.empty());
        return finding.find(permit, filter, Set.of(), Optional.empty(), 1, "").openings().getFirst();
    }

    private Appointment appointment() {
        return Appointment.booked(id, permit.id(), permit.referral(), permit.patient(), Work.of(permit.plan()), placement, Actor.SCHEDULING, NOW);
    }

    /** An intent of a minute ago: its writer is gone. */
    private void intent() {
        whereabouts.note(new Whereabouts.Known(id, "request", permit.patient(), placement.place().day()));
        agendas.enter(permit.patient(), new Entry(id, permit.id(), placement.place().day(), placement.place().clinician(), placement.times().prepare(),
                placement.times().end(), true, false, attempt, Instant.now().minus(Duration.ofMinutes(1)), Optional.empty()));
    }

    private boolean place() {
        return days.place(appointment(), placement.blockRevision(), attempt, Optional.of(Happening.BOOKED), NOW);
    }

    @Test
    void anIntentThatNeverLandedIsReleasedAndCanNeverLandAnyMore() {
        intent();
        settling.sweep();
        assertThat(agendas.of(permit.patient())).isEmpty();
        // The late write of a request that was thought dead.
        assertThat(place()).isFalse();
        desk.book(permit.id(), first(DAY).id().text()).expecting(201);
    }

    @Test
    void anIntentThatLandedIsSettledAndItsPermitLeavesTheWorklist() {
        intent();
        assertThat(place()).isTrue();
        settling.sweep();
        assertThat(agendas.of(permit.patient())).allMatch(Entry::settled);
        assertThat(desk.get("/api/worklist").raw().body()).doesNotContain(permit.id());
        desk.book(permit.id(), first(DAY).id().text()).refusing(409, "permit-already-booked");
    }

    @Test
    void whoeverMeetsAnOldIntentSettlesItAndBooks() {
        intent();
        desk.book(permit.id(), first(DAY).id().text()).expecting(201);
    }

    @Test
    void aCancellationThatWasNotFollowedUpGivesThePermitBack() {
        intent();
        place();
        Appointment booked = days.find(placement.place().day()).flatMap(d -> d.appointment(id)).orElseThrow();
        agendas.unsettle(permit.patient(), id, Instant.now().minus(Duration.ofMinutes(1)));
        var cancelled = (Appointment.Outcome.Changed) booked.cancel("clinic", Optional.empty(), Actor.SCHEDULING, NOW);
        assertThat(days.change(booked, cancelled.now(), Happening.CANCELLED, NOW)).isTrue();
        settling.sweep();
        assertThat(agendas.of(permit.patient())).noneMatch(Entry::live);
        assertThat(desk.get("/api/worklist").raw().body()).contains(permit.id());
    }

    @Test
    void aMoveThatStoppedBeforeItsNewPlaceStaysAndCanNeverLandAnyMore() {
        Move move = aMoveBegun();
        settling.sweep();
        Appointment now = settling.find(move.seen().id()).orElseThrow();
        assertThat(now.place().day()).isEqualTo(new DayId(site, DAY));
        assertThat(now.moving()).isEmpty();
        assertThat(move.land(days)).isFalse();
    }

    @Test
    void aMoveThatStoppedAfterItsNewPlaceIsMade() {
        Move move = aMoveBegun();
        assertThat(move.land(days)).isTrue();
        settling.sweep();
        Appointment now = settling.find(move.seen().id()).orElseThrow();
        assertThat(now.place().day()).isEqualTo(new DayId(site, DAY.plusDays(1)));
        assertThat(now.revision()).isEqualTo(2);
        assertThat(days.find(new DayId(site, DAY)).orElseThrow().appointment(now.id())).isEmpty();
    }

    private record Move(Appointment seen, Placement to, String attempt) {
        boolean land(ClinicDays days) {
            var moved = (Appointment.Outcome.Changed) seen.move(to, Actor.SCHEDULING, NOW);
            return days.place(moved.now(), to.blockRevision(), attempt, Optional.of(Happening.MOVED), NOW);
        }
    }

    /** To the next day, by somebody who died a minute ago. */
    private Move aMoveBegun() {
        String booked = desk.book(permit.id(), first(DAY).id().text()).expecting(201).word("appointmentId");
        var move = new Move(settling.find(booked).orElseThrow(), first(DAY.plusDays(1)).placement(), UUID.randomUUID().toString());
        Instant aMinuteAgo = Instant.now().minus(Duration.ofMinutes(1));
        agendas.beginMove(permit.patient(), booked, new Entry.Next(move.to().place().day(), move.to().place().clinician(), move.to().times().prepare(),
                move.to().times().end(), move.attempt()), aMinuteAgo);
        assertThat(days.beginMove(move.seen(), new Appointment.Moving(move.attempt(), move.to().place().day(), aMinuteAgo))).isPresent();
        return move;
    }
}
