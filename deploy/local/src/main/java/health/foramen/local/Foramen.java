package health.foramen.local;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/// The command that people type. The script beside the root pom finds a JDK, builds what is stale, and hands over to this.
public final class Foramen {

    private static final String HELP = """
            Foramen: from a referral to an image-guided injection, and back to the referrer.

              ./foramen up [--detach]      start everything; stays in front, or returns when ready
              ./foramen down               stop everything
              ./foramen status             what runs; exit code 0 only when all of it is ready
              ./foramen logs SERVICE [-f]  the end of a log, or follow it
              ./foramen token PERSON       a bearer token for scripts
              ./foramen demo               play one referral from form to follow-up
              ./foramen check              verify that what is stored agrees with itself
              ./foramen bench [NAME[:PART]] measure, each figure beside its floor
              ./foramen test               build and test everything
              ./foramen reset [--yes]      delete all data

            FORAMEN_PORT (8080) moves the address and every other port with it; FORAMEN_DATA (./data) is the data folder.""";

    private final Settings settings;
    private final Suite suite;
    private final Machine machine;
    private final Voice voice;

    private Foramen(Settings settings, Voice voice) {
        this.settings = settings;
        this.suite = Suite.of(settings);
        this.machine = new Machine(settings);
        this.voice = voice;
    }

    public static void main(String[] arguments) {
        try {
            System.exit(new Foramen(Settings.from(System.getenv()), new Voice(System.out)).run(List.of(arguments)));
        } catch (Trouble | DataFolder.ForeignFolder trouble) {
            System.err.println(trouble.getMessage());
            System.exit(1);
        } catch (CancellationException interrupted) {
            System.exit(130);
        }
    }

    private int run(List<String> words) {
        var command = words.isEmpty() ? "help" : words.getFirst();
        var rest = words.isEmpty() ? words : words.subList(1, words.size());
        return switch (command) {
            case "up" -> up(option("--detach", rest));
            case "down" -> down();
            case "status" -> new Status(suite, machine, voice).report(settings.publicUrl());
            case "logs" -> logs(rest);
            case "reset" -> reset(option("--yes", rest));
            case "token" -> token(rest);
            case "demo" -> demo(rest);
            case "bench" -> new Programs(settings).benchmark(rest);
            case "check" -> new Clinic(settings).check(voice);
            case "help", "--help", "-h" -> help();
            default -> throw Trouble.of("There is no command \"%s\"; ./foramen help lists all.", command);
        };
    }

    private int help() {
        voice.say(HELP);
        return 0;
    }

    private int up(boolean detach) {
        new Up(settings, voice).run(detach);
        return 0;
    }

    private int down() {
        var front = machine.launcher().read();
        // It ends its parts before itself.
        front.ifPresent(launcher -> machine.stop("launcher", launcher, Duration.ofSeconds(60)));
        var alive = machine.alive(suite);
        new Stopping(machine, voice).stop(alive);
        voice.say(front.isEmpty() && alive.isEmpty() ? "Foramen is not running." : "Foramen is down.");
        return 0;
    }

    private int logs(List<String> words) {
        var names = suite.parts().stream().map(Part::name).toList();
        if (words.isEmpty() || !names.contains(words.getFirst())) {
            throw Trouble.of("Say whose log: %s.", String.join(", ", names));
        }
        new Log(machine.log(words.getFirst())).show(option("-f", words.subList(1, words.size())), voice);
        return 0;
    }

    private int reset(boolean sure) {
        if (!machine.alive(suite).isEmpty()) {
            throw new Trouble("Foramen is running; ./foramen down first.");
        }
        if (!Files.exists(settings.data())) {
            voice.say("There is no data in %s.", settings.data());
            return 0;
        }
        if (!Up.owns(settings)) {
            throw Trouble.of("%s is not a data folder of Foramen; nothing was deleted.", settings.data());
        }
        if (!sure) {
            voice.say("This deletes all data in %s. Type yes to go on:", settings.data());
            var answers = new Scanner(System.in);
            if (!answers.hasNextLine() || !answers.nextLine().strip().equalsIgnoreCase("yes")) {
                throw new Trouble("Nothing was deleted.");
            }
        }
        DataFolder.delete(settings.data());
        voice.say("All data in %s is gone.", settings.data());
        return 0;
    }

    private int token(List<String> words) {
        if (words.size() != 1) {
            throw Trouble.of("Say whose token: %s.", DemoPerson.ALL.stream().map(DemoPerson::id).collect(Collectors.joining(", ")));
        }
        voice.say("%s", new Clinic(settings).token(words.getFirst()));
        return 0;
    }

    private int demo(List<String> words) {
        if (machine.alive(suite).isEmpty()) {
            throw new Trouble("Foramen is not running; ./foramen up first.");
        }
        return new Programs(settings).demo(words);
    }

    private static boolean option(String name, List<String> words) {
        if (words.isEmpty()) {
            return false;
        }
        if (words.equals(List.of(name))) {
            return true;
        }
        throw Trouble.of("Only %s can be said here, not \"%s\".", name, String.join(" ", words));
    }
}
