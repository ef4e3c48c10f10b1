package health.foramen.sandbox.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import health.foramen.sandbox.fault.Fault.Kind;

/** The faults that are switched on. Asking whether one strikes uses it up. */
public final class Faults {

    private final RandomGenerator dice;
    private volatile List<Fault> active = List.of();

    public Faults(RandomGenerator dice) {
        this.dice = dice;
    }

    public List<Fault> active() {
        return active;
    }

    /** From now on these and no others. */
    public synchronized void replace(List<Fault> faults) {
        active = List.copyOf(faults);
    }

    /** The fault of this kind that strikes a message to this receiver now, if any; a counted one is then used up by one. */
    public Optional<Fault> strike(Kind kind, String receiver) {
        return active.isEmpty() ? Optional.empty() : strikeOne(kind, receiver);
    }

    private synchronized Optional<Fault> strikeOne(Kind kind, String receiver) {
        for (int i = 0; i < active.size(); i++) {
            Fault fault = active.get(i);
            if (fault.kind() == kind && fault.meets(receiver) && fault.share().orElse(1.0) > dice.nextDouble()) {
                if (fault.times().isPresent()) {
                    useUp(i, fault);
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private void useUp(int place, Fault fault) {
        List<Fault> left = new ArrayList<>(active);
        int times = fault.times().orElseThrow();
        if (times == 1) {
            left.remove(place);
        } else {
            left.set(place, fault.withTimes(times - 1));
        }
        active = List.copyOf(left);
    }
}
