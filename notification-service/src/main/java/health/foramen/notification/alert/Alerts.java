package health.foramen.notification.alert;

import java.util.Optional;

/** All emergencies that were ever heard of. */
public interface Alerts {

    Optional<Alert> find(String id);

    /** @return false when a newer word was heard before; the same word again is true */
    boolean hear(Alert word);
}
