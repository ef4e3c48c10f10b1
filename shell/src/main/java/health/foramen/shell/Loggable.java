package health.foramen.shell;

import java.util.regex.Pattern;

/** Paths as a log may keep them. */
final class Loggable {

    /** A patient's link is a credential: whoever reads it may open it. */
    private static final Pattern LINK = Pattern.compile("^/v/[^/]+");

    private Loggable() {
    }

    static String path(String path) {
        return path == null ? "-" : LINK.matcher(path).replaceFirst("/v/{token}");
    }
}
