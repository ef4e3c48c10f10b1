package health.foramen.local;

/// Something the person at the keyboard can put right. The message is one line, and all that is shown.
final class Trouble extends RuntimeException {

    Trouble(String line) {
        super(line);
    }

    static Trouble of(String line, Object... details) {
        return new Trouble(line.formatted(details));
    }
}
