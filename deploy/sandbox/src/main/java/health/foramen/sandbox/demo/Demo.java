package health.foramen.sandbox.demo;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import health.foramen.sandbox.suite.Suite;

/** {@code ./foramen demo [--lang en|es|ar]}: plays the story of one referral against the running suite. */
public final class Demo {

    private static final Set<String> LANGUAGES = Set.of("en", "es", "ar");

    private Demo() {
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        String language = language(List.of(arguments));
        if (!LANGUAGES.contains(language)) {
            out.println("Use: demo [--lang en|es|ar]");
            System.exit(2);
        }
        try {
            new Story(Surroundings.from(System.getenv()), out, language).play();
        } catch (Broken broken) {
            out.println();
            out.println("The story breaks here: " + broken.getMessage());
            System.exit(1);
        } catch (Suite.Unreachable away) {
            out.println();
            out.println("The story breaks here: " + away.getMessage() + ". Is the suite up?");
            System.exit(1);
        }
    }

    private static String language(List<String> arguments) {
        return switch (arguments.size()) {
            case 0 -> "en";
            case 1 -> arguments.getFirst().startsWith("--lang=") ? arguments.getFirst().substring("--lang=".length()) : "";
            case 2 -> arguments.getFirst().equals("--lang") ? arguments.getLast() : "";
            default -> "";
        };
    }
}
