package health.foramen.scheduling.day;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who has which unit when, on one day: the claims of its appointments, by unit. Immutable, and quick to ask. */
public final class Occupancy {

    /** @param expires when the claim lapses by itself (a hold); the far future otherwise */
    private record Taken(Instant from, Instant to, String appointment, Instant expires) {
    }

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

    /** Whether nobody but {@code self} has the unit then; a hold that lapsed before {@code now} does not count. */
    public boolean free(String unit, Instant from, Instant to, String self, Instant now) {
        for (Taken taken : byUnit.getOrDefault(unit, Collections.emptyList())) {
            if (taken.from().isBefore(to) && from.isBefore(taken.to()) && !taken.appointment().equals(self) && now.isBefore(taken.expires())) {
                return false;
            }
        }
        return true;
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
