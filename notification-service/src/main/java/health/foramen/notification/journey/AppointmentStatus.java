package health.foramen.notification.journey;

import java.util.Arrays;
import java.util.Optional;

/** Where an appointment stands, as scheduling-service says it. */
public enum AppointmentStatus {

    BOOKED("booked"),
    ARRIVED("arrived"),
    IN_PROCEDURE("in-procedure"),
    RECOVERING("recovering"),
    COMPLETED("completed"),
    CANCELLED("cancelled"),
    NO_SHOW("no-show");

    private final String word;

    AppointmentStatus(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<AppointmentStatus> of(String word) {
        return Arrays.stream(values()).filter(status -> status.word.equals(word)).findFirst();
    }
}
