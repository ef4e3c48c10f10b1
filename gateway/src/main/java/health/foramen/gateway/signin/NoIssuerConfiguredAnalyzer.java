package health.foramen.gateway.signin;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** One line for an operator instead of a stack trace. */
final class NoIssuerConfiguredAnalyzer extends AbstractFailureAnalyzer<NoIssuerConfigured> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NoIssuerConfigured cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
