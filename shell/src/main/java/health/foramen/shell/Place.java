package health.foramen.shell;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;

import static health.foramen.safeguard.Role.ADMINISTRATOR;
import static health.foramen.safeguard.Role.CLINICIAN;
import static health.foramen.safeguard.Role.FRONT_DESK;
import static health.foramen.safeguard.Role.REFERRER;

/**
 * The rail: which places a role has, in the order in which they are shown. The first one of a role is where its people begin.
 * This is the only table of them.
 */
public enum Place {

    REFERRALS("referrals", "My referrals", "/referrals", REFERRER),
    REFER("refer", "Refer a patient", "/referrals/new", REFERRER),

    TRIAGE("triage", "Triage", "/triage", CLINICIAN),
    EMERGENCIES("emergencies", "Emergencies", "/emergencies", CLINICIAN),

    WORKLIST("worklist", "Worklist", "/worklist", FRONT_DESK),
    ENTER("enter", "Enter a referral", "/referrals/new", FRONT_DESK),
    OPENINGS("openings", "Find an opening", "/openings", FRONT_DESK),
    CLEARANCES("clearances", "Clearances", "/clearances", CLINICIAN),
    BOARD("board", "Day board", "/board", FRONT_DESK, CLINICIAN),
    CONVERSATIONS("conversations", "Conversations", "/conversations", FRONT_DESK),
    PATIENTS("patients", "Patients", "/patients", FRONT_DESK),
    OPEN_REFERRALS("open-referrals", "Open referrals", "/referrals/open", CLINICIAN),

    STATUS("status", "System status", "/status", ADMINISTRATOR),
    SITES("sites", "Sites", "/sites", ADMINISTRATOR),
    PACKS("packs", "Rule packs", "/packs", ADMINISTRATOR),
    TEMPLATES("templates", "Templates", "/templates", ADMINISTRATOR),
    PEOPLE("patients", "Patients", "/patients", ADMINISTRATOR);

    private final String slug;
    private final String title;
    private final String path;
    private final Set<Role> roles;

    Place(String slug, String title, String path, Role first, Role... more) {
        this.slug = slug;
        this.title = title;
        this.path = path;
        this.roles = EnumSet.of(first, more);
    }

    /** The word by which a page says where it is: {@code ~{shell :: page('Triage', 'triage', ~{::main})}}. */
    public String slug() {
        return slug;
    }

    public String title() {
        return title;
    }

    public String path() {
        return path;
    }

    public static List<Place> of(Person person) {
        return Arrays.stream(values()).filter(place -> place.roles.stream().anyMatch(person::is)).toList();
    }
}
