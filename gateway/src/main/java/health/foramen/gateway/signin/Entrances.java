package health.foramen.gateway.signin;

import health.foramen.gateway.PublicUrl;
import health.foramen.safeguard.People;
import health.foramen.safeguard.Reader;
import health.foramen.safeguard.Role;
import health.foramen.safeguard.SecurityHeaders;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;

/**
 * Two ways in: programs bring a bearer token with every request and have no session; browsers have a session and never see a
 * token. The services behind decide by role; here it is only asked whether somebody is known at all.
 */
@Configuration(proxyBeanMethods = false)
class Entrances {

    /** The name of the one registration; also in the address to which a provider sends people back. */
    static final String REGISTRATION = "foramen";
    static final String TO_THE_PROVIDER = "/oauth2/authorization/" + REGISTRATION;

    private final boolean local;

    Entrances(Environment environment) {
        this.local = environment.acceptsProfiles(Profiles.of("local"));
    }

    @Bean
    @Order(10)
    SecurityFilterChain programs(HttpSecurity http, People people, Answers answers) {
        return http
                .securityMatcher(request -> bringsAToken(request))
                .authorizeHttpRequests(this::guard)
                .oauth2ResourceServer(server -> server
                        .jwt(jwt -> jwt.jwtAuthenticationConverter(token ->
                                new JwtAuthenticationToken(token, people.authorities(token.getClaims()), people.of(token.getClaims()).id())))
                        .authenticationEntryPoint(answers)
                        .accessDeniedHandler(answers)
                        .withObjectPostProcessor(answers.evenWhenTheIssuerIsAway()))
                .exceptionHandling(refused -> refused.authenticationEntryPoint(answers).accessDeniedHandler(answers))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(SecurityHeaders::on)
                .build();
    }

    @Bean
    @Order(20)
    SecurityFilterChain browsers(HttpSecurity http, People people, Answers answers, OwnPagesOnly ownPagesOnly, LogoutSuccessHandler signedOut,
                                 FormTargets formTargets) {
        var wanted = pagesOnly("foramen.wanted");
        var welcome = new SavedRequestAwareAuthenticationSuccessHandler();
        welcome.setRequestCache(wanted);
        return http
                .authorizeHttpRequests(this::guard)
                .oauth2Login(login -> login
                        .loginPage("/login")
                        .successHandler(welcome)
                        .userInfoEndpoint(info -> info.userAuthoritiesMapper(granted -> granted.stream()
                                .filter(OidcUserAuthority.class::isInstance)
                                .flatMap(authority -> people.authorities(((OidcUserAuthority) authority).getIdToken().getClaims()).stream())
                                .toList())))
                .logout(out -> out.logoutUrl("/logout").logoutSuccessHandler(signedOut).deleteCookies("foramen"))
                .requestCache(cache -> cache.requestCache(wanted))
                .exceptionHandling(refused -> refused.authenticationEntryPoint(answers).accessDeniedHandler(answers))
                // Instead of a token in every form of every service: nothing changes unless one of our own pages asked for it.
                .csrf(AbstractHttpConfigurer::disable)
                .addFilterBefore(ownPagesOnly, SecurityContextHolderFilter.class)
                .headers(headers -> SecurityHeaders.on(headers, formTargets.origins()))
                .build();
    }

    private void guard(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC).permitAll();
        // Patients come by an unguessable link and providers with a signature; the service behind checks both.
        requests.requestMatchers("/assets/**", "/v/**", "/webhooks/**", "/login", "/signed-out", "/.well-known/**", "/favicon.ico").permitAll();
        requests.requestMatchers(HttpMethod.GET, "/actuator/health", "/actuator/health/**").permitAll();
        requests.requestMatchers("/actuator", "/actuator/**").hasAnyRole(Role.ADMINISTRATOR.name(), Role.SERVICE.name());
        requests.requestMatchers("/status", "/status/**", "/gallery", "/gallery/**").hasRole(Role.ADMINISTRATOR.name());
        if (local) {
            // The patients' phones and mailboxes.
            requests.requestMatchers("/sandbox", "/sandbox/**").permitAll();
        }
        requests.anyRequest().authenticated();
    }

    private static boolean bringsAToken(HttpServletRequest request) {
        String given = request.getHeader(HttpHeaders.AUTHORIZATION);
        return given != null && given.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length());
    }

    /** Remembers which page was asked for, so that signing in leads there; never a form, never a fragment. */
    static RequestCache pagesOnly(String name) {
        var cache = new HttpSessionRequestCache();
        cache.setSessionAttrName(name);
        cache.setMatchingRequestParameterName(null);
        cache.setRequestMatcher(request -> "GET".equals(request.getMethod()) && Reader.isAPerson(request)
                && !"/favicon.ico".equals(request.getRequestURI()));
        return cache;
    }

    @Bean
    OwnPagesOnly ownPagesOnly(PublicUrl publicUrl) {
        return new OwnPagesOnly(publicUrl);
    }

    @Bean
    Answers answers() {
        return new Answers();
    }

    /** A token lives and ends with its session. */
    @Bean
    OAuth2AuthorizedClientRepository tokensInTheSession() {
        return new HttpSessionOAuth2AuthorizedClientRepository();
    }

    @Bean
    OAuth2AuthorizedClientManager tokens(ClientRegistrationRepository registrations, OAuth2AuthorizedClientRepository kept) {
        var manager = new DefaultOAuth2AuthorizedClientManager(registrations, kept);
        manager.setAuthorizedClientProvider(OAuth2AuthorizedClientProviderBuilder.builder().authorizationCode().refreshToken().build());
        return manager;
    }
}
