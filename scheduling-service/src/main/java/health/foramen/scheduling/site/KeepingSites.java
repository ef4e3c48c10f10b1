package health.foramen.scheduling.site;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An administrator writes a site down, or corrects it. A correction that appointments to come could not survive is made only
 * by somebody who has seen each of them; they then stand first on the worklist.
 */
public final class KeepingSites {

    /** Each failure means that somebody else wrote. */
    private static final int TRIES = 8;

    public sealed interface Outcome {
        /** @param displaced appointments that have to find another place now */
        record Kept(Sites.Known site, boolean created, List<Dependents.Broken> displaced) implements Outcome {
        }

        record Refused(List<Fault> faults) implements Outcome {
        }

        /** Another administrator wrote in the same moment, or since this one looked. */
        record Overtaken() implements Outcome {
        }

        /** Nothing was changed: these have to be seen first, and some of them were not. */
        record WouldBreak(List<Dependents.Broken> appointments) implements Outcome {
        }
    }

    private final Sites sites;
    private final Dependents dependents;

    public KeepingSites(Sites sites, Dependents dependents) {
        this.sites = Objects.requireNonNull(sites);
        this.dependents = Objects.requireNonNull(dependents);
    }

    /**
     * @param seen      the version that was corrected; nothing: whichever it is
     * @param confirmed ids of the appointments that may be displaced
     */
    public Outcome keep(Site site, Optional<Long> seen, Set<String> confirmed) {
        List<Fault> faults = site.faults();
        if (!faults.isEmpty()) {
            return new Outcome.Refused(faults);
        }
        var before = sites.find(site.id());
        if (before.isEmpty()) {
            return seen.isEmpty() && sites.add(site) ? kept(site, true, List.of()) : new Outcome.Overtaken();
        }
        Sites.Known known = before.get();
        if (known.site().equals(site)) {
            return new Outcome.Kept(known, false, List.of());
        }
        if (seen.filter(version -> version != known.version()).isPresent()) {
            return new Outcome.Overtaken();
        }
        if (!known.site().zone().equals(site.zone())) {
            // Local times were promised to patients in the old zone.
            return new Outcome.Refused(List.of(new Fault("/zone", "A site's zone never changes: it is " + known.site().zone() + ".")));
        }
        List<Dependents.Broken> broken = dependents.brokenBy(known.site(), site);
        if (!confirmed.containsAll(broken.stream().map(Dependents.Broken::appointment).collect(Collectors.toSet()))) {
            return new Outcome.WouldBreak(broken);
        }
        if (!sites.replace(site, known.version())) {
            return new Outcome.Overtaken();
        }
        // Asked again: who booked between the question and the writing is displaced too, and must not be lost.
        List<Dependents.Broken> displaced = dependents.brokenBy(known.site(), site);
        dependents.displaced(site, displaced);
        return kept(site, false, displaced);
    }

    /** Takes a unit out of service for some days, whoever is booked on it: what breaks does not ask. */
    public Outcome takeOut(String id, Site.Outage outage) {
        return change(id, site -> site.outages().contains(outage), site -> site.without(outage));
    }

    /** Shuts the doors for some days or hours, whoever is booked then. */
    public Outcome shut(String id, Site.Closure closure) {
        return change(id, site -> site.closures().contains(closure), site -> site.without(closure));
    }

    private Outcome change(String id, Predicate<Site> done, UnaryOperator<Site> change) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<Sites.Known> known = sites.find(id);
            if (known.isEmpty()) {
                return new Outcome.Refused(List.of(new Fault("/site", "No site is called " + id + ".")));
            }
            if (done.test(known.get().site())) {
                return new Outcome.Kept(known.get(), false, List.of());
            }
            Site next = change.apply(known.get().site());
            List<Fault> faults = next.faults();
            if (!faults.isEmpty()) {
                return new Outcome.Refused(faults);
            }
            if (sites.replace(next, known.get().version())) {
                return kept(next, false, List.of());
            }
        }
        return new Outcome.Overtaken();
    }

    private Outcome kept(Site site, boolean created, List<Dependents.Broken> displaced) {
        return new Outcome.Kept(sites.find(site.id()).orElseThrow(), created, displaced);
    }
}
