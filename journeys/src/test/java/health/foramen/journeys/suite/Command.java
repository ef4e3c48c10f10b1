package health.foramen.journeys.suite;

/** What the script answered. */
public record Command(String line, int exitCode, String output) {

    public Command expectingSuccess() {
        if (exitCode != 0) {
            throw new AssertionError("%s ended with %d:%n%s".formatted(line, exitCode, output));
        }
        return this;
    }
}
