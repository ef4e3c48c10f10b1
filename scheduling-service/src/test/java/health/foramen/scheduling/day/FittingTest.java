package health.foramen.scheduling.day;

import static health.foramen.scheduling.Cast.CHICAGO;
import static health.foramen.scheduling.Cast.DAY;
import static health.foramen.scheduling.Cast.HADDAD;
import static health.foramen.scheduling.Cast.LINDQVIST;
import static health.foramen.scheduling.Cast.NOW;
import static health.foramen.scheduling.Cast.aPlan;
import static health.foramen.scheduling.Cast.aSedatedPlan;
import static health.foramen.scheduling.Cast.garden;
import static health.foramen.scheduling.Cast.lakeside;
import static health.foramen.scheduling.Cast.spans;
import static health.foramen.scheduling.Cast.surgeryCenter;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.scheduling.Cast;
import health.foramen.scheduling.day.Fitting.Fit;
import health.foramen.scheduling.permit.Plan;
import health.foramen.scheduling.site.Guidance;
import health.foramen.scheduling.site.Hours;
import health.foramen.scheduling.site.Sedation;
import health.foramen.scheduling.site.Setting;
import health.foramen.scheduling.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Where a visit fits, and what keeps it out. */
class FittingTest {

    private static final Block MORNING = block(HADDAD, "room-1", "c-arm-a", "08:00", "12:00");

    private static Block block(String clinician, String room, String device, String from, String to) {
        return Block.published(clinician, "lakeside/" + room, Optional.of("lakeside/" + device), List.of("lakeside/nurse-1"),
                new Hours(LocalTime.parse(from), LocalTime.parse(to)));
    }

    private static ClinicDay day(List<Block> blocks, List<Appointment> appointments) {
        return new ClinicDay(new DayId("lakeside", DAY), CHICAGO, 1, blocks, appointments);
    }

    private static Fit fit(ClinicDay day, Block block, String time, Plan plan) {
        return Fitting.at(lakeside(), day, Occupancy.of(day.appointments()), block, LocalTime.parse(time), plan, "", NOW);
    }

    private static Appointment booked(String id, Fit fit) {
        return Appointment.booked(id, "permit-" + id, "referral", "patient-" + id, Work.of(aPlan()), ((Fit.Fits) fit).placement(), Actor.SCHEDULING, NOW);
    }

    @Example
    void aVisitClaimsABayThenRoomDeviceAndClinicianThenABayAgain() {
        var fit = (Fit.Fits) fit(day(List.of(MORNING), List.of()), MORNING, "08:30", aPlan());
        Instant start = Instant.parse("2026-12-03T14:30:00Z");
        assertThat(fit.placement().claims()).containsExactlyInAnyOrder(
                new Claim("lakeside/bay-3", start.minus(Duration.ofMinutes(15)), start),
                new Claim(HADDAD, start, start.plus(Duration.ofMinutes(30))),
                new Claim("lakeside/room-1", start, start.plus(Duration.ofMinutes(30))),
                new Claim("lakeside/c-arm-a", start, start.plus(Duration.ofMinutes(30))),
                new Claim("lakeside/bay-3", start.plus(Duration.ofMinutes(30)), start.plus(Duration.ofMinutes(45))));
        assertThat(fit.placement().times().arriveAt()).isEqualTo(start.minus(Duration.ofMinutes(45)));
    }

    @Example
    void aSedatedVisitTakesANurseAndAMonitoredBayToRecoverIn() {
        var claims = ((Fit.Fits) fit(day(List.of(MORNING), List.of()), MORNING, "08:30", aSedatedPlan())).placement().claims();
        assertThat(claims).extracting(Claim::unit).contains("lakeside/nurse-1", "lakeside/bay-1");
    }

    @Example
    void nobodyIsAskedToComeBeforeTheDoorsOpen() {
        var early = block(HADDAD, "room-1", "c-arm-a", "07:00", "12:00");
        var fit = (Fit.Fits) fit(day(List.of(early), List.of()), early, "07:00", aPlan());
        assertThat(fit.placement().times().arriveAt()).isEqualTo(Instant.parse("2026-12-03T12:30:00Z"));
    }

    @Example
    void besideAnotherVisitIsFreeAndAcrossItIsNot() {
        Appointment first = booked("one", fit(day(List.of(MORNING), List.of()), MORNING, "09:00", aPlan()));
        ClinicDay day = day(List.of(MORNING), List.of(first));
        assertThat(fit(day, MORNING, "09:15", aPlan())).isEqualTo(new Fit.Lacks(Constraint.CLINICIAN_BUSY));
        assertThat(fit(day, MORNING, "08:45", aPlan())).isEqualTo(new Fit.Lacks(Constraint.CLINICIAN_BUSY));
        assertThat(fit(day, MORNING, "09:30", aPlan())).isInstanceOf(Fit.Fits.class);
        assertThat(fit(day, MORNING, "08:30", aPlan())).isInstanceOf(Fit.Fits.class);
    }

