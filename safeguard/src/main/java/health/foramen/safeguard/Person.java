package health.foramen.safeguard;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The caller, as the verified token names them: somebody with an account, or one of the suite's own services.
 * Available as a controller method's argument; {@code Optional<Person>} where the door is open to all.
 *
 * @param id        stable account name, {@code dr.amin}; what the records keep as <em>who</em>
 * @param name      for people to read, {@code Dr. Samir Amin}
 * @param practice  slug of the referring practice, for referrers
 * @param clinician slug of the clinician that this account is, for clinicians
 */
public record Person(String id, String name, Set<Role> roles, Optional<String> practice, Optional<String> clinician) {

    public Person {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(practice, "practice");
        Objects.requireNonNull(clinician, "clinician");
        roles = Set.copyOf(roles);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    public boolean isAny(Role... any) {
        for (Role role : any) {
            if (is(role)) {
                return true;
            }
        }
        return false;
    }
}
