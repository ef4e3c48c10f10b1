package health.foramen.notification.contact;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a visit is: a copy, owned by scheduling-service, as it was at {@code asOf}.
 *
 * @param address    lines as on an envelope
 * @param directions how to find the door, in the site's own words
 */
public record SiteCard(String siteId, long version, String name, ZoneId zone, List<String> address, Optional<String> directions,
        Optional<String> phone, Instant asOf) {

    public SiteCard {
        Objects.requireNonNull(siteId, "siteId");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(asOf, "asOf");
        address = List.copyOf(address);
        directions = directions == null ? Optional.empty() : directions;
        phone = phone == null ? Optional.empty() : phone;
    }

    public String addressLine() {
        return String.join(", ", address);
    }
}
