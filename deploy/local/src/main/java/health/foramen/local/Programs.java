package health.foramen.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Short programs that use the suite from outside, as a person or a script would.
final class Programs {

    private final Settings settings;

    Programs(Settings settings) {
        this.settings = settings;
    }

    /// Plays the story of one referral on our terminal.
    int demo(List<String> arguments) {
        return run(Suite.sandbox(settings).entering("health.foramen.sandbox.demo.Demo"), Jvm.quick(96, 16), arguments, Redirect.INHERIT);
    }

    /// Loads the demo clinic where it is not loaded yet.
    int demoClinic(Redirect output) {
        return run(Suite.sandbox(settings).entering("health.foramen.sandbox.demo.DemoClinic"), Jvm.quick(96, 16), List.of(), output);
    }

    int benchmark(List<String> arguments) {
        var program = Suite.benchmarks(settings);
        new Preparing(settings, new Voice(System.out)).layOut(List.of(program));
        return run(program.entering("health.foramen.benchmarks.Bench"), Jvm.strong(512, 128), arguments, Redirect.INHERIT);
    }

    /// A benchmark stops the suite that it started before it ends.
    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /// @return the exit code
    private int run(Program program, Jvm jvm, List<String> arguments, Redirect output) {
        var command = new ArrayList<String>();
        command.add(Machine.java().toString());
        command.addAll(jvm.flags());
        command.addAll(program.arguments());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectOutput(output).redirectError(output);
        builder.environment().putAll(settings.environment());
        try {
            var process = builder.start();
            try (var _ = new Guard(() -> end(process))) {
                return process.waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("Interrupted.");
        }
    }
}
