package health.foramen.scheduling.check;

import health.foramen.scheduling.booking.Agendas;
import health.foramen.scheduling.booking.Entry;
import health.foramen.scheduling.booking.Settling;
import health.foramen.scheduling.booking.Whereabouts;
import health.foramen.scheduling.day.Appointment;
import health.foramen.scheduling.day.AppointmentState;
import health.foramen.scheduling.day.Block;
import health.foramen.scheduling.day.Claim;
import health.foramen.scheduling.day.ClinicDay;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.permit.Permit;
import health.foramen.scheduling.permit.Permits;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads everything and holds it against everything else. What is under way is settled first, so that what remains is a breach. */
public final class CheckingEverything {

    /**
     * @param rule a code
     * @param what a sentence that names the ids
     */
    public record Breach(String rule, String what) {
    }

    public record Report(int days, int appointments, int agendas, List<Breach> breaches) {
    }

    private final ClinicDays days;
    private final Agendas agendas;
    private final Whereabouts whereabouts;
    private final Permits permits;
    private final Settling settling;
    private final Clock clock;

    public CheckingEverything(ClinicDays days, Agendas agendas, Whereabouts whereabouts, Permits permits, Settling settling, Clock clock) {
        this.days = days;
        this.agendas = agendas;
        this.whereabouts = whereabouts;
        this.permits = permits;
        this.settling = settling;
        this.clock = clock;
    }

    /**
     * Bookings may go on meanwhile, and the store is not read in one moment: whatever looks like a breach is looked at once more,
     * and only what is still one is reported.
     */
    public Report check() {
        settling.sweep();
        Report first = look();
        if (first.breaches().isEmpty()) {
            return first;
        }
        var seen = new HashSet<>(first.breaches());
        Report second = look();
        return new Report(second.days(), second.appointments(), second.agendas(), second.breaches().stream().filter(seen::contains).toList());
    }

    private Report look() {
        var breaches = new ArrayList<Breach>();
        var all = new HashMap<String, Appointment>();
        int[] read = new int[2];
        days.forEach(day -> {
            read[0]++;
            day.overlaps().forEach(o -> breaches.add(new Breach("claims-overlap",
                    "On " + day.id() + " " + o.claim().unit() + " is claimed by " + o.first() + " and by " + o.second() + ".")));
            day.appointments().forEach(a -> {
                alone(day, a, breaches);
                if (all.put(a.id(), a) != null && a.moving().isEmpty()) {
                    breaches.add(new Breach("appointment-twice", "Appointment " + a.id() + " is on " + day.id() + " and on another day."));
                }
            });
        });
        var lines = new HashMap<String, Entry>();
        agendas.forEach((patient, entries) -> {
            read[1]++;
            entries.forEach(line -> {
                lines.put(line.appointment(), line);
                line(patient, line, Optional.ofNullable(all.get(line.appointment())), breaches);
            });
            twoAtOnce(patient, entries, breaches);
        });
        Map<String, Whereabouts.Known> where = whereabouts.findAll(all.keySet());
        all.values().forEach(a -> others(a, Optional.ofNullable(lines.get(a.id())), Optional.ofNullable(where.get(a.id())), breaches));
        permits(all, breaches);
        return new Report(read[0], all.size(), read[1], breaches);
    }

    private static void alone(ClinicDay day, Appointment a, List<Breach> breaches) {
        boolean needs = !a.state().gaveUp() && !(a.state() instanceof AppointmentState.Completed);
        if (needs && a.claims().isEmpty()) {
            breaches.add(new Breach("nothing-claimed", "Appointment " + a.id() + " is " + a.state().code() + " and claims nothing."));
        }
        if (a.state().gaveUp() && !a.claims().isEmpty()) {
            breaches.add(new Breach("orphan-claim", "Appointment " + a.id() + " is " + a.state().code() + " and still claims units."));
        }
        for (Claim claim : a.claims()) {
            if (claim.from().isBefore(day.localDay().begins()) || claim.to().isAfter(day.localDay().ends())) {
                breaches.add(new Breach("outside-the-day", "Appointment " + a.id() + " claims " + claim.unit() + " beyond " + day.id() + "."));
            }
        }
        if (a.drifted()) {
            breaches.add(new Breach("times-drifted", "Appointment " + a.id() + " was told as " + a.times().localStart() + " in " + day.zone()
                    + ", its claims begin at " + a.times().start() + ", which is another time there now. POST /api/check/times brings them back."));
        }
        Optional<Block> block = day.block(a.place().block());
        if (block.isEmpty()) {
            breaches.add(new Breach("no-block", "Appointment " + a.id() + " is in no block of " + day.id() + "."));
        }
    }

