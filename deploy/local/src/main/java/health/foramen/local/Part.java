package health.foramen.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One process of the suite.
///
/// @param program what it runs
/// @param jvm on what it runs
/// @param arguments handed to its main method
/// @param environment beyond what every process is told
/// @param ports where it listens
/// @param probe how it shows that it can work
/// @param after the parts that must be ready before it starts
/// @param kind a store goes last, because the others write until they end
/// @param yields whether it lets the others go first where the processor is short: nobody waits for it at a screen
record Part(String name, Kind kind, boolean yields, Program program, Jvm jvm, List<String> arguments, Map<String, String> environment,
            List<Port> ports, Probe probe, List<String> after) {

    enum Kind { STORE, SERVICE }

    Part {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        ports = List.copyOf(ports);
        after = List.copyOf(after);
    }

    /// What a JVM learned about this part in a training run. It serves one build, on one JVM, with the same flags.
    Path cache() {
        var facts = new ArrayList<>(jvm.flags());
        facts.add(System.getProperty("java.vm.version"));
        return program.layout().resolve("%s-%s.aot".formatted(name, Fingerprint.of(facts)));
    }
}
