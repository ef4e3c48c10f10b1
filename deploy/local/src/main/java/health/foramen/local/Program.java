package health.foramen.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a process runs: a jar that the build made, laid out for a quick start in a folder of its own.
///
/// The layout is a copy, so a build never pulls a jar from under a running process.
///
/// @param module the module's folder in the checkout
/// @param jarName the jar's name in `target`
/// @param mainClass empty when the jar names its own
record Program(Path module, String jarName, Optional<String> mainClass) {

    Path built() {
        return module.resolve("target").resolve(jarName);
    }

    Path layout() {
        return module.resolve("target").resolve("app");
    }

    Path runnable() {
        return layout().resolve(jarName);
    }

    Path cache(String name) {
        return layout().resolve(name + ".aot");
    }

    List<String> arguments() {
        return mainClass.map(main -> List.of("-cp", runnable().toString(), main)).orElseGet(() -> List.of("-jar", runnable().toString()));
    }

    /// Another entrance of the same jar.
    Program entering(String main) {
        return new Program(module, jarName, Optional.of(main));
    }

    /// The flags that every process is shipped with; every figure of ours was taken with them.
    List<String> flags(String heap) {
        return new ArrayList<>(List.of(
                // The smallest collector: with heaps of this size its pauses stay within milliseconds.
                "-XX:+UseSerialGC",
                "-Xmx" + heap,
                "-XX:+UseCompactObjectHeaders",
                "-XX:ReservedCodeCacheSize=64m",
                // Better a restart than a process that limps on.
                "-XX:+ExitOnOutOfMemoryError",
                // Netty, snappy and the H2 store reach past the JVM; newer JDKs want that said.
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true"));
    }
}