    @Example
    void itsOwnClaimsDoNotStandInTheWayOfAMove() {
        Appointment first = booked("one", fit(day(List.of(MORNING), List.of()), MORNING, "09:00", aPlan()));
        ClinicDay day = day(List.of(MORNING), List.of(first));
        assertThat(Fitting.at(lakeside(), day, Occupancy.of(day.appointments()), MORNING, LocalTime.of(9, 15), aPlan(), "one", NOW)).isInstanceOf(Fit.Fits.class);
    }

    @Example
    void baysRunOutBeforeRoomsDo() {
        Block second = block(LINDQVIST, "room-2", "c-arm-b", "08:00", "12:00");
        var appointments = new ArrayList<Appointment>();
        var plan = aPlan(Sedation.MINIMAL, spans(45, 15, 30, 120));
        for (String time : List.of("08:00", "08:30")) {
            appointments.add(booked(time, fit(day(List.of(MORNING, second), appointments), MORNING, time, plan)));
        }
        assertThat(fit(day(List.of(MORNING, second), appointments), MORNING, "09:00", plan)).isEqualTo(new Fit.Lacks(Constraint.BAY_AFTER));
        assertThat(fit(day(List.of(MORNING, second), appointments), MORNING, "09:00", aPlan())).isInstanceOf(Fit.Fits.class);
    }

    @Example
    void aHoldThatLapsedIsNotThere() {
        var held = Appointment.held("hold", "permit", "referral", "patient", Work.of(aPlan()),
                ((Fit.Fits) fit(day(List.of(MORNING), List.of()), MORNING, "09:00", aPlan())).placement(), NOW.plusSeconds(600), Actor.SCHEDULING, NOW);
        ClinicDay day = day(List.of(MORNING), List.of(held));
        assertThat(fit(day, MORNING, "09:00", aPlan())).isEqualTo(new Fit.Lacks(Constraint.CLINICIAN_BUSY));
        assertThat(Fitting.at(lakeside(), day, Occupancy.of(day.appointments()), MORNING, LocalTime.of(9, 0), aPlan(), "", NOW.plusSeconds(600)))
                .isInstanceOf(Fit.Fits.class);
    }

    @Example
    void whatEndsAfterTheDoorsCloseOrBeginsBeforeTheyOpenIsRefused() {
        var late = block(HADDAD, "room-1", "c-arm-a", "16:00", "18:00");
        assertThat(fit(day(List.of(late), List.of()), late, "17:15", aPlan())).isInstanceOf(Fit.Fits.class);
        assertThat(fit(day(List.of(late), List.of()), late, "17:15", aSedatedPlan())).isEqualTo(new Fit.Lacks(Constraint.OPENING_HOURS));
        var early = block(HADDAD, "room-1", "c-arm-a", "06:30", "08:00");
        assertThat(fit(day(List.of(early), List.of()), early, "06:30", aPlan())).isEqualTo(new Fit.Lacks(Constraint.OPENING_HOURS));
    }

    @Example
    void whatIsPastOrBesideTheGridIsRefused() {
        ClinicDay day = day(List.of(MORNING), List.of());
        assertThat(Fitting.at(lakeside(), day, Occupancy.of(List.of()), MORNING, LocalTime.of(9, 0), aPlan(), "", Instant.parse("2026-12-03T15:00:00Z")))
                .isEqualTo(new Fit.Lacks(Constraint.PAST));
        assertThat(fit(day, MORNING, "09:05", aPlan())).isEqualTo(new Fit.Lacks(Constraint.NO_SUCH_TIME));
        assertThat(fit(day, MORNING, "11:45", aPlan())).isEqualTo(new Fit.Lacks(Constraint.NO_SUCH_TIME));
        assertThat(fit(day, MORNING, "07:45", aPlan())).isEqualTo(new Fit.Lacks(Constraint.NO_SUCH_TIME));
    }

