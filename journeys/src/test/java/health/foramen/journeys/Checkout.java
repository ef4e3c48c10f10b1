package health.foramen.journeys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the project lies on this machine, whichever folder the tests were started from. */
public final class Checkout {

    private Checkout() {
    }

    public static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.isRegularFile(folder.resolve("foramen")) || Files.isDirectory(folder.resolve("referral-service")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The journeys run inside a checkout of the project"));
    }

    /** This module's folder for what a run leaves to look at. */
    public static Path target() {
        return root().resolve("journeys").resolve("target");
    }
}
