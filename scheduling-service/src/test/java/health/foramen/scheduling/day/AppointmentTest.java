package health.foramen.scheduling.day;

import static health.foramen.scheduling.Cast.CHICAGO;
import static health.foramen.scheduling.Cast.DAY;
import static health.foramen.scheduling.Cast.HADDAD;
import static health.foramen.scheduling.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.scheduling.Cast;
import health.foramen.scheduling.day.Appointment.Outcome;
import health.foramen.scheduling.day.Appointment.Refusal;
import health.foramen.scheduling.site.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppointmentTest {

    private static final Actor DANA = new Actor("dana", "Dana Whitfield");
    private static final Instant START = Instant.parse("2026-12-03T15:00:00Z");
    private static final TimeOut TIME_OUT = new TimeOut(true, true, true, true, true, List.of(), "Dr. Leila Haddad");
    private static final FollowUp IN_TWO_WEEKS = new FollowUp.On(DAY.plusDays(14));

    private static Placement placement() {
        var place = new Place(new DayId("lakeside", DAY), Setting.SURGERY_CENTER, CHICAGO, "dr.haddad@0800", HADDAD, "lakeside/room-1", Optional.empty());
        var times = Times.of(DAY.atTime(9, 0), START, Cast.aSedatedPlan().spans(), START.minus(Duration.ofHours(3)));
        return new Placement(place, 1, times, List.of(new Claim(HADDAD, START, START.plusSeconds(1_800)),
                new Claim("lakeside/bay-1", START.plusSeconds(1_800), START.plusSeconds(5_400))));
    }

    private static Appointment aBookedAppointment() {
        return Appointment.booked("a-1", "permit", "referral", "patient", Work.of(Cast.aSedatedPlan()), placement(), DANA, NOW);
    }

    private static Appointment aHold() {
        return Appointment.held("a-1", "permit", "referral", "patient", Work.of(Cast.aSedatedPlan()), placement(), NOW.plusSeconds(600), DANA, NOW);
    }

    private static Appointment changed(Outcome outcome) {
        return ((Outcome.Changed) outcome).now();
    }

    private static Appointment inProcedure() {
        return changed(changed(aBookedAppointment().arrive(Course.Answer.CONFIRMED, DANA, START.minusSeconds(1_800))).start(TIME_OUT, List.of(), List.of(), DANA, START));
    }

    @Test
    void aDayGoesThroughTheDoorTheTimeOutTheProcedureAndTheBayHome() {
        Appointment done = changed(changed(inProcedure().recover(DANA, START.plusSeconds(900))).discharge(Optional.of(IN_TWO_WEEKS), DANA, START.plusSeconds(3_600)));
        assertThat(done.revision()).isEqualTo(5);
        assertThat(done.state()).isEqualTo(new AppointmentState.Completed(START.plusSeconds(3_600), START, IN_TWO_WEEKS));
        assertThat(done.history()).extracting(Change::what).containsExactly("booked", "arrived", "started", "recovering", "completed");
    }

    @Test
    void nobodyGoesHomeWithoutKnowingWhenTheyAreSeenAgainOrWhyNot() {
        Appointment recovering = changed(inProcedure().recover(DANA, START.plusSeconds(900)));
        assertThat(recovering.discharge(Optional.empty(), DANA, START.plusSeconds(3_600))).isEqualTo(new Outcome.Refused(Refusal.FOLLOW_UP_MISSING));
        assertThat(recovering.discharge(Optional.of(new FollowUp.On(DAY)), DANA, START.plusSeconds(3_600))).isEqualTo(new Outcome.Refused(Refusal.FOLLOW_UP_NOT_LATER));
        assertThat(recovering.discharge(Optional.of(new FollowUp.None("patient-declines")), DANA, START.plusSeconds(3_600))).isInstanceOf(Outcome.Changed.class);
    }

    @Test
    void aBayIsFreeAgainWhenThePatientHasGone() {
        Appointment done = changed(changed(inProcedure().recover(DANA, START.plusSeconds(900))).discharge(Optional.of(IN_TWO_WEEKS), DANA, START.plusSeconds(3_600)));
        assertThat(done.claims()).contains(new Claim("lakeside/bay-1", START.plusSeconds(1_800), START.plusSeconds(3_600)));
    }

    @Test
    void nothingStartsWithoutAWholeTimeOut() {
        Appointment arrived = changed(aBookedAppointment().arrive(Course.Answer.CONFIRMED, DANA, START.minusSeconds(1_800)));
        assertThat(arrived.start(new TimeOut(true, true, false, true, true, List.of(), "Dr. Leila Haddad"), List.of(), List.of(), DANA, START)).isEqualTo(new Outcome.Refused(Refusal.TIME_OUT_INCOMPLETE));
        assertThat(arrived.start(new TimeOut(true, true, true, true, true, List.of(), " "), List.of(), List.of(), DANA, START)).isEqualTo(new Outcome.Refused(Refusal.TIME_OUT_INCOMPLETE));
        assertThat(arrived.with(arrived.marks().permitWithdrawn(true)).start(TIME_OUT, List.of(), List.of(), DANA, START)).isEqualTo(new Outcome.Refused(Refusal.PERMIT_WITHDRAWN));
    }

    @Test
    void whatIsDoneTwiceIsDoneOnce() {
        Appointment arrived = changed(aBookedAppointment().arrive(Course.Answer.CONFIRMED, DANA, START.minusSeconds(1_800)));
        assertThat(arrived.arrive(Course.Answer.CONFIRMED, DANA, START)).isEqualTo(new Outcome.Unchanged(arrived));
        Appointment in = changed(arrived.start(TIME_OUT, List.of(), List.of(), DANA, START));
        assertThat(in.start(TIME_OUT, List.of(), List.of(), DANA, START)).isEqualTo(new Outcome.Unchanged(in));
    }

    @Test
    void nobodyArrivesOnAnotherDayAndNobodyIsMissingBeforeTheHour() {
        assertThat(aBookedAppointment().arrive(Course.Answer.CONFIRMED, DANA, START.minus(Duration.ofDays(1)))).isEqualTo(new Outcome.Refused(Refusal.NOT_ON_THE_DAY));
        assertThat(aBookedAppointment().noShow(DANA, START.minusSeconds(1))).isEqualTo(new Outcome.Refused(Refusal.TOO_SOON));
        assertThat(changed(aBookedAppointment().noShow(DANA, START)).claims()).isEmpty();
    }

    @Test
    void whatIsUnderWayIsNotCancelled() {
        assertThat(inProcedure().cancel("clinic", Optional.empty(), DANA, START)).isEqualTo(new Outcome.Refused(Refusal.NOT_IN_THAT_STATE));
        Appointment cancelled = changed(aBookedAppointment().cancel("patient-request", Optional.of("a cold"), DANA, NOW));
        assertThat(cancelled.claims()).isEmpty();
        assertThat(cancelled.history().getLast()).isEqualTo(new Change(NOW, DANA, "cancelled: patient-request", Optional.of("a cold")));
    }

    @Test
    void aHoldBecomesAnAppointmentWhileItLasts() {
        assertThat(changed(aHold().confirm(DANA, NOW.plusSeconds(599))).revision()).isEqualTo(1);
        assertThat(aHold().confirm(DANA, NOW.plusSeconds(600))).isEqualTo(new Outcome.Refused(Refusal.HOLD_EXPIRED));
    }

    @Test
    void whoIsKeptAtTheirLocalTimeByALawIsMovedByNobody() {
        Appointment confirmed = changed(aBookedAppointment().patientConfirmed(new Marks.Said(1, NOW), NOW));
        Outcome outcome = confirmed.retime(placement(), DANA, NOW);
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Changed.class, changed -> assertThat(changed.happening()).isEqualTo(Happening.BOOKED));
        Appointment kept = changed(outcome);
        assertThat(kept.revision()).isEqualTo(3);
        assertThat(kept.stands(1)).isTrue();
        assertThat(kept.movedFrom()).isEmpty();
        assertThat(kept.marks()).isEqualTo(confirmed.marks());
        assertThat(inProcedure().retime(placement(), DANA, NOW)).isEqualTo(new Outcome.Refused(Refusal.NOT_IN_THAT_STATE));
    }

    @Test
    void aPatientsYesMakesNoEarlierMessageWrongButAMoveDoes() {
        Appointment confirmed = changed(aBookedAppointment().patientConfirmed(new Marks.Said(1, NOW), NOW));
        assertThat(confirmed.revision()).isEqualTo(2);
        assertThat(confirmed.stands(1)).isTrue();
        Appointment moved = changed(confirmed.move(placement(), DANA, NOW));
        assertThat(moved.revision()).isEqualTo(3);
        assertThat(moved.stands(2)).isFalse();
        assertThat(moved.stands(3)).isTrue();
        assertThat(moved.marks().confirmed()).isEmpty();
    }

    @Test
    void historyIsBoundedAndKeepsItsFirstLine() {
        Appointment a = aBookedAppointment();
        for (int i = 0; i < 100; i++) {
            a = changed(a.move(placement(), DANA, NOW));
        }
        assertThat(a.history()).hasSize(Appointment.LONGEST_HISTORY);
        assertThat(a.history().getFirst().what()).isEqualTo("booked");
        assertThat(a.revision()).isEqualTo(101);
    }

    @Test
    void eachClearanceIsConfirmedByNameAndNothingStartsWhileOneIsOpen() {
        Appointment arrived = changed(aBookedAppointment().arrive(Course.Answer.CONFIRMED, DANA, START.minusSeconds(1_800)));
        List<String> kinds = List.of("blood-thinner", "consent");
        assertThat(arrived.start(TIME_OUT, kinds, List.of("consent"), DANA, START)).isEqualTo(new Outcome.Refused(Refusal.CLEARANCE_OPEN));
        TimeOut nameless = new TimeOut(true, true, true, true, true, List.of(new TimeOut.Confirmed("consent", "")), "Dr. Leila Haddad");
        assertThat(arrived.start(nameless, kinds, List.of(), DANA, START)).isEqualTo(new Outcome.Refused(Refusal.TIME_OUT_INCOMPLETE));
        TimeOut named = new TimeOut(true, true, true, true, true, List.of(new TimeOut.Confirmed("consent", "Nurse Ada")), "Dr. Leila Haddad");
        Appointment begun = changed(arrived.start(named, kinds, List.of(), DANA, START));
        Appointment done = changed(changed(begun.recover(DANA, START.plusSeconds(900))).discharge(Optional.of(IN_TWO_WEEKS), DANA, START.plusSeconds(3_600)));
        assertThat(done.course().timeOut().orElseThrow().confirmed()).containsExactly(new TimeOut.Confirmed("blood-thinner", "Dr. Leila Haddad"),
                new TimeOut.Confirmed("consent", "Nurse Ada"));
    }

    @Test
    void aMistakenStepIsTakenBackWithinMinutesAndOnce() {
        Appointment booked = aBookedAppointment();
        Appointment arrived = changed(booked.arrive(Course.Answer.CONFIRMED, DANA, START));
        Appointment back = changed(arrived.undo("the wrong patient", DANA, START.plus(Appointment.UNDONE_WITHIN)));
        assertThat(back.state()).isEqualTo(new AppointmentState.Booked());
        assertThat(back.revision()).isEqualTo(3);
        assertThat(back.history().getLast().why()).contains("the wrong patient");
        assertThat(back.undo("again", DANA, START)).isEqualTo(new Outcome.Refused(Refusal.NOTHING_TO_UNDO));
        assertThat(arrived.undo("late", DANA, START.plus(Appointment.UNDONE_WITHIN).plusMillis(1))).isEqualTo(new Outcome.Refused(Refusal.UNDONE_TOO_LATE));
    }

    @Test
    void whoWasMissingAndCameGetsBackWhatWasGivenUp() {
        Appointment missing = changed(aBookedAppointment().noShow(DANA, START));
        Outcome.Changed back = (Outcome.Changed) missing.undo("was in the wrong room", DANA, START.plusSeconds(60));
        assertThat(back.now().claims()).isEqualTo(aBookedAppointment().claims());
        assertThat(back.happening()).isEqualTo(Happening.BOOKED);
        Appointment home = changed(changed(inProcedure().recover(DANA, START.plusSeconds(900))).discharge(Optional.of(IN_TWO_WEEKS), DANA, START.plusSeconds(2_000)));
        Outcome.Changed stays = (Outcome.Changed) home.undo("still dizzy", DANA, START.plusSeconds(2_100));
        assertThat(stays.happening()).isEqualTo(Happening.RECOVERING);
        assertThat(stays.now().claims()).isEqualTo(aBookedAppointment().claims());
        assertThat(changed(aBookedAppointment().cancel("clinic", Optional.empty(), DANA, START)).undo("no", DANA, START))
                .isEqualTo(new Outcome.Refused(Refusal.NOTHING_TO_UNDO));
    }

    @Test
    void beingLateIsAnEstimateAndAnotherBayNoNews() {
        Appointment late = changed(aBookedAppointment().late(Optional.of(new Course.Late(20, START)), DANA, START));
        assertThat(late.revision()).isEqualTo(1);
        assertThat(late.times()).isEqualTo(aBookedAppointment().times());
        assertThat(late.marks().count()).isGreaterThan(aBookedAppointment().marks().count());
        Appointment moved = changed(late.recoverIn("lakeside/bay-2", DANA, START));
        assertThat(moved.revision()).isEqualTo(1);
        assertThat(moved.recovery().orElseThrow().unit()).isEqualTo("lakeside/bay-2");
        assertThat(aBookedAppointment().late(Optional.of(new Course.Late(20, START)), DANA, START.minus(Duration.ofDays(2)))).isEqualTo(new Outcome.Refused(Refusal.NOT_ON_THE_DAY));
    }
}
