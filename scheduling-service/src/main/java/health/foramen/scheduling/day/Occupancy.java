package health.foramen.scheduling.day;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who has which unit when, on one day: the claims of its appointments, by unit. Immutable, and quick to ask. */
public final class Occupancy {

    /** @param expires when the claim lapses by itself (a hold); the far future otherwise */
    private record Taken(Instant from, Instant to, String appointment, Instant expires) {
    }

    /** In the place of an appointment; nobody's id looks like it. */
    private static final String OUT_OF_SERVICE = "out of service";

    private final Map<String, List<Taken>> byUnit;

    private Occupancy(Map<String, List<Taken>> byUnit) {
        this.byUnit = byUnit;
    }

    public static Occupancy of(List<Appointment> appointments) {
        var byUnit = new HashMap<String, List<Taken>>();
        for (Appointment appointment : appointments) {
            Instant expires = appointment.state() instanceof AppointmentState.Held held ? held.expiresAt() : Instant.MAX;
            for (Claim claim : appointment.claims()) {
                byUnit.computeIfAbsent(claim.unit(), _ -> new ArrayList<>())
                        .add(new Taken(claim.from(), claim.to(), appointment.id(), expires));
            }
        }
        return new Occupancy(byUnit);
    }

    /** As this, and an appointment that is only meant has those claims too. */
    public Occupancy with(String appointment, Collection<Claim> claims) {
        var all = new HashMap<>(byUnit);
        claims.forEach(claim -> all.merge(claim.unit(), List.of(new Taken(claim.from(), claim.to(), appointment, Instant.MAX)), Occupancy::both));
        return new Occupancy(all);
    }

    /** As this, and nobody can have those units then: they are out of service. */
    public Occupancy without(Collection<String> units, Instant from, Instant to) {
        var all = new HashMap<>(byUnit);
        units.forEach(unit -> all.merge(unit, List.of(new Taken(from, to, OUT_OF_SERVICE, Instant.MAX)), Occupancy::both));
        return new Occupancy(all);
    }

    private static List<Taken> both(List<Taken> one, List<Taken> other) {
        var both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    /** Whether nobody but {@code self} has the unit then; a hold that lapsed before {@code now} does not count. */
    public boolean free(String unit, Instant from, Instant to, String self, Instant now) {
        for (Taken taken : byUnit.getOrDefault(unit, Collections.emptyList())) {
            if (taken.from().isBefore(to) && from.isBefore(taken.to()) && !taken.appointment().equals(self) && now.isBefore(taken.expires())) {
                return false;
            }
        }
        return true;
    }

    /** Whether the unit is out of service at some moment of that time. */
    public boolean outOfService(String unit, Instant from, Instant to) {
        return byUnit.getOrDefault(unit, Collections.emptyList()).stream()
                .anyMatch(taken -> taken.appointment().equals(OUT_OF_SERVICE) && taken.from().isBefore(to) && from.isBefore(taken.to()));
    }

    /** How many claims touch the edges of that time: a booking that leaves no gap beside it fragments the day less. */
    public int touches(String unit, Instant from, Instant to) {
        int touches = 0;
        for (Taken taken : byUnit.getOrDefault(unit, Collections.emptyList())) {
            if (taken.to().equals(from) || taken.from().equals(to)) {
                touches++;
            }
        }
        return touches;
    }
}
