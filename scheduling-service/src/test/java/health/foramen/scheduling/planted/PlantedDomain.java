package health.foramen.scheduling.planted;

import health.foramen.scheduling.planted.web.PlantedApi;
import org.springframework.util.StringUtils;

/** A domain that knows a framework and its own adapter: what the rule must notice. */
public record PlantedDomain(PlantedApi api) {

    boolean named() {
        return StringUtils.hasText(api.name());
    }
}
