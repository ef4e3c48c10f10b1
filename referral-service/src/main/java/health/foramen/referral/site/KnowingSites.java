package health.foramen.referral.site;

import health.foramen.referral.site.KnownSite.Clinician;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Knows what sites and clinicians are called without asking anybody; asks their owner in the background when something is new. */
public final class KnowingSites {

    /** Asked again although nothing was heard: an event may have gone to the dead letters. */
    private static final Duration FRESH = Duration.ofHours(1);
    /** After a question that was not answered, or answered without what was announced. */
    private static final Duration REST = Duration.ofSeconds(10);

    private final Sites sites;
    private final SiteOwner owner;
    private final InstantSource realTime;
    private volatile Instant notBefore = Instant.MIN;
    private volatile Instant staleAt = Instant.MIN;

    public KnowingSites(Sites sites, SiteOwner owner, InstantSource realTime) {
        this.sites = sites;
        this.owner = owner;
        this.realTime = realTime;
    }

    public List<KnownSite> all() {
        return sites.all();
    }

    /** What a site is called; until its owner has said so, the short name it goes by. */
    public String name(String siteId) {
        return sites.find(siteId).map(KnownSite::name).orElse(siteId);
    }

    /** Everybody who works at one of the sites, once, in the order of their names. */
    public static List<Clinician> clinicians(List<KnownSite> sites) {
        var people = new LinkedHashMap<String, Clinician>();
        sites.forEach(site -> site.clinicians().forEach(clinician -> people.putIfAbsent(clinician.id(), clinician)));
        return people.values().stream().sorted(Comparator.comparing(Clinician::name)).toList();
    }

    /** The owner has spoken of a version. @return false when it is known already */
    public boolean heard(String siteId, long version) {
        return sites.announce(siteId, version);
    }

    /**
     * Asks when there is something to ask for.
     *
     * @return how many sites the owner told of; absent when it was not asked
     * @throws SiteOwner.Away when it did not answer
     */
    public Optional<Integer> refresh() {
        var now = realTime.instant();
        if (now.isBefore(notBefore) || now.isBefore(staleAt) && !sites.lacksSome()) {
            return Optional.empty();
        }
        notBefore = now.plus(REST);
        var told = owner.all();
        told.forEach(sites::keep);
        staleAt = now.plus(FRESH);
        if (!sites.lacksSome()) {
            notBefore = Instant.MIN;
        }
        return Optional.of(told.size());
    }
}
