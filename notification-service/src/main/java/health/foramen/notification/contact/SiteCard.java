package health.foramen.notification.contact;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a visit is: a copy, owned by scheduling-service, as it was at {@code asOf}.
 *
 * @param address      lines as on an envelope
 * @param directions   how to find the door, in the site's own words
 * @param directionsIn the same in other languages of patients, by their code, as far as the site has written them
 */
public record SiteCard(String siteId, long version, String name, ZoneId zone, List<String> address, Optional<String> directions,
        Map<String, String> directionsIn, Optional<String> phone, Instant asOf) {

    public SiteCard {
        Objects.requireNonNull(siteId, "siteId");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(asOf, "asOf");
        address = List.copyOf(address);
        directions = directions == null ? Optional.empty() : directions;
        directionsIn = directionsIn == null ? Map.of() : Map.copyOf(directionsIn);
        phone = phone == null ? Optional.empty() : phone;
    }

    /** In the reader's language where the site has them so, else in its own. */
    public Optional<String> directions(Language reader) {
        return Optional.ofNullable(directionsIn.get(reader.code())).or(() -> directions);
    }

    public String addressLine() {
        return String.join(", ", address);
    }
}
