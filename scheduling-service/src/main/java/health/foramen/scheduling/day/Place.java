package health.foramen.scheduling.day;

import health.foramen.scheduling.site.Setting;
import java.time.ZoneId;
import java.util.Optional;

/** Where a visit is, with whom and with which machine: what somebody chose when they chose the opening. */
public record Place(DayId day, Setting setting, ZoneId zone, String block, String clinician, String room, Optional<String> device) {
}
