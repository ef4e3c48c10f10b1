package health.foramen.notification.journey;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The way home. Begun when a plan needs an escort; asked with the preparation and again with each message until somebody is named; told to
 * the front desk two days before when nobody is, and at once when the patient says so.
 *
 * @param since  when it became so
 * @param driver as the patient wrote it
 */
public record Ride(Status status, Instant since, Optional<String> driver, Optional<String> phone) {

    public enum Status {
        NOT_NEEDED("not-needed"),
        /** Needed, not asked yet. */
        OPEN("open"),
        ASKED("asked"),
        ARRANGED("arranged"),
        MISSING("missing");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public Ride {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(since, "since");
        driver = driver == null ? Optional.empty() : driver;
        phone = phone == null ? Optional.empty() : phone;
    }

    static Ride of(Appointment appointment) {
        return new Ride(appointment.escortRequired() ? Status.OPEN : Status.NOT_NEEDED, appointment.at(), Optional.empty(), Optional.empty());
    }

    Ride became(Status next, Instant at) {
        return new Ride(next, at, driver, phone);
    }

    public boolean isOpen() {
        return status == Status.OPEN || status == Status.ASKED || status == Status.MISSING;
    }

    public boolean isArranged() {
        return status == Status.ARRANGED;
    }
}
