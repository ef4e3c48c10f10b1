package health.foramen.scheduling.openings.web;

import health.foramen.scheduling.day.Constraint;
import health.foramen.scheduling.openings.FindingOpenings.Near;
import health.foramen.scheduling.openings.FindingOpenings.WhyNot;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Plan;
import health.foramen.scheduling.site.Setting;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.site.web.Wall;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The one change that would help soonest, as a person says it: with Dr. Lindqvist instead of Dr. Haddad: Thu 3 Dec, 10:15. */
public final class ChangeWords {

    private ChangeWords() {
    }

    public static Optional<String> of(WhyNot why, Permit permit, Sites sites) {
        return why.near().map(near -> change(why.constraint(), near, permit, sites) + ": " + Wall.when(near.at()).words());
    }

    private static String change(Constraint constraint, Near near, Permit permit, Sites sites) {
        Plan plan = permit.plan();
        String there = near.site().name();
        String who = near.site().nameOf(near.clinician());
        return switch (constraint) {
            case SETTING -> "in a " + near.site().setting().words() + instead(plan.settings().stream().map(Setting::words).toList()) + ", at " + there;
            case SITE -> "at " + there + instead(plan.sites().stream().map(s -> sites.find(s).map(k -> k.site().name()).orElse(s)).toList());
            case CLINICIAN -> "with " + who + instead(plan.clinicians().stream().map(c -> name(c, sites)).toList()) + ", at " + there;
            case PROCEDURE -> "if " + who + " did this procedure at " + there;
            case GUIDANCE -> "with another imaging device in the block of " + who + " at " + there;
            case CONTRAST -> "with fluoroscopy or CT, which show contrast, in the block of " + who + " at " + there;
            case SEDATION -> "in a room at " + there + " equipped for " + plan.sedation().code() + " sedation, or with lighter sedation";
            case MONITORED_ROOM -> "in a room at " + there + " where heart and breathing are watched";
            case AGE -> "with a clinician who sees patients of this age";
            case MONITORED_BAY -> "with a monitored bay at " + there;
            case TOO_EARLY -> "sooner than " + permit.earliest().map(d -> Wall.day(d).words()).orElse("permitted") + ", with " + who + " at " + there;
            case TOO_LATE -> "later than " + permit.latest().map(d -> Wall.dayOfYear(d).words()).orElse("permitted") + ", with " + who + " at " + there;
            case BLOCK_CLOSED -> "if the block of " + who + " at " + there + " were open again";
            case PAST_MIDNIGHT -> "with a shorter recovery";
            case OPENING_HOURS -> "if " + there + " opened earlier or closed later";
            case CLINICIAN_BUSY -> "if " + who + " were free";
            case CLINICIAN_AWAY -> "if " + who + " were not away then";
            case OUT_OF_SERVICE -> "once the room and the imaging device of " + who + " at " + there + " work again";
            case ROOM_BUSY -> "if the room of " + who + " at " + there + " were free";
            case DEVICE_BUSY -> "if the imaging device of " + who + " at " + there + " were free";
            case NURSE_BUSY -> "with one more nurse at " + there;
            case BAY_BEFORE, BAY_AFTER -> "with one more bay at " + there;
            case PAST, NO_SUCH_TIME -> "at another time";
        };
    }

    private static String instead(List<String> wanted) {
        return wanted.isEmpty() ? "" : " instead of " + wanted.stream().distinct().collect(Collectors.joining(" or "));
    }

    private static String name(String clinician, Sites sites) {
        return sites.all().stream().flatMap(k -> k.site().clinician(clinician).stream()).map(c -> c.name()).findFirst().orElse(clinician);
    }
}
