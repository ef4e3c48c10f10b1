package health.foramen.referral.packs.store;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which file, line and reason in one line where an operator looks, instead of a stack trace. */
final class BrokenPackAnalyzer extends AbstractFailureAnalyzer<BrokenPack> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BrokenPack cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