    private static void line(String patient, Entry line, Optional<Appointment> found, List<Breach> breaches) {
        if (!line.live() || !line.settled()) {
            return;
        }
        if (found.isEmpty()) {
            breaches.add(new Breach("agenda-without-appointment",
                    "The agenda of patient " + patient + " has " + line.appointment() + " on " + line.day() + ", which is not there."));
        } else if (!found.get().place().day().equals(line.day()) || !found.get().patient().equals(patient)) {
            breaches.add(new Breach("agenda-disagrees", "Appointment " + line.appointment() + " is on " + found.get().place().day()
                    + ", the agenda of patient " + patient + " says " + line.day() + "."));
        }
    }

    private static void twoAtOnce(String patient, List<Entry> entries, List<Breach> breaches) {
        List<Entry> live = entries.stream().filter(Entry::live).toList();
        for (int i = 0; i < live.size(); i++) {
            for (int j = i + 1; j < live.size(); j++) {
                Entry one = live.get(i);
                Entry other = live.get(j);
                if (one.permit().equals(other.permit())) {
                    breaches.add(new Breach("permit-twice", "Permit " + one.permit() + " is booked by " + one.appointment() + " and by " + other.appointment() + "."));
                }
                if (one.from().isBefore(other.to()) && other.from().isBefore(one.to())) {
                    breaches.add(new Breach("two-places", "Patient " + patient + " is in two places: " + one.appointment() + " and " + other.appointment() + "."));
                }
            }
        }
    }

    private void others(Appointment a, Optional<Entry> line, Optional<Whereabouts.Known> where, List<Breach> breaches) {
        boolean lapsed = a.expired(clock.instant());
        // A hold that is kept for an offer stands in no agenda: the appointment that would move there does.
        if (a.live() && !lapsed && a.keptFor().isEmpty() && line.filter(Entry::live).isEmpty()) {
            breaches.add(new Breach("appointment-without-agenda", "Appointment " + a.id() + " on " + a.place().day() + " is in no agenda."));
        }
        if (a.moving().isEmpty() && where.filter(w -> w.day().equals(a.place().day())).isEmpty()) {
            breaches.add(new Breach("whereabouts-disagree", "Appointment " + a.id() + " is on " + a.place().day() + ", which its whereabouts do not say."));
        }
    }

    private void permits(Map<String, Appointment> all, List<Breach> breaches) {
        var byPermit = new HashMap<String, Permit>();
        permits.findAll(all.values().stream().map(Appointment::permit).distinct().toList()).forEach(p -> byPermit.put(p.id(), p));
        for (Appointment a : all.values()) {
            Permit permit = byPermit.get(a.permit());
            if (permit == null) {
                breaches.add(new Breach("no-permit", "Appointment " + a.id() + " is booked on permit " + a.permit() + ", which nobody granted."));
            } else if (!permit.patient().equals(a.patient())) {
                breaches.add(new Breach("another-patient", "Appointment " + a.id() + " is of patient " + a.patient() + ", its permit of " + permit.patient() + "."));
            } else if (!a.state().over() && a.marks().permitWithdrawn() == permit.granted()) {
                breaches.add(new Breach("permit-disagrees", "Appointment " + a.id() + " and permit " + permit.id() + " disagree whether it is granted."));
            }
        }
    }
}
