package health.foramen.safeguard;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PeopleTest {

    private static final SafeguardProperties.Claims OURS =
            new SafeguardProperties.Claims("sub", "name", "roles", "practice", "clinician", Map.of());

    @Test
    void ourOwnTokensNeedNoTranslation() {
        assertThat(new People(OURS).of(Map.of("sub", "dr.amin", "name", "Dr. Samir Amin", "roles", List.of("referrer"), "practice", "riverside")))
                .isEqualTo(new Person("dr.amin", "Dr. Samir Amin", java.util.Set.of(Role.REFERRER), Optional.of("riverside"), Optional.empty()));
    }

    @Test
    void anotherIssuersWordsAndNestedClaimsAreTranslated() {
        var people = new People(new SafeguardProperties.Claims(
                "preferred_username", "name", "realm_access.roles", "https://clinic.example/practice", "clinician", Map.of("front-desk", "Clinic Desk")));
        Person dana = people.of(Map.of("sub", "7f3a", "preferred_username", "dana", "name", "Dana Whitfield",
                "realm_access", Map.of("roles", List.of("Clinic Desk", "offline_access")), "https://clinic.example/practice", "riverside"));
        assertThat(dana.id()).isEqualTo("dana");
        assertThat(dana.roles()).containsExactly(Role.FRONT_DESK);
        assertThat(dana.practice()).contains("riverside");
    }

    @Test
    void unknownRolesGrantNothing() {
        assertThat(new People(OURS).of(Map.of("sub", "x", "roles", List.of("ADMIN", "Administrator"))).roles()).isEmpty();
        assertThat(new People(OURS).of(Map.of("sub", "x")).roles()).isEmpty();
    }
}