    @Example
    void aPlanIsKeptOutByWhatTheBlockCannotDo() {
        Plan plan = aPlan();
        assertThat(Fitting.never(lakeside(), MORNING, plan)).isEmpty();
        assertThat(Fitting.never(lakeside(), MORNING, with(plan, List.of(Setting.HOSPITAL), List.of(), List.of()))).contains(Constraint.SETTING);
        assertThat(Fitting.never(lakeside(), MORNING, with(plan, List.of(), List.of("garden"), List.of()))).contains(Constraint.SITE);
        assertThat(Fitting.never(lakeside(), MORNING, with(plan, List.of(), List.of(), List.of(LINDQVIST)))).contains(Constraint.CLINICIAN);
        assertThat(Fitting.never(lakeside(), MORNING, guided(plan, Set.of(Guidance.CT)))).contains(Constraint.GUIDANCE);
        assertThat(Fitting.never(lakeside(), MORNING, guided(plan, Set.of(Guidance.NONE)))).isEmpty();
        assertThat(Fitting.never(lakeside(), MORNING, aPlan(Sedation.DEEP, spans(45, 15, 30, 60)))).contains(Constraint.SEDATION);
        var office = Block.published("dr.reyes", "garden/room-1", Optional.of("garden/c-arm"), List.of(), MORNING.hours());
        assertThat(Fitting.never(garden(), office, aSedatedPlan())).contains(Constraint.SEDATION);
    }

    @Example
    void whatNeedsNoPictureClaimsNoDevice() {
        var claims = ((Fit.Fits) fit(day(List.of(MORNING), List.of()), MORNING, "09:00", guided(aPlan(), Set.of(Guidance.NONE)))).placement().claims();
        assertThat(claims).extracting(Claim::unit).doesNotContain("lakeside/c-arm-a");
    }

    /** However the day is filled, nothing overlaps, everything lies within the day and the doors, and the wall reads as offered. */
    @Property(tries = 200)
    void aDayFilledAtRandomHoldsTogether(@ForAll("changeDays") LocalDay local, @ForAll Random random) {
        Site site = surgeryCenter("lakeside", local.zone());
        var blocks = List.of(block(HADDAD, "room-1", "c-arm-a", "06:30", "18:00"), block(LINDQVIST, "room-2", "c-arm-b", "07:00", "16:00"));
        var id = new DayId("lakeside", local.date());
        var appointments = new ArrayList<Appointment>();
        for (int i = 0; i < 60; i++) {
            Block block = blocks.get(random.nextInt(2));
            List<LocalTime> starts = Fitting.starts(block);
            Plan plan = random.nextBoolean() ? aPlan() : aSedatedPlan();
            var day = new ClinicDay(id, local.zone(), 1, blocks, appointments);
            LocalTime time = starts.get(random.nextInt(starts.size()));
            if (Fitting.at(site, day, Occupancy.of(appointments), block, time, plan, "", NOW.minusSeconds(100_000_000)) instanceof Fit.Fits(Placement placement)) {
                assertThat(placement.times().start().atZone(local.zone()).toLocalTime()).isEqualTo(time);
                assertThat(placement.times().end()).isBeforeOrEqualTo(local.bound(LocalTime.of(18, 0)));
                assertThat(placement.claims()).allSatisfy(c -> {
                    assertThat(c.from()).isAfterOrEqualTo(local.bound(LocalTime.of(6, 30)));
                    assertThat(c.to()).isBeforeOrEqualTo(local.ends());
                });
                appointments.add(Appointment.booked("a" + i, "p" + i, "r", "patient-" + i, Work.of(plan), placement, Actor.SCHEDULING, NOW));
            }
        }
        assertThat(new ClinicDay(id, local.zone(), 1, blocks, appointments).overlaps()).isEmpty();
        assertThat(appointments).isNotEmpty();
    }

    @Example
    void aNightBlockOverAGapOffersNothingInsideItAndRealMinutesAcrossIt() {
        Site site = nightSite(CHICAGO);
        var local = new LocalDay(LocalDate.of(2027, 3, 14), CHICAGO);
        var night = block(HADDAD, "room-1", "c-arm-a", "01:00", "04:00");
        var day = new ClinicDay(new DayId("lakeside", local.date()), CHICAGO, 1, List.of(night), List.of());
        List<String> offered = Fitting.starts(night).stream().filter(t -> Fitting.at(site, day, Occupancy.of(List.of()), night, t, aPlan(), "", NOW) instanceof Fit.Fits)
                .map(LocalTime::toString).toList();
        assertThat(offered).containsExactly("01:00", "01:15", "01:30", "01:45", "03:00", "03:15", "03:30");
        var across = ((Fit.Fits) Fitting.at(site, day, Occupancy.of(List.of()), night, LocalTime.of(1, 45), aPlan(), "", NOW)).placement().times();
        assertThat(Duration.between(across.start(), across.procedureEnd())).isEqualTo(Duration.ofMinutes(30));
        assertThat(across.procedureEnd().atZone(CHICAGO).toLocalTime()).isEqualTo(LocalTime.of(3, 15));
    }

