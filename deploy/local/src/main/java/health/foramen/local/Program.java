package health.foramen.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a process runs: a jar that the build made, laid out as plain files for a quick start.
///
/// The layout is a copy in a folder named after the build, so that building again never pulls a jar from under a running process.
///
/// @param module the module's folder in the checkout
/// @param jarName the jar's name in `target`
/// @param fingerprint which build of it
/// @param mainClass empty when the jar names its own
record Program(Path module, String jarName, String fingerprint, Optional<String> mainClass) {

    static Program of(Path module, String jarName, Optional<String> mainClass) {
        return new Program(module, jarName, Fingerprint.of(module.resolve("target").resolve(jarName)), mainClass);
    }

    Path built() {
        return module.resolve("target").resolve(jarName);
    }

    Path layouts() {
        return module.resolve("target").resolve("app");
    }

    Path layout() {
        return layouts().resolve(fingerprint);
    }

    Path runnable() {
        return layout().resolve(jarName);
    }

    /// Another entrance of the same jar.
    Program entering(String main) {
        return new Program(module, jarName, fingerprint, Optional.of(main));
    }

    List<String> arguments() {
        return mainClass.map(main -> List.of("-cp", runnable().toString(), main)).orElseGet(() -> List.of("-jar", runnable().toString()));
    }
}
