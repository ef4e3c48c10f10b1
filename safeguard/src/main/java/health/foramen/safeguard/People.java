package health.foramen.safeguard;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.ClaimAccessor;

/** Reads a {@link Person} out of verified claims, in this issuer's words. */
public final class People {

    private final SafeguardProperties.Claims claims;

    People(SafeguardProperties.Claims claims) {
        this.claims = claims;
    }

    /** Whoever calls now; empty for a visitor without a token. */
    public Optional<Person> current() {
        return of(SecurityContextHolder.getContext().getAuthentication());
    }

    public Optional<Person> of(Authentication authentication) {
        return authentication != null && authentication.isAuthenticated() && authentication.getPrincipal() instanceof ClaimAccessor verified
                ? Optional.of(of(verified.getClaims()))
                : Optional.empty();
    }

    public Person of(Map<String, Object> verified) {
        String id = text(verified, claims.id()).or(() -> text(verified, "sub")).orElse("unknown");
        return new Person(id, text(verified, claims.name()).orElse(id), roles(verified),
                text(verified, claims.practice()), text(verified, claims.clinician()));
    }

    /** The same roles as Spring Security speaks of them. */
    public Collection<GrantedAuthority> authorities(Map<String, Object> verified) {
        return roles(verified).stream().<GrantedAuthority>map(role -> new SimpleGrantedAuthority(role.authority())).toList();
    }

    private Set<Role> roles(Map<String, Object> verified) {
        Collection<?> words = switch (inside(verified, claims.roles())) {
            case Collection<?> several -> several;
            case String text -> Arrays.asList(text.split(" "));
            case null, default -> List.of();
        };
        return words.stream()
                .map(word -> ours(String.valueOf(word)))
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }

    private Optional<Role> ours(String word) {
        return claims.words().entrySet().stream()
                .filter(translation -> translation.getValue().equals(word))
                .map(Map.Entry::getKey)
                .findFirst()
                .map(Role::of)
                .orElseGet(() -> Role.of(word));
    }

    private static Optional<String> text(Map<String, Object> verified, String path) {
        return inside(verified, path) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    /** A claim by its whole name (a URL is a usual one), or else along the dots into nested objects. */
    private static Object inside(Map<?, ?> object, String path) {
        if (object.containsKey(path)) {
            return object.get(path);
        }
        int dot = path.indexOf('.');
        return dot > 0 && object.get(path.substring(0, dot)) instanceof Map<?, ?> inner ? inside(inner, path.substring(dot + 1)) : null;
    }
}
