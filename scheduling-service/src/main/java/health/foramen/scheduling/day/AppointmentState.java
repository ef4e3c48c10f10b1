package health.foramen.scheduling.day;

import java.time.Instant;
import java.util.Optional;

/** Where an appointment stands; each state holds only what exists then. */
public sealed interface AppointmentState {

    String code();

    /**
     * An opening kept for a while.
     *
     * @param extended whether it was extended: that is done once
     * @param sooner   the later appointment that moves here if its patient wants to; such a hold stands in no agenda
     */
    record Held(Instant expiresAt, boolean extended, Optional<String> sooner) implements AppointmentState {

        public Held(Instant expiresAt) {
            this(expiresAt, false, Optional.empty());
        }

        @Override
        public String code() {
            return "held";
        }
    }

    record Booked() implements AppointmentState {
        @Override
        public String code() {
            return "booked";
        }
    }

    record Arrived(Instant at) implements AppointmentState {
        @Override
        public String code() {
            return "arrived";
        }
    }

    /** In a bay, being made ready: monitoring patches, an IV. */
    record Preparing(Instant at, Instant arrivedAt) implements AppointmentState {
        @Override
        public String code() {
            return "preparing";
        }
    }

    record InProcedure(Instant at, TimeOut timeOut) implements AppointmentState {
        @Override
        public String code() {
            return "in-procedure";
        }
    }

    /** @param performedAt when the procedure began */
    record Recovering(Instant at, Instant performedAt) implements AppointmentState {
        @Override
        public String code() {
            return "recovering";
        }
    }

    record Completed(Instant at, Instant performedAt, FollowUp followUp) implements AppointmentState {
        @Override
        public String code() {
            return "completed";
        }
    }

    /** @param reason a code; what a person wrote about it stays in the history */
    record Cancelled(Instant at, String reason) implements AppointmentState {
        @Override
        public String code() {
            return "cancelled";
        }
    }

    record NoShow(Instant at) implements AppointmentState {
        @Override
        public String code() {
            return "no-show";
        }
    }

    /** Whether the visit is over, one way or another: nothing happens to it any more. */
    default boolean over() {
        return switch (this) {
            case Completed _, Cancelled _, NoShow _ -> true;
            case Held _, Booked _, Arrived _, Preparing _, InProcedure _, Recovering _ -> false;
        };
    }

    /** Whether the permit it was booked on is free again: nothing was performed. */
    default boolean gaveUp() {
        return this instanceof Cancelled || this instanceof NoShow;
    }

    default String words() {
        return switch (this) {
            case Held _ -> "On hold";
            case Booked _ -> "Booked";
            case Arrived _ -> "Arrived";
            case Preparing _ -> "Being prepared";
            case InProcedure _ -> "In procedure";
            case Recovering _ -> "Recovering";
            case Completed _ -> "Completed";
            case Cancelled _ -> "Cancelled";
            case NoShow _ -> "Did not come";
        };
    }
}
