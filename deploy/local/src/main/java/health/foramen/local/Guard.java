package health.foramen.local;

/// What must happen if the launcher is ended before the guard is dismissed, by Ctrl-C or otherwise.
final class Guard implements AutoCloseable {

    private final Thread duty;

    Guard(Runnable duty) {
        this.duty = new Thread(duty, "guard");
        Runtime.getRuntime().addShutdownHook(this.duty);
    }

    /// Dismisses it; too late when it is already at work.
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(duty);
        } catch (IllegalStateException ending) {
            // Then it does its duty.
        }
    }
}
