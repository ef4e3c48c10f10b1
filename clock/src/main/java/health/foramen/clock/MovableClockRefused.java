package health.foramen.clock;

/** Somebody asked for a clock that can be moved where patients are real. The service does not start. */
public final class MovableClockRefused extends RuntimeException {

    MovableClockRefused(String file) {
        super("foramen.clock.file=" + file + " makes business time movable, which only profile 'local' allows: "
                + "remove FORAMEN_CLOCK_FILE, or start with SPRING_PROFILES_ACTIVE=local.");
    }
}
