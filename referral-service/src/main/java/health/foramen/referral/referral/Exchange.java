package health.foramen.referral.referral;

import health.foramen.referral.care.Who;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A question of the clinic, and the practice's answer once it has come. */
public record Exchange(Who askedBy, Instant askedAt, String question, Optional<Who> answeredBy, Optional<Instant> answeredAt,
                       Optional<String> answer) {

    Exchange rewritten(UnaryOperator<String> words) {
        return new Exchange(askedBy, askedAt, words.apply(question), answeredBy, answeredAt, answer.map(words));
    }
}
