package health.foramen.scheduling.booking;

import health.foramen.scheduling.day.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Several openings that are wanted together, each on a permit of its own: all or none. It begins as an intent, holds one opening after the other, and
 * when it has them all it confirms them, at once or when the patient has said yes; else it lets them go. From {@code CONFIRMING} on it is meant: whoever finds it confirms the rest, or, if a hold
 * lapsed meanwhile, takes back what was confirmed.
 *
 * @param request a hash of what was asked
 * @param refused which item was refused, and why, once it was
 * @param written real time, from which the age of an intent is told
 */
public record Series(String id, String request, State state, List<Item> items, Optional<Refused> refused, Actor by, Instant written) {

    /** More visits than any plan has. */
    public static final int MOST = 12;

    public enum State {
        HOLDING,
        /** All are held, and somebody asks the patient; when one lapses all are let go. */
        HELD, CONFIRMING, BOOKED, RELEASED
    }

    /** @param appointment the id of its hold, and of its appointment afterwards */
    public record Item(String permit, String opening, String appointment) {
    }

    /** @param problem the name of the refusal */
    public record Refused(int item, String problem, String sentence) {
    }

    public Series {
        Objects.requireNonNull(id);
        items = List.copyOf(items);
        if (items.isEmpty() || items.size() > MOST) {
            throw new IllegalArgumentException("a series has 1 to " + MOST + " visits");
        }
    }

    /** Which of its visits an appointment is, counted from nothing; less: none of them. */
    public int number(String appointment) {
        return items.stream().map(Item::appointment).toList().indexOf(appointment);
    }

    Series in(State next) {
        return new Series(id, request, next, items, refused, by, written);
    }

    Series released(Optional<Refused> because) {
        return new Series(id, request, State.RELEASED, items, because, by, written);
    }

    boolean over() {
        return switch (state) {
            case BOOKED, RELEASED -> true;
            case HOLDING, HELD, CONFIRMING -> false;
        };
    }
}