    @Example
    void aNightBlockOverAnOverlapOffersEachWallTimeOnce() {
        Site site = nightSite(ZoneId.of("Europe/London"));
        var local = new LocalDay(LocalDate.of(2027, 10, 31), site.zone());
        var night = block(HADDAD, "room-1", "c-arm-a", "00:30", "03:00");
        var day = new ClinicDay(new DayId("lakeside", local.date()), site.zone(), 1, List.of(night), List.of());
        List<Instant> offered = Fitting.starts(night).stream()
                .map(t -> Fitting.at(site, day, Occupancy.of(List.of()), night, t, aPlan(), "", NOW))
                .filter(Fit.Fits.class::isInstance).map(f -> ((Fit.Fits) f).placement().times().start()).toList();
        assertThat(offered).doesNotHaveDuplicates().hasSize(9);
    }

    @Example
    void aClinicianSeesPatientsOfTheAgesThatTheSiteSays() {
        Site s = lakeside();
        Site adults = new Site(s.id(), s.name(), s.setting(), s.zone(), s.address(), s.directions(), s.phone(), s.hours(), s.closed(), s.rooms(), s.devices(), s.bays(), s.nurses(),
                List.of(new Site.SiteClinician(HADDAD, "Dr. Leila Haddad", List.of(Cast.TRANSFORAMINAL), Optional.of(new Site.Ages(18, 90)))));
        var day = day(List.of(MORNING), List.of());
        // Eighteen on the very day.
        for (var born : List.of(DAY.minusYears(18), DAY.minusYears(90))) {
            assertThat(Fitting.at(adults, day, Occupancy.of(List.of()), MORNING, LocalTime.of(9, 0), aPlan().born(Optional.of(born)), "", NOW)).isInstanceOf(Fit.Fits.class);
        }
        for (var born : List.of(DAY.minusYears(18).plusDays(1), DAY.minusYears(91))) {
            assertThat(Fitting.at(adults, day, Occupancy.of(List.of()), MORNING, LocalTime.of(9, 0), aPlan().born(Optional.of(born)), "", NOW))
                    .isEqualTo(new Fit.Lacks(Constraint.AGE));
        }
        assertThat(Fitting.at(adults, day, Occupancy.of(List.of()), MORNING, LocalTime.of(9, 0), aPlan(), "", NOW)).isInstanceOf(Fit.Fits.class);
    }

    @Example
    void whoIsToBeWatchedNeedsARoomAndABayThatWatch() {
        Plan p = aPlan();
        Plan watched = new Plan(p.procedure(), p.region(), p.levels(), p.side(), p.guidance(), p.contrast(), Sedation.NONE, p.position(), p.settings(), p.sites(),
                p.clinicians(), p.spans(), false, false, false, true, Optional.empty());
        Fit fit = Fitting.at(lakeside(), day(List.of(MORNING), List.of()), Occupancy.of(List.of()), MORNING, LocalTime.of(9, 0), watched, "", NOW);
        assertThat(((Fit.Fits) fit).placement().claims().getLast().unit()).isEqualTo("lakeside/bay-1");
        Block plain = Block.published("dr.reyes", "garden/room-1", Optional.of("garden/c-arm"), List.of(), new Hours(LocalTime.of(8, 0), LocalTime.of(12, 0)));
        assertThat(Fitting.never(garden(), plain, watched)).contains(Constraint.MONITORED_ROOM);
        assertThat(Fitting.never(garden(), plain, p)).isEmpty();
    }

    @Example
    void whatIsOutOfServiceIsOfferedToNobodyThatDay() {
        Site without = lakeside().without(new Site.Outage("lakeside/c-arm-a", DAY, DAY, "tube"));
        assertThat(Fitting.at(without, day(List.of(MORNING), List.of()), Occupancy.of(List.of()), MORNING, LocalTime.of(9, 0), aPlan(), "", NOW))
                .isEqualTo(new Fit.Lacks(Constraint.OUT_OF_SERVICE));
        Site bay = lakeside().without(new Site.Outage("lakeside/bay-3", DAY, DAY, "leak"));
        assertThat(((Fit.Fits) Fitting.at(bay, day(List.of(MORNING), List.of()), Occupancy.of(List.of()), MORNING, LocalTime.of(9, 0), aPlan(), "", NOW)).placement().claims())
                .extracting(Claim::unit).doesNotContain("lakeside/bay-3").contains("lakeside/bay-4");
    }

