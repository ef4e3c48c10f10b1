package health.foramen.notification.planted;

import health.foramen.notification.journey.store.YamlCadence;
import org.springframework.util.StringUtils;

/** What the rules of architecture must find: a feature's root that knows a framework and an adapter. */
public final class ABreach {

    public boolean breaks(String file) {
        return StringUtils.hasText(file) && YamlCadence.read(file, file) != null;
    }
}
