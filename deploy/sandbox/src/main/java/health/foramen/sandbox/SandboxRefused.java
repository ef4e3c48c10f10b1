package health.foramen.sandbox;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Somebody started the sandbox outside of profile {@code local}. */
final class SandboxRefused extends RuntimeException {

    SandboxRefused() {
        super("The sandbox starts in profile 'local' only (SPRING_PROFILES_ACTIVE=local).");
    }

    /** Says it in a line instead of a stack trace. */
    static final class Analyzer extends AbstractFailureAnalyzer<SandboxRefused> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, SandboxRefused cause) {
            return new FailureAnalysis(cause.getMessage(), null, cause);
        }
    }
}
