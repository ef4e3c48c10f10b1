package health.foramen.notification;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one line why the service does not start, for what a person has set wrongly. */
class CannotStartConfiguration extends AbstractFailureAnalyzer<CannotStartConfiguration.CannotStart> {

    /** Something that the service reads at the start cannot be used. */
    static final class CannotStart extends RuntimeException {

        private static final long serialVersionUID = 1;

        CannotStart(String sentence) {
            super(sentence);
        }
    }

    @Override
    protected FailureAnalysis analyze(Throwable root, CannotStart cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
