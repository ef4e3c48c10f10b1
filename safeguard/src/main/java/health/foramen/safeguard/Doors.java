package health.foramen.safeguard;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.http.HttpMethod;

/**
 * Every way into a service. A request goes through the first door that fits its method and path; when none fits, it is refused:
 * 401 to a caller without a token, 403 to one who has one. Declare one bean of it per service:
 *
 * <pre>{@code
 * Doors.closed()
 *      .open("/v/**", "/webhooks/**")
 *      .allow(HttpMethod.GET, "/api/referrals/**", Role.REFERRER, Role.CLINICIAN)
 *      .allow("/triage/**", Role.CLINICIAN)
 * }</pre>
 */
public record Doors(List<Door> doors) {

    /**
     * @param method empty for every method
     * @param path   a path pattern as in request mappings: {@code /api/referrals/{id}}, {@code /triage/**}
     * @param roles  any of these; empty for everybody, token or not
     */
    public record Door(Optional<HttpMethod> method, String path, Set<Role> roles) {

        public Door {
            roles = Set.copyOf(roles);
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("A door's path begins with /, not " + path);
            }
        }

        boolean openToAll() {
            return roles.isEmpty();
        }
    }

    public Doors {
        doors = List.copyOf(doors);
    }

    /** A house without doors. */
    public static Doors closed() {
        return new Doors(List.of());
    }

    /** For everybody, also without a token. The service itself checks what is asked for there (a signature, an unguessable link). */
    public Doors open(String... paths) {
        return and(Stream.of(paths).map(path -> new Door(Optional.empty(), path, Set.of())));
    }

    /** The same for one method. */
    public Doors open(HttpMethod method, String... paths) {
        return and(Stream.of(paths).map(path -> new Door(Optional.of(method), path, Set.of())));
    }

    /** For these roles, with any method. */
    public Doors allow(String path, Role first, Role... more) {
        return and(Stream.of(new Door(Optional.empty(), path, EnumSet.of(first, more))));
    }

    /** For these roles with this method. {@code GET} includes {@code HEAD}. */
    public Doors allow(HttpMethod method, String path, Role first, Role... more) {
        return and(Stream.of(new Door(Optional.of(method), path, EnumSet.of(first, more))));
    }

    private Doors and(Stream<Door> more) {
        List<Door> all = new ArrayList<>(doors);
        more.forEach(all::add);
        return new Doors(all);
    }
}
