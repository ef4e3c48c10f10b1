package health.foramen.clock;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says the refusal in one line where an operator looks, instead of a stack trace. */
final class MovableClockRefusedAnalyzer extends AbstractFailureAnalyzer<MovableClockRefused> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MovableClockRefused cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
