package health.foramen.scheduling.booking;

import health.foramen.scheduling.openings.Acquaintances;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Read from a patient's agenda and remembered for a minute: a desk that pages through openings asks again and again for one patient. */
public final class RememberedAcquaintances implements Acquaintances {

    private static final Duration FOR = Duration.ofMinutes(1);
    /** More patients than are looked for in a minute; when it is full it begins anew. */
    private static final int MOST = 5_000;

    private record Known(Set<String> clinicians, Instant since) {
    }

    private final Agendas agendas;
    private final InstantSource realTime;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    public RememberedAcquaintances(Agendas agendas, InstantSource realTime) {
        this.agendas = agendas;
        this.realTime = realTime;
    }

    @Override
    public Set<String> of(String patient) {
        Instant now = realTime.instant();
        Known fresh = known.get(patient);
        if (fresh == null || fresh.since().plus(FOR).isBefore(now)) {
            fresh = new Known(agendas.of(patient).stream().map(Entry::clinician).collect(Collectors.toUnmodifiableSet()), now);
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(patient, fresh);
        }
        return fresh.clinicians();
    }
}
