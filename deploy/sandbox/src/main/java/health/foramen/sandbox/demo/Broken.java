package health.foramen.sandbox.demo;

import health.foramen.sandbox.suite.Suite;

/** The suite did something else than the story says. The message is a sentence for whoever plays it. */
final class Broken extends RuntimeException {

    Broken(String sentence) {
        super(sentence);
    }

    /** What somebody wanted, and what the suite answered instead. */
    static Broken because(String wanted, Suite.Answer answer) {
        String said = answer.body().path("detail").asString("");
        return new Broken(wanted + " is refused: " + answer.status() + (said.isEmpty() ? " " + answer.text().strip() : " " + said)
                + errors(answer));
    }

    private static String errors(Suite.Answer answer) {
        StringBuilder errors = new StringBuilder();
        answer.body().path("errors").forEach(error -> errors.append("\n      ").append(error.path("pointer").asString(""))
                .append(": ").append(error.path("detail").asString("")));
        return errors.toString();
    }
}
