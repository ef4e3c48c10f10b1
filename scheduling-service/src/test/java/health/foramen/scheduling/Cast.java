package health.foramen.scheduling;

import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Plan;
import health.foramen.scheduling.site.Guidance;
import health.foramen.scheduling.site.Sedation;
import health.foramen.scheduling.site.Setting;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Site.Address;
import health.foramen.scheduling.site.Site.Bay;
import health.foramen.scheduling.site.Site.Device;
import health.foramen.scheduling.site.Site.Nurse;
import health.foramen.scheduling.site.Site.OpenDays;
import health.foramen.scheduling.site.Site.Room;
import health.foramen.scheduling.site.Site.SiteClinician;
import health.foramen.scheduling.site.Weekday;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The famous few: the sites, clinicians and plans that every test speaks of. */
public final class Cast {

    public static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    public static final String HADDAD = "dr.haddad";
    public static final String LINDQVIST = "dr.lindqvist";
    public static final String TRANSFORAMINAL = "transforaminal-lumbar-sacral";
    /** A Thursday, three weeks after {@link #NOW}. */
    public static final LocalDate DAY = LocalDate.of(2026, 12, 3);
    public static final Instant NOW = Instant.parse("2026-11-12T15:00:00Z");

    private Cast() {
    }

    public static Site lakeside() {
        return surgeryCenter("lakeside", CHICAGO);
    }

    /** Two rooms with a C-arm each, four bays, two of them monitored; open from 06:30 to 18:00, every day. */
    public static Site surgeryCenter(String id, ZoneId zone) {
        return new Site(id, "Lakeside Surgery Center", Setting.SURGERY_CENTER, zone, address(), "Ring at the blue door", "+1 312 555 0110",
                List.of(new OpenDays(List.of(Weekday.values()), LocalTime.of(6, 30), LocalTime.of(18, 0))), List.of(),
                List.of(new Room("room-1", "Room 1", List.of("c-arm-a"), Sedation.MODERATE), new Room("room-2", "Room 2", List.of("c-arm-b"), Sedation.MODERATE)),
                List.of(new Device("c-arm-a", "C-arm A", Guidance.FLUOROSCOPY), new Device("c-arm-b", "C-arm B", Guidance.FLUOROSCOPY)),
                List.of(new Bay("bay-1", "Bay 1", true), new Bay("bay-2", "Bay 2", true), new Bay("bay-3", "Bay 3", false), new Bay("bay-4", "Bay 4", false)),
                List.of(new Nurse("nurse-1", "Nurse Ada"), new Nurse("nurse-2", "Nurse Ben")),
                List.of(new SiteClinician(HADDAD, "Dr. Leila Haddad", List.of(TRANSFORAMINAL, "consultation")),
                        new SiteClinician(LINDQVIST, "Dr. Sven Lindqvist", List.of(TRANSFORAMINAL))));
    }

    /** One room, one C-arm, two plain bays: no sedation here. */
    public static Site garden() {
        return new Site("garden", "Garden Street Office", Setting.OFFICE, ZoneId.of("America/Denver"), address(), "", "",
                List.of(new OpenDays(List.of(Weekday.MO, Weekday.TU, Weekday.WE, Weekday.TH, Weekday.FR), LocalTime.of(7, 0), LocalTime.of(17, 0))), List.of(),
                List.of(new Room("room-1", "Room 1", List.of("c-arm"), Sedation.NONE)), List.of(new Device("c-arm", "C-arm", Guidance.FLUOROSCOPY)),
                List.of(new Bay("bay-1", "Bay 1", false), new Bay("bay-2", "Bay 2", false)), List.of(),
                List.of(new SiteClinician("dr.reyes", "Dr. Marisol Reyes", List.of(TRANSFORAMINAL, "consultation"))));
    }

    private static Address address() {
        return new Address(List.of("1 Lake Shore Drive"), "Chicago", "IL", "60601", "US");
    }

    public static Plan.Spans spans(int arrive, int prepare, int procedure, int recovery) {
        return new Plan.Spans(Duration.ofMinutes(arrive), Duration.ofMinutes(prepare), Duration.ofMinutes(procedure), Duration.ofMinutes(recovery));
    }

    public static Plan aPlan() {
        return aPlan(Sedation.NONE, spans(45, 15, 30, 15));
    }

    public static Plan aSedatedPlan() {
        return aPlan(Sedation.MINIMAL, spans(45, 15, 30, 60));
    }

    public static Plan aPlan(Sedation sedation, Plan.Spans spans) {
        return new Plan(TRANSFORAMINAL, "lumbar-sacral", List.of("L5"), Optional.of("left"), Set.of(Guidance.FLUOROSCOPY, Guidance.CT), true, sedation,
                "prone", List.of(), List.of(), List.of(), spans, sedation.sedated(), sedation.sedated(), false);
    }

    public static Permit aPermit(String id, Plan plan) {
        return new Permit(id, 1, true, "referral-of-" + id, "patient-of-" + id, Optional.of("riverside"), "routine", Optional.of(DAY.minusDays(14)),
                Optional.of(DAY.plusDays(60)), false, plan, List.of(), NOW);
    }
}
