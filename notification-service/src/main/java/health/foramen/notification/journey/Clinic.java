package health.foramen.notification.journey;

import java.util.Objects;

/**
 * How the clinic signs and where it is called.
 *
 * @param name      signs every text: short
 * @param phone     for questions where a site has no number of its own
 * @param emergency the number to call for one's life
 */
public record Clinic(String name, String phone, String emergency) {

    public Clinic {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(phone, "phone");
        Objects.requireNonNull(emergency, "emergency");
    }
}
