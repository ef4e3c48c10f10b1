package health.foramen.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// One of our main classes in a JVM of its own, for tests that kill it.
final class JavaProcess {

    private final Process process;
    private final BufferedReader output;

    private JavaProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static JavaProcess start(Class<?> main, Object... arguments) throws IOException {
        var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Dlogback.configurationFile=foramen-local-logback.xml",
                "-cp", System.getProperty("java.class.path"), main.getName()));
        Stream.of(arguments).map(String::valueOf).forEach(command::add);
        return new JavaProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /// Reads on until a line that contains the words; fails with what was read when the process ends before.
    void awaitLine(String words) throws IOException {
        var read = new ArrayList<String>();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(words)) {
                return;
            }
            read.add(line);
        }
        throw new AssertionError("The process ended without saying \"%s\":\n%s".formatted(words, String.join("\n", read)));
    }

    /// As `kill -9` does.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
