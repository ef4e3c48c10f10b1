package health.foramen.scheduling.openings;

import static health.foramen.scheduling.Cast.DAY;
import static health.foramen.scheduling.Cast.HADDAD;
import static health.foramen.scheduling.Cast.LINDQVIST;
import static health.foramen.scheduling.Cast.NOW;
import static health.foramen.scheduling.Cast.aPermit;
import static health.foramen.scheduling.Cast.aPlan;
import static health.foramen.scheduling.Cast.aSedatedPlan;
import static health.foramen.scheduling.Cast.garden;
import static health.foramen.scheduling.Cast.lakeside;
import static health.foramen.scheduling.Cast.spans;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.scheduling.InMemory;
import health.foramen.scheduling.MovableTime;
import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.Constraint;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.day.Work;
import health.foramen.scheduling.openings.FindingOpenings.Found;
import health.foramen.scheduling.openings.FindingOpenings.WhyNot;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Plan;
import health.foramen.scheduling.site.Guidance;
import health.foramen.scheduling.site.Hours;
import health.foramen.scheduling.site.Setting;
import health.foramen.scheduling.site.Site;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a desk is offered, in which order, and what it is told when there is nothing. */
class FindingOpeningsTest {

    private final InMemory.AllSites sites = new InMemory.AllSites(lakeside(), garden());
    private final InMemory.AllDays days = new InMemory.AllDays();
    private final MovableTime time = new MovableTime(NOW);
    private final DayBoards boards = new DayBoards(sites, days, time, 90);
    private final FindingOpenings finding = new FindingOpenings(sites, boards, time);

    @BeforeEach
    void aWeekIsPublished() {
        for (int i = 0; i < 5; i++) {
            LocalDate date = DAY.plusDays(i);
            days.put(new ClinicDay(new DayId("lakeside", date), lakeside().zone(), 1, List.of(block("lakeside", HADDAD, "room-1", "c-arm-a", "08:00", "12:00"),
                    block("lakeside", LINDQVIST, "room-2", "c-arm-b", "09:00", "11:00")), List.of()));
            days.put(new ClinicDay(new DayId("garden", date), garden().zone(), 1, List.of(block("garden", "dr.reyes", "room-1", "c-arm", "08:00", "12:00")), List.of()));
        }
        boards.refresh();
    }

    private static Block block(String site, String clinician, String room, String device, String from, String to) {
        return Block.published(clinician, site + "/" + room, Optional.of(site + "/" + device), List.of(), new Hours(LocalTime.parse(from), LocalTime.parse(to)));
    }

    private Found find(Permit permit, Filter filter, int limit) {
        return finding.find(permit, filter, Set.of(), Optional.empty(), limit, "");
    }

    @Test
    void theSoonestComesFirstAcrossSitesAndZones() {
        List<Opening> found = find(aPermit("p", aPlan()), Filter.NONE, 8).openings();
        assertThat(found).isSortedAccordingTo(java.util.Comparator.comparing(o -> o.placement().times().start()));
        // 09:00 in Chicago is 08:00 in Denver: two rooms there, one here.
        assertThat(found).extracting(o -> o.site().id() + " " + o.placement().times().localStart().toLocalTime()).startsWith(
                "lakeside 08:00", "lakeside 08:15", "lakeside 08:30", "lakeside 08:45").contains("garden 08:00", "lakeside 09:00");
    }

    @Test
    void atOneTimeTheFittingSettingComesFirstThenTheClinicianThePatientKnows() {
        Permit permit = aPermit("p", aPlan());
        Filter nine = new Filter(Optional.of(DAY), Optional.of(DAY), Optional.empty(), Optional.empty(), Optional.empty());
        List<String> atNine = finding.find(permit, nine, Set.of(LINDQVIST), Optional.empty(), 50, "").openings().stream()
                .filter(o -> o.placement().times().start().toString().equals("2026-12-03T15:00:00Z")).map(o -> o.placement().place().clinician()).toList();
        // No more hospital than needed: the office; then, at the surgery center, the clinician that the patient has met.
        assertThat(atNine).containsExactly("dr.reyes", LINDQVIST, HADDAD);
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        Permit permit = aPermit("p", aPlan());
        List<String> whole = find(permit, Filter.NONE, 100).openings().stream().map(o -> o.id().text()).toList();
        var paged = new ArrayList<String>();
        Optional<OpeningId> cursor = Optional.empty();
        do {
            Found page = finding.find(permit, Filter.NONE, Set.of(), cursor, 7, "");
            page.openings().forEach(o -> paged.add(o.id().text()));
            cursor = page.next().flatMap(OpeningId::find);
        } while (cursor.isPresent() && paged.size() < 100);
        assertThat(paged.subList(0, 100 - 100 % 7)).isEqualTo(whole.subList(0, 100 - 100 % 7));
        assertThat(paged).doesNotHaveDuplicates();
    }

