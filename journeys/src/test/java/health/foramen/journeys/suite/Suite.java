package health.foramen.journeys.suite;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import health.foramen.journeys.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All processes of Foramen, as {@code ./foramen up --detach} starts them, on ports and a data folder of their own.
 *
 * <p>There is one for all journeys of a test JVM, started by the first that asks. It ends with the JVM; what an earlier run
 * that was killed has left behind is ended before it starts. Data and logs stay in {@code journeys/target/suite} to be read
 * until the next run.
 */
public final class Suite {

    /** The processes, by the names of their pid files. */
    public static final List<String> PARTS =
            List.of("mongo", "kafka", "gateway", "sandbox", "referral-service", "scheduling-service", "notification-service");

    /** Real time. Starting takes some ten seconds on two cores; a machine that is busy with something else gets its time. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** From the gateway's port on, a suite takes nine in a row. */
    private static final int PORTS = 9;

    /** A start that failed is not tried again by each journey. */
    private static final class TheOne {

        static final Suite SUITE = started();
    }

    private final Path data;
    private final int port;
    private final URI address;
    private final Sandbox sandbox;
    private boolean clinicIsLoaded;

    private Suite(Path data, int port) {
        this.data = data;
        this.port = port;
        this.address = URI.create("http://127.0.0.1:" + port);
        this.sandbox = new Sandbox(URI.create("http://127.0.0.1:" + (port + 4)));
    }

    /** The one suite, ready to be used. */
    public static Suite running() {
        return TheOne.SUITE;
    }

    private static Suite started() {
        Suite suite = new Suite(Checkout.target().resolve("suite"), freePorts());
        suite.forgetEarlierRuns();
        Runtime.getRuntime().addShutdownHook(new Thread(suite::down, "suite-down"));
        suite.up();
        return suite;
    }

    /** The one address that people and their systems use. */
    public URI address() {
        return address;
    }

    /** The patients' telephones and mailboxes, and the clock. */
    public Sandbox sandbox() {
        return sandbox;
    }

    /** Somebody's own way in, by JSON. */
    public Caller as(Person person) {
        return Caller.of(address, person);
    }

    /** Somebody without any account. */
    public Caller asNobody() {
        return Caller.ofNobody(address);
    }

    /** Starts what does not run; returns when all of it is ready. */
    public void up() {
        foramen("up", "--detach").expectingSuccess();
        clinicIsLoaded = true;
    }

    private void down() {
        foramen("down");
    }

    /** Power off for one process: nothing is flushed, nobody is told. */
    public void kill(String part) {
        ProcessHandle process = find(part).orElseThrow(() -> new IllegalStateException(part + " does not run"));
        process.destroyForcibly();
        await("end of " + part).atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> !lives(process));
    }

    public boolean isRunning(String part) {
        return find(part).filter(Suite::lives).isPresent();
    }

    /** What an operator asks of the whole store: claims, appointments, agendas and permits agree. */
    public Command check() {
        return foramen("check");
    }

    /** Runs the script as somebody at a keyboard would. */
    public Command foramen(String... arguments) {
        List<String> command = new ArrayList<>(List.of(Checkout.root().resolve("foramen").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(Checkout.root().toFile()).redirectErrorStream(true);
        builder.environment().put("FORAMEN_PORT", String.valueOf(port));
        builder.environment().put("FORAMEN_DATA", data.toString());
        builder.environment().put("FORAMEN_PUBLIC_URL", address.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // The build that runs these tests has packaged everything already; a second one inside it would change its feet.
        builder.environment().put("FORAMEN_BUILD", "off");
        if (clinicIsLoaded) {
            builder.environment().put("FORAMEN_DEMO", "off");
        }
        // Training pays off over many starts of one build; here there is one.
        builder.environment().put("FORAMEN_AOT", "off");
        try {
            Path said = Files.createTempFile("foramen-", ".out");
            Process process = builder.redirectOutput(said.toFile()).start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(PATIENCE.toSeconds(), SECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            String output = Files.readString(said);
            Files.delete(said);
            return new Command(String.join(" ", command), ended ? process.exitValue() : -1, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + String.join(" ", command) + " ran", e);
        }
    }

    private Path pidFile(String part) {
        return data.resolve("run").resolve(part + ".pid");
    }

    private Optional<ProcessHandle> find(String part) {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(pidFile(part)).strip().split("\\s+")[0]));
        } catch (NoSuchFileException neverStarted) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A killed process that nobody has waited for keeps an entry on Linux, state Z; nothing of it runs. */
    private static boolean lives(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return process.isAlive();
        }
    }

    private void forgetEarlierRuns() {
        if (!Files.exists(data)) {
            return;
        }
        down();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Below the ports that systems hand out by themselves, and away from those that a suite in daily use takes. */
    private static int freePorts() {
        return IntStream.iterate(19_000, base -> base < 29_000, base -> base + 20)
                .filter(base -> IntStream.range(base, base + PORTS).allMatch(Suite::isFree))
                .findFirst().orElseThrow(() -> new IllegalStateException("No nine free ports in a row"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