    @Example
    void whatFallsOutForSomeHoursIsOfferedAroundThem() {
        Site untilEleven = lakeside().without(new Site.Outage("lakeside/c-arm-a", DAY, DAY, "tube", Optional.empty(), Optional.of(LocalTime.of(11, 0))));
        assertThat(morning(untilEleven, MORNING, "10:45")).isEqualTo(new Fit.Lacks(Constraint.OUT_OF_SERVICE));
        assertThat(morning(untilEleven, MORNING, "11:00")).isInstanceOf(Fit.Fits.class);
        // Since yesterday at ten, until tomorrow at eleven: all of today.
        Site overTheDay = lakeside().without(new Site.Outage("lakeside/c-arm-a", DAY.minusDays(1), DAY.plusDays(1), "tube", Optional.of(LocalTime.of(10, 0)),
                Optional.of(LocalTime.of(11, 0))));
        assertThat(morning(overTheDay, MORNING, "11:00")).isEqualTo(new Fit.Lacks(Constraint.OUT_OF_SERVICE));

        Block awayFromTen = MORNING.without(new Hours(LocalTime.of(10, 0), LocalTime.of(12, 0)));
        assertThat(morning(lakeside(), awayFromTen, "09:30")).isInstanceOf(Fit.Fits.class);
        assertThat(morning(lakeside(), awayFromTen, "09:45")).isEqualTo(new Fit.Lacks(Constraint.CLINICIAN_AWAY));

        // The doors are shut from nine to ten: nobody is there then, and who comes after is asked to come at ten.
        Site shut = lakeside().without(new Site.Closure(DAY, DAY, "fire drill", Optional.of(LocalTime.of(9, 0)), Optional.of(LocalTime.of(10, 0))));
        assertThat(morning(shut, MORNING, "08:15")).isInstanceOf(Fit.Fits.class);
        for (String time : List.of("08:30", "09:00", "09:45", "10:00")) {
            assertThat(morning(shut, MORNING, time)).as(time).isEqualTo(new Fit.Lacks(Constraint.OPENING_HOURS));
        }
        assertThat(((Fit.Fits) morning(shut, MORNING, "10:15")).placement().times().arriveAt().atZone(CHICAGO).toLocalTime()).isEqualTo(LocalTime.of(10, 0));
    }

    private static Fit morning(Site site, Block block, String time) {
        return Fitting.at(site, day(List.of(block), List.of()), Occupancy.of(List.of()), block, LocalTime.parse(time), aPlan(), "", NOW);
    }

    private static Site nightSite(ZoneId zone) {
        Site s = surgeryCenter("lakeside", zone);
        return new Site(s.id(), s.name(), s.setting(), zone, s.address(), s.directions(), s.phone(),
                List.of(new Site.OpenDays(List.of(health.foramen.scheduling.site.Weekday.values()), LocalTime.MIDNIGHT, LocalTime.of(23, 59))), List.of(),
                s.rooms(), s.devices(), s.bays(), s.nurses(), s.clinicians());
    }

    private static Plan with(Plan p, List<Setting> settings, List<String> sites, List<String> clinicians) {
        return new Plan(p.procedure(), p.region(), p.levels(), p.side(), p.guidance(), p.contrast(), p.sedation(), p.position(), settings, sites, clinicians,
                p.spans(), p.escortRequired(), p.fasting(), p.bloodThinnerHeld());
    }

    private static Plan guided(Plan p, Set<Guidance> guidance) {
        return new Plan(p.procedure(), p.region(), p.levels(), p.side(), guidance, p.contrast(), p.sedation(), p.position(), p.settings(), p.sites(),
                p.clinicians(), p.spans(), p.escortRequired(), p.fasting(), p.bloodThinnerHeld());
    }

    @Provide
    Arbitrary<LocalDay> changeDays() {
        return Arbitraries.of(
                new LocalDay(Cast.DAY, CHICAGO),
                new LocalDay(LocalDate.of(2027, 3, 14), CHICAGO), new LocalDay(LocalDate.of(2027, 11, 7), CHICAGO),
                new LocalDay(LocalDate.of(2027, 3, 28), ZoneId.of("Europe/London")), new LocalDay(LocalDate.of(2027, 10, 31), ZoneId.of("Europe/London")),
                new LocalDay(LocalDate.of(2027, 4, 30), ZoneId.of("Africa/Cairo")), new LocalDay(LocalDate.of(2027, 10, 28), ZoneId.of("Africa/Cairo")),
                new LocalDay(LocalDate.of(2027, 10, 29), ZoneId.of("Africa/Cairo")), new LocalDay(Cast.DAY, ZoneId.of("Asia/Kathmandu")));
    }
}
