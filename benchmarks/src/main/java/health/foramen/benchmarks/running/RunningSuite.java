package health.foramen.benchmarks.running;

import health.foramen.benchmarks.load.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The whole suite as `./foramen up --detach` starts it, with the flags it is shipped with, on ports and a data folder of its own.
///
/// It knows the script, the pid files in the data folder, and addresses: nothing of what runs behind them. Nothing is built here;
/// whoever starts a benchmark has built before.
public final class RunningSuite implements AutoCloseable {

    /// The processes, by the names of their pid files.
    public static final List<String> PARTS =
            List.of("mongo", "kafka", "gateway", "sandbox", "referral-service", "scheduling-service", "notification-service");

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final Duration CARDS_TRAVEL = Duration.ofMinutes(5);

    private final Path home;
    private final Path data;
    private final int port;
    private final Thread lastDown = new Thread(this::downAfterAll, "suite-down");

    private RunningSuite(Path home, Path data, int port) {
        this.home = home;
        this.data = data;
        this.port = port;
    }

    /// Not started yet, nothing stored yet.
    ///
    /// @param port the gateway's; the eight after it are taken too
    public static RunningSuite fresh(Path home, int port) throws IOException {
        var suite = new RunningSuite(home, Files.createTempDirectory("foramen-bench-"), port);
        Runtime.getRuntime().addShutdownHook(suite.lastDown);
        return suite;
    }

    /// Starts what does not run, and returns when all of it is ready.
    ///
    /// @return from the command to its end
    public Duration up() {
        return foramen("up", "--detach");
    }

    public void down() {
        foramen("down");
    }

    /// Power off for one process: nothing is flushed, nobody is told.
    public void kill(String part) {
        var process = process(part);
        process.destroyForcibly();
        Patience.await("the end of " + part, Duration.ofSeconds(10), () -> lives(process) ? Optional.empty() : Optional.of(true));
    }

    /// A killed process that nobody has waited for keeps an entry on Linux, state Z; nothing of it runs.
    private static boolean lives(ProcessHandle process) {
        try {
            var stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return false;
        }
    }

    public ProcessHandle process(String part) {
        var file = data.resolve("run").resolve(part + ".pid");
        try {
            long pid = Long.parseLong(Files.readString(file).strip().split("\\s+")[0]);
            return ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException(part + " does not run"));
        } catch (NoSuchFileException e) {
            throw new IllegalStateException(part + " was not started", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<ProcessHandle> processes() {
        return PARTS.stream().map(this::process).toList();
    }

    public int gatewayPort() {
        return port;
    }

    public int schedulingPort() {
        return port + 2;
    }

    public int kafkaPort() {
        return port + 7;
    }

    public int sandboxPort() {
        return port + 4;
    }

    /// Where its documents lie; for what no request could make, such as a past.
    public String mongoUri() {
        return "mongodb://127.0.0.1:" + (port + 6);
    }

    /// Somebody at the one address, signed in, with a connection of their own.
    public Caller as(Person person) {
        return bearing(token(person));
    }

    /// One more connection in the name of somebody who signed in before.
    public Caller bearing(String token) {
        return new Caller(new Connection(port), Map.of("Authorization", "Bearer " + token));
    }

    /// What stands for phones and mailboxes asks nobody who they are.
    public Sandbox sandbox() {
        return new Sandbox(new Caller(new Connection(sandboxPort()), Map.of()));
    }

    public String token(Person person) {
        var credentials = Base64.getEncoder().encodeToString((person.id() + ":" + person.password()).getBytes(StandardCharsets.UTF_8));
        try (var connection = new Connection(port)) {
            return connection.ask("POST", "/oauth2/token",
                            Map.of("Authorization", "Basic " + credentials, "Content-Type", "application/x-www-form-urlencoded"),
                            "grant_type=client_credentials".getBytes(StandardCharsets.US_ASCII))
                    .expect(200).json().get("access_token").stringValue();
        } catch (IOException e) {
            throw new UncheckedIOException("No token for " + person.id(), e);
        }
    }

    /// Cards travel to notification-service by themselves: until these have arrived.
    public void awaitCards(List<String> patientIds) {
        try (var desk = as(Person.DANA)) {
            patientIds.forEach(id -> Patience.await("the card of a patient", CARDS_TRAVEL, () -> Optional.of(desk.get("/api/conversations/" + id)).filter(answer -> answer.is(200))));
        }
    }

    /// What scheduling-service finds when it holds everything that it stored against everything else; empty when it agrees. The gateway does not pass
    /// that question on, and with many years in store the answer takes its time.
    public List<String> breaches() {
        try (var administrator = new Caller(new Connection(schedulingPort(), PATIENCE), Map.of("Authorization", "Bearer " + token(Person.ALEX)))) {
            return administrator.get("/api/check").expect(200).json().get("breaches").values().stream().map(Object::toString).toList();
        }
    }

    private Duration foramen(String... words) {
        var command = new ArrayList<>(List.of(home.resolve("foramen").toString()));
        command.addAll(List.of(words));
        try {
            var said = Files.createTempFile("foramen-bench-", ".out");
            var builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true).redirectOutput(said.toFile())
                    .redirectInput(Path.of("/dev/null").toFile());
            // Whoever asked for the benchmark has a suite of their own; nothing of its addresses may reach ours.
            builder.environment().keySet().removeIf(name -> name.startsWith("FORAMEN_") && !name.equals("FORAMEN_AOT") || name.startsWith("SPRING_"));
            builder.environment().putAll(environment());
            long begun = System.nanoTime();
            var process = builder.start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroy();
                throw new IllegalStateException("./foramen %s did not end within %d s".formatted(String.join(" ", words), PATIENCE.toSeconds()));
            }
            var took = Duration.ofNanos(System.nanoTime() - begun);
            var output = Files.readString(said);
            Files.delete(said);
            if (process.exitValue() != 0) {
                throw new IllegalStateException("./foramen %s failed:%n%s".formatted(String.join(" ", words), output.strip()));
            }
            return took;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private Map<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        environment.put("FORAMEN_PORT", String.valueOf(port));
        environment.put("FORAMEN_PUBLIC_URL", "http://127.0.0.1:" + port);
        environment.put("FORAMEN_DATA", data.toString());
        environment.put("FORAMEN_BUILD", "off");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        return environment;
    }

    private void downAfterAll() {
        if (Files.exists(data.resolve("run"))) {
            down();
        }
    }

    /// Ends every process and forgets what was stored.
    @Override
    public void close() {
        down();
        Runtime.getRuntime().removeShutdownHook(lastDown);
        Folders.delete(data);
    }
}
