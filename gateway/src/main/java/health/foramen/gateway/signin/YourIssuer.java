package health.foramen.gateway.signin;

import java.net.URI;

import health.foramen.gateway.PublicUrl;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;

/**
 * Any OpenID Connect provider: {@code foramen.oidc.issuer-uri}, {@code client-id} and {@code client-secret}, or Spring's own
 * {@code spring.security.oauth2.client.registration.foramen.*} where more has to be said.
 */
@Configuration(proxyBeanMethods = false)
@Profile("!local")
class YourIssuer {

    static final String SPRINGS_OWN = "spring.security.oauth2.client.registration." + Entrances.REGISTRATION + ".client-id";

    YourIssuer(Environment environment) {
        if (!environment.containsProperty("foramen.oidc.issuer-uri") && !environment.containsProperty(SPRINGS_OWN)) {
            throw new NoIssuerConfigured();
        }
    }

    @Bean
    @ConditionalOnProperty("foramen.oidc.issuer-uri")
    ClientRegistrationRepository provider(Environment environment, PublicUrl publicUrl) {
        return new DiscoveredProvider(
                environment.getRequiredProperty("foramen.oidc.issuer-uri"),
                environment.getProperty("foramen.oidc.client-id", "foramen"),
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
    FormTargets formTargets(Environment environment) {
        String issuer = environment.getProperty("foramen.oidc.issuer-uri");
        return issuer == null ? new FormTargets() : new FormTargets(origin(URI.create(issuer)));
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getAuthority();
    }
}
