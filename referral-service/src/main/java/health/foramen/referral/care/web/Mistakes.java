package health.foramen.referral.care.web;

import health.foramen.referral.care.web.Reading.Mistake;
import health.foramen.shell.Problem;
import java.util.List;
import org.springframework.http.HttpStatus;

/** The problem that names every field that cannot be accepted. Thrown by whoever reads for the API. */
public final class Mistakes extends RuntimeException {

    private final transient List<Mistake> mistakes;

    public Mistakes(List<Mistake> mistakes) {
        this.mistakes = List.copyOf(mistakes);
    }

    public List<Mistake> all() {
        return mistakes;
    }

    public Problem problem() {
        var problem = Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-fields", mistakes.size() == 1
                ? "One field cannot be accepted: " + mistakes.getFirst().detail() : mistakes.size() + " fields cannot be accepted.");
        for (var mistake : mistakes.stream().limit(100).toList()) {
            problem = problem.error(mistake.pointer(), mistake.detail());
        }
        return problem;
    }

    public static void refuse(List<Mistake> mistakes) {
        if (!mistakes.isEmpty()) {
            throw new Mistakes(mistakes);
        }
    }
}
