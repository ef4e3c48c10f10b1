package health.foramen.gateway.signin;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who has an account at the issuer inside the gateway: invented people, and the suite's own services.
 *
 * @param signingKeys folder of the key that signs their tokens
 * @param services    client id → secret
 */
@ConfigurationProperties("foramen.local")
record LocalPeople(Path signingKeys, List<LocalPerson> people, Map<String, String> services) {

    record LocalPerson(String id, String name, List<String> roles, String practice, String clinician, String password, String about) {

        public String initials() {
            String[] parts = name.replace("Dr. ", "").split(" ");
            return parts[0].substring(0, 1) + parts[parts.length - 1].charAt(0);
        }

        Map<String, Object> claims() {
            Map<String, Object> claims = new LinkedHashMap<>();
            claims.put("name", name);
            claims.put("roles", roles);
            if (practice != null) {
                claims.put("practice", practice);
            }
            if (clinician != null) {
                claims.put("clinician", clinician);
            }
            return claims;
        }
    }

    LocalPeople {
        people = people == null ? List.of() : List.copyOf(people);
        services = services == null ? Map.of() : Map.copyOf(services);
    }

    Optional<LocalPerson> find(String id) {
        return people.stream().filter(person -> person.id().equals(id)).findFirst();
    }

    List<LocalPerson> of(String role) {
        return people.stream().filter(person -> person.roles().contains(role)).toList();
    }

    /** What a token says of its subject. */
    Map<String, Object> claims(String id) {
        return find(id).map(LocalPerson::claims)
                .orElseGet(() -> services.containsKey(id) ? Map.of("name", id, "roles", List.of("service")) : Map.of());
    }
}
