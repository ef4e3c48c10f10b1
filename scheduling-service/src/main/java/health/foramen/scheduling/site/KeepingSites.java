package health.foramen.scheduling.site;

import java.util.List;
import java.util.Objects;

/** An administrator writes a site down, or corrects it. */
public final class KeepingSites {

    public sealed interface Outcome {
        record Kept(Sites.Known site, boolean created) implements Outcome {
        }

        record Refused(List<Fault> faults) implements Outcome {
        }

        /** Another administrator wrote in the same moment. */
        record Overtaken() implements Outcome {
        }
    }

    private final Sites sites;

    public KeepingSites(Sites sites) {
        this.sites = Objects.requireNonNull(sites);
    }

    public Outcome keep(Site site) {
        List<Fault> faults = site.faults();
        if (!faults.isEmpty()) {
            return new Outcome.Refused(faults);
        }
        var before = sites.find(site.id());
        if (before.isEmpty()) {
            return sites.add(site) ? kept(site, true) : new Outcome.Overtaken();
        }
        Sites.Known known = before.get();
        if (known.site().equals(site)) {
            return new Outcome.Kept(known, false);
        }
        if (!known.site().zone().equals(site.zone())) {
            // Local times were promised to patients in the old zone.
            return new Outcome.Refused(List.of(new Fault("/zone", "A site's zone never changes: it is " + known.site().zone() + ".")));
        }
        return sites.replace(site, known.version()) ? kept(site, false) : new Outcome.Overtaken();
    }

    private Outcome kept(Site site, boolean created) {
        return new Outcome.Kept(sites.find(site.id()).orElseThrow(), created);
    }
}
