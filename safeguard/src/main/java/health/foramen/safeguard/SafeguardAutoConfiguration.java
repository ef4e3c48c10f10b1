package health.foramen.safeguard;

import java.util.List;
import java.util.Optional;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import jakarta.servlet.DispatcherType;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The whole of a service's protection. A service adds only its {@link Doors}; without any, nothing but its health can be asked. */
@AutoConfiguration(beforeName = {
        "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
        "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
        "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
        "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration",
        "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration"})
@EnableConfigurationProperties(SafeguardProperties.class)
@EnableWebSecurity
public class SafeguardAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    People people(SafeguardProperties properties) {
        return new People(properties.claims());
    }

    @Bean
    @ConditionalOnMissingBean
    Doors doors() {
        return Doors.closed();
    }

    /** Asymmetric signatures only: a token signed with a shared secret is nobody's word. */
    @Bean
    @ConditionalOnMissingBean
    JwtDecoder jwtDecoder(SafeguardProperties properties) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.Family.SIGNATURE, new IssuerKeys(properties.jwks())));
        // The validators below look at type and times, and say why in one voice.
        processor.setJWSTypeVerifier((type, context) -> { });
        processor.setJWTClaimsSetVerifier((claims, context) -> { });
        var decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(validator(properties.issuer(), properties.audience()));
        return new RememberingJwtDecoder(decoder);
    }

    static OAuth2TokenValidator<Jwt> validator(String issuer, Optional<String> audience) {
        var type = new JwtTypeValidator("JWT", "at+jwt");
        type.setAllowEmpty(true);
        OAuth2TokenValidator<Jwt> common = new DelegatingOAuth2TokenValidator<>(
                type, new JwtTimestampValidator(), new JwtIssuerValidator(issuer),
                new JwtClaimValidator<Object>("exp", end -> end != null));
        return audience.filter(wanted -> !wanted.isBlank())
                .<OAuth2TokenValidator<Jwt>>map(wanted -> new DelegatingOAuth2TokenValidator<>(common,
                        new JwtClaimValidator<List<String>>("aud", named -> named != null && named.contains(wanted))))
                .orElse(common);
    }

    /** Lazy: a process that asks nobody needs no account. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    ServiceTokens serviceTokens(SafeguardProperties properties, Environment environment) {
        String name = properties.clientId().orElseGet(() -> environment.getProperty("spring.application.name", "foramen"));
        Optional<String> secret = properties.serviceSecret().filter(given -> !given.isBlank());
        if (secret.isEmpty() && environment.acceptsProfiles(Profiles.of("local"))) {
            secret = Optional.of("local-only-" + name);
        }
        if (secret.isEmpty()) {
            LoggerFactory.getLogger(ServiceTokens.class).warn("FORAMEN_SERVICE_SECRET is not set: {} cannot ask its neighbours.", name);
        }
        return new ClientCredentialsTokens(properties.tokenEndpoint(), name, secret);
    }

    @Bean
    @ConditionalOnMissingBean(SecurityFilterChain.class)
    SecurityFilterChain onlyThroughTheDoors(HttpSecurity http, Doors doors, People people) {
        var refusals = new Refusals();
        return http
                .authorizeHttpRequests(requests -> guard(requests, doors))
                .oauth2ResourceServer(server -> server
                        .jwt(jwt -> jwt.jwtAuthenticationConverter(token ->
                                new JwtAuthenticationToken(token, people.authorities(token.getClaims()), people.of(token.getClaims()).id())))
                        .authenticationEntryPoint(refusals)
                        .accessDeniedHandler(refusals)
                        .withObjectPostProcessor(refusals.evenWhenTheIssuerIsAway()))
                .exceptionHandling(refused -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                // Stateless, bearer only: a browser sends nothing by itself that another site could abuse.
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(SecurityHeaders::on)
                .build();
    }

    private static void guard(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests, Doors doors) {
        requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC).permitAll();
        requests.requestMatchers(HttpMethod.GET, "/actuator/health", "/actuator/health/**").permitAll();
        requests.requestMatchers("/actuator", "/actuator/**").hasAnyRole(Role.ADMINISTRATOR.name(), Role.SERVICE.name());
        for (Doors.Door door : doors.doors()) {
            var matched = door.method()
                    .map(method -> requests.requestMatchers(method, door.path()))
                    .orElseGet(() -> requests.requestMatchers(door.path()));
            enter(matched, door);
            if (door.method().filter(HttpMethod.GET::equals).isPresent()) {
                enter(requests.requestMatchers(HttpMethod.HEAD, door.path()), door);
            }
        }
        requests.anyRequest().denyAll();
    }

    private static void enter(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizedUrl matched,
            Doors.Door door) {
        if (door.openToAll()) {
            matched.permitAll();
        } else {
            matched.hasAnyRole(door.roles().stream().map(Role::name).toArray(String[]::new));
        }
    }

    @Bean
    @ConditionalOnMissingBean
    HttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderNames(HeaderText.NAME);
        firewall.setAllowedHeaderValues(HeaderText.VALUE);
        return firewall;
    }

    /** A span for each filter of the chain tells nobody anything and costs a quarter of a small request. */
    @Bean
    @ConditionalOnMissingBean
    SecurityObservationSettings noSpanPerFilter() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    WebMvcConfigurer personArguments(People people) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new PersonArguments(people));
            }
        };
    }
}
