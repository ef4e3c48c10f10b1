package health.foramen.referral.intake.web;

import health.foramen.referral.intake.Finding;
import java.util.List;

/** A finding as others read it. */
public record FindingView(String rule, String severity, String sentence, String source, String confidence) {

    public static List<FindingView> of(List<Finding> findings) {
        return findings.stream().map(f -> new FindingView(f.rule(), f.severity().code(), f.sentence(), f.source(), f.confidence().code())).toList();
    }
}
