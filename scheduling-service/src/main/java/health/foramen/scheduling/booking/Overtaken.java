package health.foramen.scheduling.booking;

/** Somebody changed the appointment in the same moment: the same words, a moment later, will find it still. */
public final class Overtaken extends RuntimeException {

    Overtaken(String appointment) {
        super("appointment " + appointment + " was changed in the same moment");
    }
}
