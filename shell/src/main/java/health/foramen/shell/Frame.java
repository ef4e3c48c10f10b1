package health.foramen.shell;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;

/**
 * What the frame around a page needs to know; in the model of every page as {@code shell}.
 *
 * @param person the reader, or null: templates ask for it with {@code ?.}
 * @param now    business time, so that a page counts days from the clinic's today and not from the browser's
 */
public record Frame(Person person, List<Place> places, Instant now) {

    public static final String NAME = "shell";

    static Frame around(Optional<Person> person, Instant now) {
        return new Frame(person.orElse(null), person.map(Place::of).orElse(List.of()), now);
    }

    /** Where this reader searches; null for those who have nothing to look for by name. */
    public String searchPath() {
        if (person == null) {
            return null;
        }
        if (person.isAny(Role.FRONT_DESK, Role.CLINICIAN)) {
            return "/patients";
        }
        return person.is(Role.REFERRER) ? "/referrals" : null;
    }

    public String searchLabel() {
        return "/referrals".equals(searchPath()) ? "Search my referrals" : "Search patients";
    }

    /** Whoever can answer an emergency sees on every page that one waits, and so does the desk, which can fetch somebody. */
    public boolean watchesEmergencies() {
        return person != null && person.isAny(Role.CLINICIAN, Role.FRONT_DESK);
    }

    /** The reader's role as people say it. */
    public String roleWord() {
        if (person == null) {
            return "";
        }
        return person.roles().stream().sorted().map(role -> role.word().replace('-', ' ')).reduce((one, two) -> one + ", " + two).orElse("");
    }
}
