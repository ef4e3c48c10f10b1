package health.foramen.safeguard;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** What every answer tells a browser: run nothing but our own files, frame us nowhere, keep nothing, tell others nothing. */
public final class SecurityHeaders {

    private SecurityHeaders() {
    }

    /** @param formTargets where forms may lead beside this site: the sign-in of another host, or none */
    public static void on(HeadersConfigurer<HttpSecurity> headers, String... formTargets) {
        String policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; "
                + ("form-action 'self' " + String.join(" ", formTargets)).strip();
        headers.contentSecurityPolicy(csp -> csp.policyDirectives(policy))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny);
    }
}
