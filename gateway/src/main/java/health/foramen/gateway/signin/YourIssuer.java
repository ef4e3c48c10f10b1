package health.foramen.gateway.signin;

import java.net.URI;

import health.foramen.gateway.PublicUrl;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;

/**
 * Any OpenID Connect provider: {@code foramen.issuer} with {@code foramen.oidc.client-id} and {@code client-secret}, or Spring's own
 * {@code spring.security.oauth2.client.registration.foramen.*} where more has to be said.
 */
@Configuration(proxyBeanMethods = false)
@Profile("!local")
class YourIssuer {

    private final String issuer;

    YourIssuer(Environment environment, PublicUrl publicUrl) {
        this.issuer = environment.getRequiredProperty("foramen.issuer");
        // Outside the demo clinic the gateway issues nothing, so its own address cannot be the answer.
        if (publicUrl.isOrigin(issuer) && InOurWords.said(environment)) {
            throw new NoIssuerConfigured();
        }
    }

    @Bean
    @Conditional(InOurWords.class)
    ClientRegistrationRepository provider(Environment environment, PublicUrl publicUrl) {
        return new DiscoveredProvider(
                issuer,
                environment.getProperty("foramen.oidc.client-id", "gateway"),
                environment.getProperty("foramen.oidc.client-secret", ""),
                publicUrl.at("/login/oauth2/code/" + Entrances.REGISTRATION));
    }

    @Bean
    LogoutSuccessHandler signedOut(ClientRegistrationRepository provider, PublicUrl publicUrl) {
        var handler = new OidcClientInitiatedLogoutSuccessHandler(provider);
        handler.setPostLogoutRedirectUri(publicUrl.at("/signed-out"));
        handler.setDefaultTargetUrl("/signed-out");
        return handler;
    }

    @Bean
    FormTargets formTargets() {
        URI address = URI.create(issuer);
        return new FormTargets(address.getScheme() + "://" + address.getAuthority());
    }

    /** Nothing is said in Spring's words, which would win. */
    static final class InOurWords implements Condition {

        static boolean said(Environment environment) {
            return !environment.containsProperty("spring.security.oauth2.client.registration." + Entrances.REGISTRATION + ".client-id");
        }

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return said(context.getEnvironment());
        }
    }
}