    @Test
    void filtersNarrowAndDatesHold() {
        Permit permit = aPermit("p", aPlan());
        Found atGarden = find(permit, new Filter(Optional.of(DAY.plusDays(1)), Optional.empty(), Optional.of("garden"), Optional.empty(), Optional.empty()), 50);
        assertThat(atGarden.openings()).isNotEmpty().allSatisfy(o -> {
            assertThat(o.site().id()).isEqualTo("garden");
            assertThat(o.placement().place().day().date()).isAfter(DAY);
        });
        assertThat(find(permit, new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(Setting.SURGERY_CENTER), Optional.of(LINDQVIST)), 50).openings())
                .isNotEmpty().allSatisfy(o -> assertThat(o.placement().place().clinician()).isEqualTo(LINDQVIST));
    }

    @Test
    void whatIsBookedIsNotOfferedAndWhatIsHeldIsOfferedAgainWhenItLapses() {
        Permit permit = aPermit("p", aPlan());
        Opening first = find(permit, Filter.NONE, 1).openings().getFirst();
        boards.placed(first.placement().place().day(), Appointment.held("h", "other", "r", "x", Work.of(aPlan()), first.placement(), NOW.plusSeconds(600), Actor.SCHEDULING, NOW));
        assertThat(find(permit, Filter.NONE, 1).openings().getFirst().id()).isNotEqualTo(first.id());
        time.set(NOW.plusSeconds(600));
        assertThat(find(permit, Filter.NONE, 1).openings().getFirst().id()).isEqualTo(first.id());
    }

    @Test
    void whenNothingFitsItSaysWhyAndWhatWouldHelpSoonest() {
        Plan plan = aSedatedPlan();
        Plan officeOnly = new Plan(plan.procedure(), plan.region(), plan.levels(), plan.side(), plan.guidance(), plan.contrast(), plan.sedation(), plan.position(),
                List.of(Setting.OFFICE), List.of(), List.of(), plan.spans(), true, true, false);
        Found none = find(aPermit("p", officeOnly), Filter.NONE, 10);
        assertThat(none.openings()).isEmpty();
        assertThat(none.whyNot()).extracting(WhyNot::constraint).containsExactlyInAnyOrder(Constraint.SETTING, Constraint.SEDATION);
        WhyNot setting = none.whyNot().stream().filter(w -> w.constraint() == Constraint.SETTING).findFirst().orElseThrow();
        assertThat(setting.nearest()).contains(DAY.atTime(8, 0));
        assertThat(setting.removed()).isPositive();
    }

    private WhyNot why(Plan plan, Constraint constraint) {
        Found none = find(aPermit("p", plan), Filter.NONE, 10);
        assertThat(none.openings()).isEmpty();
        return none.whyNot().stream().filter(w -> w.constraint() == constraint).findFirst()
                .orElseThrow(() -> new AssertionError(constraint + " is not named among " + none.whyNot()));
    }

    private static Plan plan(Set<Guidance> guidance, boolean contrast, boolean monitoring, List<Setting> settings, List<String> sites, List<String> clinicians, Plan.Spans spans) {
        Plan p = aPlan();
        return new Plan(p.procedure(), p.region(), p.levels(), p.side(), guidance, contrast, p.sedation(), p.position(), settings, sites, clinicians, spans, false, false, false,
                monitoring, Optional.empty());
    }

    private static final Set<Guidance> X_RAY = Set.of(Guidance.FLUOROSCOPY, Guidance.CT);

    @Test
    void whoIsToBeWatchedHearsThatNobodyIsWatchedThereAndAnotherSettingAloneIsNoHelp() {
        Plan watched = plan(X_RAY, true, true, List.of(Setting.HOSPITAL), List.of("garden"), List.of(), aPlan().spans());
        // The office has another setting, and neither a room nor a bay that watches: no one change helps.
        assertThat(why(watched, Constraint.MONITORED_ROOM).nearest()).isEmpty();
        assertThat(why(watched, Constraint.MONITORED_BAY).removed()).isPositive();
        assertThat(why(watched, Constraint.SETTING).nearest()).isEmpty();
        // The surgery center watches: there the setting and the site are two changes.
        Plan office = plan(X_RAY, true, true, List.of(Setting.OFFICE), List.of(), List.of(), aPlan().spans());
        assertThat(why(office, Constraint.SETTING).nearest()).contains(DAY.atTime(8, 0));
    }

    @Test
    void whoIsTooYoungForEveryClinicianHearsThatAndSinceWhichTimeItWouldHelp() {
        sites.replace(adultsOnly(lakeside()), 1);
        sites.replace(adultsOnly(garden()), 1);
        boards.refresh();
        WhyNot age = why(aPlan().born(Optional.of(DAY.minusYears(9))), Constraint.AGE);
        assertThat(age.removed()).isPositive();
        assertThat(age.nearest()).contains(DAY.atTime(8, 0));
    }

    private static Site adultsOnly(Site s) {
        return new Site(s.id(), s.name(), s.setting(), s.zone(), s.address(), s.directions(), s.phone(), s.hours(), s.closed(), s.rooms(), s.devices(), s.bays(), s.nurses(),
                s.clinicians().stream().map(c -> new Site.SiteClinician(c.id(), c.name(), c.procedures(), Optional.of(new Site.Ages(18, 130)))).toList());
    }

    @Test
    void guidanceContrastCliniciansAndSitesAreNamedEachWithWhatItWouldBeWithoutIt() {
        assertThat(why(plan(Set.of(Guidance.CT), true, false, List.of(), List.of(), List.of(), aPlan().spans()), Constraint.GUIDANCE).nearest()).contains(DAY.atTime(8, 0));
        assertThat(why(plan(X_RAY, true, false, List.of(), List.of(), List.of("dr.nobody"), aPlan().spans()), Constraint.CLINICIAN).near().orElseThrow().clinician()).isEqualTo(HADDAD);
        assertThat(why(plan(X_RAY, true, false, List.of(), List.of("elsewhere"), List.of(), aPlan().spans()), Constraint.SITE).nearest()).contains(DAY.atTime(8, 0));
        Site g = garden();
        sites.replace(new Site(g.id(), g.name(), g.setting(), g.zone(), g.address(), "", "", g.hours(), g.closed(), g.rooms(), List.of(new Site.Device("c-arm", "Ultrasound",
                Guidance.ULTRASOUND)), g.bays(), g.nurses(), g.clinicians()), 1);
        boards.refresh();
        Plan seenByUltrasound = plan(Set.of(Guidance.ULTRASOUND), true, false, List.of(Setting.OFFICE), List.of("garden"), List.of(), aPlan().spans());
        assertThat(why(seenByUltrasound, Constraint.CONTRAST).removed()).isPositive();
        assertThat(find(aPermit("p", plan(Set.of(Guidance.ULTRASOUND), false, false, List.of(Setting.OFFICE), List.of("garden"), List.of(), aPlan().spans())), Filter.NONE, 1).openings())
                .isNotEmpty();
    }

    @Test
    void aRecoveryThatWouldPassMidnightOrClosingIsNamed() {
        assertThat(why(plan(X_RAY, true, false, List.of(), List.of(), List.of(), spans(45, 15, 180, 480)), Constraint.OPENING_HOURS).removed()).isPositive();
        Plan night = plan(X_RAY, true, false, List.of(), List.of(), List.of(), spans(0, 0, 180, 480));
        days.put(new ClinicDay(new DayId("lakeside", DAY.minusDays(1)), lakeside().zone(), 1, List.of(block("lakeside", HADDAD, "room-1", "c-arm-a", "14:00", "18:00")), List.of()));
        boards.refresh();
        assertThat(why(night, Constraint.PAST_MIDNIGHT).nearest()).contains(DAY.minusDays(1).atTime(14, 0));
    }

    @Test
    void aPermitThatEndsTooSoonSaysSo() {
        Permit p = aPermit("p", aPlan());
        Permit ended = new Permit(p.id(), 1, true, p.referral(), p.patient(), p.practice(), p.urgency(), p.earliest(), Optional.of(DAY.minusDays(1)), false, p.plan(),
                List.of(), NOW);
        Found none = find(ended, Filter.NONE, 10);
        assertThat(none.whyNot()).extracting(WhyNot::constraint).containsExactly(Constraint.TOO_LATE);
        assertThat(none.whyNot().getFirst().nearest()).contains(DAY.atTime(8, 0));
    }

    @Test
    void whatOthersWroteIsSeenAtTheNextLook() {
        Permit permit = aPermit("p", aPlan());
        days.put(new ClinicDay(new DayId("lakeside", DAY.minusDays(1)), lakeside().zone(), 1,
                List.of(block("lakeside", HADDAD, "room-1", "c-arm-a", "08:00", "12:00")), List.of()));
        boards.refresh();
        assertThat(find(permit, Filter.NONE, 1).openings().getFirst().placement().place().day().date()).isEqualTo(DAY.minusDays(1));
    }

    @Test
    void eachPartOfASearchSaysWhatItHidesAndTheSoonestWithoutIt() {
        var counting = new CountingOpenings(sites, boards, finding, time);
        Permit permit = aPermit("p", aPlan());
        Filter afternoonAtLakeside = new Filter(Optional.empty(), Optional.empty(), Set.of("lakeside"), Set.of(), Set.of(LINDQVIST), Set.of(),
                Optional.of(LocalTime.of(11, 0)), Optional.empty(), Set.of(), false);
        assertThat(find(permit, afternoonAtLakeside, 5).openings()).isEmpty();
        var narrowings = counting.narrowings(permit, afternoonAtLakeside, "");
        assertThat(narrowings).extracting(CountingOpenings.Narrowing::part).containsExactly(Filter.Part.SITE, Filter.Part.CLINICIAN, Filter.Part.EARLIEST);
        // Dr. Haddad has 11:00, 11:15 and 11:30 on five mornings.
        var otherClinician = narrowings.get(1);
        assertThat(otherClinician.removed()).isEqualTo(15);
        assertThat(otherClinician.nearest().orElseThrow().placement().place().clinician()).isEqualTo(HADDAD);
        assertThat(otherClinician.nearest().orElseThrow().placement().times().localStart()).isEqualTo(DAY.atTime(11, 0));
        assertThat(narrowings.getFirst().removed()).isZero();
        assertThat(counting.narrowings(permit, Filter.NONE, "")).isEmpty();
    }

    @Test
    void weekdaysAndHoursNarrowToo() {
        Filter fridayMorning = new Filter(Optional.empty(), Optional.empty(), Set.of(), Set.of(), Set.of(), Set.of(health.foramen.scheduling.site.Weekday.FR),
                Optional.of(LocalTime.of(9, 0)), Optional.of(LocalTime.of(10, 0)), Set.of(), false);
        assertThat(find(aPermit("p", aPlan()), fridayMorning, 100).openings()).isNotEmpty().allSatisfy(o -> {
            assertThat(o.id().day().date()).isEqualTo(DAY.plusDays(1));
            assertThat(o.id().time()).isBetween(LocalTime.of(9, 0), LocalTime.of(10, 0));
        });
    }

    @Test
    void theDayItWouldLandInShowsWhatOthersHaveAndTheGap() {
        Permit permit = aPermit("p", aPlan());
        Opening first = find(permit, Filter.NONE, 1).openings().getFirst();
        boards.placed(first.placement().place().day(), Appointment.booked("b", "other", "r", "x", Work.of(aPlan()), first.placement(), Actor.SCHEDULING, NOW));
        Opening next = find(permit, Filter.NONE, 1).openings().getFirst();
        Landing landing = Landing.of(lakeside(), boards.sheet(next.id().day()).orElseThrow().day(), next.placement(), NOW);
        assertThat(landing.hours().getFirst()).isEqualTo(new Landing.Hour(1, LocalTime.of(8, 0)));
        var room = landing.lanes().stream().filter(lane -> lane.unit().equals("lakeside/room-1")).findFirst().orElseThrow();
        assertThat(room.slots()).extracting(Landing.Slot::what).containsExactly(Landing.What.TAKEN, Landing.What.HERE);
        assertThat(room.slots().getFirst().step()).isEqualTo(1);
        assertThat(room.slots().getFirst().span()).isEqualTo(2);
    }
}
