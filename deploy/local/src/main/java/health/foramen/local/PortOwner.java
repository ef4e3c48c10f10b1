package health.foramen.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who listens on a port, as far as this system lets us see: Linux tells it in two places under `/proc`, others do not.
final class PortOwner {

    private static final Path PROC = Path.of("/proc");

    /// The state column of a socket that listens.
    private static final String LISTEN = "0A";

    private PortOwner() {
    }

    static Optional<Long> of(int port) {
        try {
            var sockets = new HashSet<String>();
            for (var table : List.of("tcp", "tcp6")) {
                var file = PROC.resolve("net").resolve(table);
                if (Files.isReadable(file)) {
                    Files.readAllLines(file).stream().skip(1).map(line -> line.strip().split("\\s+"))
                            .filter(column -> column[3].equals(LISTEN) && column[1].endsWith(":%04X".formatted(port)))
                            .forEach(column -> sockets.add("socket:[%s]".formatted(column[9])));
                }
            }
            return sockets.isEmpty() ? Optional.empty() : ProcessHandle.allProcesses().map(ProcessHandle::pid).filter(pid -> holds(pid, sockets)).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean holds(long pid, Set<String> sockets) {
        try (var descriptors = Files.list(PROC.resolve(String.valueOf(pid)).resolve("fd"))) {
            return descriptors.anyMatch(descriptor -> sockets.contains(target(descriptor)));
        } catch (IOException notOurs) {
            return false;
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
