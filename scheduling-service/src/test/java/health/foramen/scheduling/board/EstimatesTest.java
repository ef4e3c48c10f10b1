package health.foramen.scheduling.board;

import static health.foramen.scheduling.Cast.CHICAGO;
import static health.foramen.scheduling.Cast.DAY;
import static health.foramen.scheduling.Cast.HADDAD;
import static health.foramen.scheduling.Cast.LINDQVIST;
import static health.foramen.scheduling.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.scheduling.Cast;
import health.foramen.scheduling.board.Estimates.Estimate;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Appointment.Outcome;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.Course;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.Fitting;
import health.foramen.scheduling.day.Fitting.Fit;
import health.foramen.scheduling.day.Occupancy;
import health.foramen.scheduling.day.TimeOut;
import health.foramen.scheduling.day.Work;
import health.foramen.scheduling.site.Hours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EstimatesTest {

    private static final Actor DANA = new Actor("dana", "Dana Whitfield");
    private static final Block HADDADS = Block.published(HADDAD, "room-1", Optional.of("c-arm-a"), List.of(), new Hours(LocalTime.of(8, 0), LocalTime.of(12, 0)));
    private static final Block LINDQVISTS = Block.published(LINDQVIST, "room-2", Optional.of("c-arm-b"), List.of(), new Hours(LocalTime.of(8, 0), LocalTime.of(12, 0)));

    /** Three after each other with Dr. Haddad from 09:00, half an hour each, and one with Dr. Lindqvist at 09:30. */
    private static List<Appointment> aMorning() {
        var placed = new ArrayList<Appointment>();
        place(placed, HADDADS, "first", "09:00");
        place(placed, HADDADS, "second", "09:30");
        place(placed, HADDADS, "third", "10:00");
        place(placed, LINDQVISTS, "elsewhere", "09:30");
        return placed;
    }

    private static void place(List<Appointment> placed, Block block, String id, String time) {
        Fit fit = Fitting.at(Cast.lakeside(), day(placed), Occupancy.of(placed), block, LocalTime.parse(time), Cast.aPlan(), id, NOW);
        placed.add(Appointment.booked(id, "permit-" + id, "referral", "patient-" + id, Work.of(Cast.aPlan()), ((Fit.Fits) fit).placement(), DANA, NOW));
    }

    private static ClinicDay day(List<Appointment> appointments) {
        return new ClinicDay(new DayId("lakeside", DAY), CHICAGO, 1, List.of(HADDADS, LINDQVISTS), appointments);
    }

    private static Instant at(String time) {
        return DAY.atTime(LocalTime.parse(time)).atZone(CHICAGO).toInstant();
    }

    private static Appointment now(Outcome outcome) {
        return ((Outcome.Changed) outcome).now();
    }

    private static List<Appointment> with(List<Appointment> all, Appointment changed) {
        return all.stream().map(a -> a.id().equals(changed.id()) ? changed : a).toList();
    }

    private static Appointment arrivedAt(Appointment a, String time) {
        return now(a.arrive(Course.Answer.CONFIRMED, DANA, at(time)));
    }

    private static Appointment begun(Appointment a, String time) {
        return now(arrivedAt(a, "08:00").start(new TimeOut(true, true, true, true, true, List.of(), "Dr. Leila Haddad"), List.of(), List.of(), DANA, at(time)));
    }

    @Test
    void beforeTheMorningEverythingIsAsPlanned() {
        assertThat(Estimates.of(day(aMorning()), NOW).values()).extracting(Estimate::late).containsOnly(Duration.ZERO);
    }

    @Test
    void whoRunsOnDelaysThoseAfterInTheSameRoomAndNobodyElse() {
        List<Appointment> morning = aMorning();
        morning = with(morning, begun(morning.getFirst(), "09:00"));
        for (int i = 1; i < 4; i++) {
            morning = with(morning, arrivedAt(morning.get(i), "08:30"));
        }
        Map<String, Estimate> estimates = Estimates.of(day(morning), at("09:50"));
        assertThat(estimates.get("first").late()).isZero();
        assertThat(estimates.get("second").start()).isEqualTo(at("09:50"));
        assertThat(estimates.get("third").late()).isEqualTo(Duration.ofMinutes(20));
        assertThat(estimates.get("elsewhere").late()).as("its room is free, and it is past 09:30").isEqualTo(Duration.ofMinutes(20));
        assertThat(Estimates.of(day(morning), at("09:25")).get("elsewhere").late()).isZero();
    }

    @Test
    void aPatientWhoSaysToBeLateDelaysTheNext() {
        List<Appointment> morning = aMorning();
        Appointment late = now(morning.getFirst().late(Optional.of(new Course.Late(20, at("07:00"))), DANA, at("07:00")));
        Map<String, Estimate> estimates = Estimates.of(day(with(morning, late)), at("07:05"));
        assertThat(estimates.get("first").start()).isEqualTo(at("09:20"));
        assertThat(estimates.get("second").start()).isEqualTo(at("09:50"));
        assertThat(estimates.get("third").start()).isEqualTo(at("10:20"));
        assertThat(estimates.get("elsewhere").late()).isZero();
    }

    @Test
    void onAnotherDayNothingIsEstimated() {
        assertThat(Estimates.of(day(aMorning()), at("09:00").plus(Duration.ofDays(1))).values()).extracting(Estimate::late).containsOnly(Duration.ZERO);
    }

    @Property(tries = 300)
    void nobodyIsExpectedBeforeThePlanAndNoRoomIsUsedTwiceAtOnce(@ForAll @IntRange(min = -120, max = 240) int minutes, @ForAll @IntRange(max = 120) int late,
            @ForAll boolean started) {
        List<Appointment> morning = aMorning();
        Instant now = at("09:00").plus(Duration.ofMinutes(minutes));
        if (started) {
            morning = with(morning, begun(morning.getFirst(), "09:05"));
        } else {
            morning = with(morning, now(morning.getFirst().late(Optional.of(new Course.Late(late + 1, now)), DANA, at("07:00"))));
        }
        Map<String, Estimate> estimates = Estimates.of(day(morning), now);
        morning.forEach(a -> assertThat(estimates.get(a.id()).start()).isAfterOrEqualTo(a.times().start()));
        assertThat(estimates.get("second").start()).isAfterOrEqualTo(estimates.get("first").procedureEnd());
        assertThat(estimates.get("third").start()).isAfterOrEqualTo(estimates.get("second").procedureEnd());
    }
}
