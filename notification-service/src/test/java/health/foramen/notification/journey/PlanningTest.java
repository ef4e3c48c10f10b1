package health.foramen.notification.journey;

import static health.foramen.notification.journey.Cast.CHICAGO;
import static health.foramen.notification.journey.Cast.aVisit;
import static health.foramen.notification.journey.Cast.byTextOnly;
import static health.foramen.notification.journey.Cast.reachable;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.notification.journey.Cadence.Phase;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanningTest {

    private static final Cadence CADENCE = Cast.theCadence();
    private static final LocalDateTime THURSDAY_10_15 = LocalDateTime.of(2026, 12, 3, 10, 15);

    private static Instant chicago(int month, int day, int hour, int minute) {
        return LocalDateTime.of(2026, month, day, hour, minute).atZone(CHICAGO).toInstant();
    }

    private static List<Step> plan(Appointment visit, Recipient recipient, Set<Phase> phases, Instant now) {
        return Planning.plan(CADENCE, visit, phases, recipient, visit.escortRequired(), Set.of(), List.of(), now);
    }

    private static List<Step> booked(Appointment visit, Recipient recipient, Instant now) {
        return plan(visit, recipient, Set.of(Phase.BOOKED, Phase.AHEAD), now);
    }

    private static Step one(List<Step> steps, String name) {
        List<Step> found = steps.stream().filter(step -> step.name().equals(name)).toList();
        assertThat(found).as(name).hasSize(1);
        return found.getFirst();
    }

    @Test
    void aVisitInThreeWeeksGetsEveryStepOfTheCadence() {
        Instant now = chicago(11, 12, 11, 0);
        List<Step> steps = booked(Cast.visit(Cast.VISIT, Cast.ROSA, 1, AppointmentStatus.BOOKED, THURSDAY_10_15, CHICAGO, true, true, true, now), reachable(), now);
        assertThat(steps).filteredOn(step -> step.name().equals("booked")).extracting(Step::channel).containsExactlyInAnyOrder(Channel.TEXT, Channel.EMAIL);
        assertThat(steps).filteredOn(step -> step.name().equals("booked")).allMatch(step -> step.due().equals(now));
        assertThat(one(steps, "blood-thinner").due()).isEqualTo(chicago(11, 19, 10, 0));
        assertThat(one(steps, "preparation").due()).isEqualTo(chicago(11, 26, 10, 0));
        assertThat(one(steps, "preparation").asks()).contains(Question.RIDE);
        assertThat(one(steps, "reminder").due()).isEqualTo(chicago(11, 30, 10, 0));
        assertThat(one(steps, "ride-check").channel()).isEqualTo(Channel.DESK);
        assertThat(one(steps, "ride-check").due()).isEqualTo(chicago(12, 1, 9, 0));
        assertThat(one(steps, "confirm").due()).isEqualTo(chicago(12, 2, 10, 0));
        assertThat(one(steps, "directions").due()).isEqualTo(chicago(12, 3, 8, 15));
        assertThat(steps).allMatch(Step::isPlanned);
    }

    @Test
    void withoutABloodThinnerOrAnEscortNobodyIsAskedAboutThem() {
        Instant now = chicago(11, 12, 11, 0);
        List<Step> steps = booked(Cast.visit(Cast.VISIT, Cast.ROSA, 1, AppointmentStatus.BOOKED, THURSDAY_10_15, CHICAGO, false, false, false, now), reachable(), now);
        assertThat(steps).extracting(Step::name).doesNotContain("blood-thinner", "ride-check");
    }

    @Test
    void directionsForTheFirstVisitOfTheDayComeTheEveningBeforeAndMergeIntoThatDaysMessage() {
        Instant now = chicago(11, 12, 11, 0);
        List<Step> steps = booked(aVisit(LocalDateTime.of(2026, 12, 3, 7, 30), now), reachable(), now);
        assertThat(one(steps, "directions").state().reason()).contains(Why.mergedInto("confirm"));
        assertThat(one(steps, "confirm").carries()).contains("directions");
    }

    @Test
    void aVisitBookedForTomorrowDropsWhatIsPointlessAndMergesTheRest() {
        Instant now = chicago(12, 2, 11, 0);
        List<Step> steps = booked(aVisit(THURSDAY_10_15, now), reachable(), now);
        assertThat(one(steps, "reminder").state().reason()).contains(Why.TOO_LATE_TO_PLAN);
        assertThat(one(steps, "preparation").state().reason()).contains(Why.TOO_LATE_TO_PLAN);
        assertThat(one(steps, "confirm").state().reason()).contains(Why.mergedInto("booked"));
        Step text = steps.stream().filter(step -> step.name().equals("booked") && step.channel() == Channel.TEXT).findFirst().orElseThrow();
        assertThat(text.asks()).contains(Question.CONFIRM, Question.RIDE);
        assertThat(one(steps, "ride-check").due()).isEqualTo(now.plusSeconds(2 * 3_600));
        assertThat(one(steps, "directions").due()).isEqualTo(chicago(12, 3, 8, 15));
    }

    @Test
    void bookedAtNightTheTextWaitsForTheMorningAndTheEmailDoesNot() {
        Instant night = chicago(11, 12, 23, 30);
        List<Step> steps = booked(aVisit(THURSDAY_10_15, night), reachable(), night);
        assertThat(steps).filteredOn(step -> step.name().equals("booked") && step.channel() == Channel.TEXT).extracting(Step::due).containsExactly(chicago(11, 13, 8, 0));
        assertThat(steps).filteredOn(step -> step.name().equals("booked") && step.channel() == Channel.EMAIL).extracting(Step::due).containsExactly(night);
    }

    @Test
    void bookedAtNightForTheFirstHourTheTextBreaksTheNight() {
        Instant night = chicago(12, 3, 4, 0);
        List<Step> steps = booked(aVisit(LocalDateTime.of(2026, 12, 3, 8, 30), night), byTextOnly(), night);
        assertThat(one(steps, "booked").due()).isEqualTo(night);
    }

    @Test
    void afterTheVisitComeAfterCareTheDiaryAndTheFollowUp() {
        Instant now = chicago(12, 3, 12, 0);
        Appointment done = Cast.later(aVisit(THURSDAY_10_15, now), AppointmentStatus.COMPLETED, now);
        List<Step> steps = plan(done, reachable(), Set.of(Phase.AFTER, Phase.FOLLOW_UP), now);
        assertThat(steps).extracting(Step::name).contains("after-care", "check-in", "diary-4", "diary-7", "diary-14", "diary-30", "diary-60", "diary-90", "follow-up-3", "follow-up-1");
        assertThat(one(steps, "check-in").day()).isEqualTo(1);
        assertThat(steps).noneMatch(step -> step.asks().contains(Question.PAIN) && step.day() == 0);
        assertThat(one(steps, "follow-up-1").due()).isEqualTo(chicago(12, 30, 10, 0));
    }

    @Test
    void overTheWeeklyCapTheLessImportantGoByEmail() {
        Instant now = chicago(12, 3, 12, 0);
        Appointment done = Cast.later(aVisit(THURSDAY_10_15, now), AppointmentStatus.COMPLETED, now);
        List<Instant> sent = List.of(chicago(11, 30, 10, 0), chicago(12, 2, 10, 0), chicago(12, 3, 8, 15));
        List<Step> steps = Planning.plan(CADENCE, done, Set.of(Phase.AFTER, Phase.FOLLOW_UP), reachable(), false, Set.of(), sent, now);
        assertThat(one(steps, "check-in").channel()).isEqualTo(Channel.EMAIL);
        assertThat(steps).filteredOn(step -> step.name().equals("after-care") && step.channel() == Channel.TEXT).extracting(step -> step.state().reason())
                .containsExactly(java.util.Optional.of(Why.BY_MAIL));
    }

    @Test
    void hoursAreThoseOfTheRecipientWhereverTheVisitIs() {
        Instant now = chicago(11, 12, 11, 0);
        Recipient inKathmandu = new Recipient(ZoneId.of("Asia/Kathmandu"), true, false, false);
        List<Step> steps = booked(aVisit(THURSDAY_10_15, now), inKathmandu, now);
        assertThat(one(steps, "confirm").due()).isEqualTo(LocalDateTime.of(2026, 12, 2, 10, 0).atZone(ZoneId.of("Asia/Kathmandu")).toInstant());
        // 08:15 in Chicago is 20:00 in Kathmandu, within the hours there.
        assertThat(one(steps, "directions").due()).isEqualTo(chicago(12, 3, 8, 15));
    }

    @Test
    void withoutAnyChannelTheDeskIsToldAndNothingIsPlanned() {
        Instant now = chicago(11, 12, 11, 0);
        List<Step> steps = booked(aVisit(THURSDAY_10_15, now), new Recipient(CHICAGO, false, false, false), now);
        assertThat(steps).filteredOn(step -> step.channel() != Channel.DESK).allMatch(step -> step.state().reason().equals(java.util.Optional.of(Why.NO_CHANNEL)));
    }
}
