package health.foramen.gateway.signin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import health.foramen.gateway.PublicUrl;
import health.foramen.safeguard.SecurityHeaders;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.authentication.logout.SimpleUrlLogoutSuccessHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.savedrequest.RequestCache;

/**
 * The identity provider of the demo clinic, in the gateway's own process. To the gateway it is a provider like any other: it is
 * asked by redirect and by HTTP, and what it remembers of a person in the session lies under names of its own.
 */
@Configuration(proxyBeanMethods = false)
@Profile("local")
class LocalIssuer {

    /** A working day and its overtime: nobody signs in twice. */
    private static final Duration A_DAYS_WORK = Duration.ofHours(10);

    /** Issuer and client share a process, so their common secret never leaves it. */
    private final String gatewaySecret = UUID.randomUUID().toString();
    private final SecurityContextRepository knownHere = knownHere();
    private final RequestCache askedHere = Entrances.pagesOnly("foramen.issuer.asked");

    private static SecurityContextRepository knownHere() {
        var repository = new HttpSessionSecurityContextRepository();
        repository.setSpringSecurityContextKey("foramen.issuer.person");
        return repository;
    }

    @Bean
    @Order(1)
    SecurityFilterChain issuer(HttpSecurity http) {
        var issuer = new OAuth2AuthorizationServerConfigurer();
        return http
                .securityMatcher(issuer.getEndpointsMatcher())
                .with(issuer, server -> server.oidc(Customizer.withDefaults()))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .securityContext(context -> context.securityContextRepository(knownHere))
                .requestCache(cache -> cache.requestCache(askedHere))
                .exceptionHandling(refused -> refused.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                .csrf(AbstractHttpConfigurer::disable)
                .headers(SecurityHeaders::on)
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain signInPage(HttpSecurity http, OwnPagesOnly ownPagesOnly) {
        var onwards = new SavedRequestAwareAuthenticationSuccessHandler();
        onwards.setRequestCache(askedHere);
        return http
                .securityMatcher("/login")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .formLogin(form -> form.loginPage("/login").successHandler(onwards).failureUrl("/login?wrong"))
                .securityContext(context -> context.securityContextRepository(knownHere))
                .requestCache(cache -> cache.requestCache(askedHere))
                .csrf(AbstractHttpConfigurer::disable)
                .addFilterBefore(ownPagesOnly, SecurityContextHolderFilter.class)
                .headers(SecurityHeaders::on)
                .build();
    }

    @Bean
    UserDetailsService accounts(LocalPeople people) {
        return id -> people.find(id)
                .map(person -> User.withUsername(person.id()).password("{noop}" + person.password()).authorities(List.of()).build())
                .orElseThrow(() -> new UsernameNotFoundException("Nobody of that name"));
    }

    @Bean
    RegisteredClientRepository clients(LocalPeople people, PublicUrl publicUrl) {
        List<RegisteredClient> clients = new ArrayList<>();
        clients.add(RegisteredClient.withId("gateway")
                .clientId("gateway")
                .clientSecret("{noop}" + gatewaySecret)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(publicUrl.at("/login/oauth2/code/" + Entrances.REGISTRATION))
                .scope(OidcScopes.OPENID).scope(OidcScopes.PROFILE)
                .clientSettings(ClientSettings.builder().requireProofKey(true).requireAuthorizationConsent(false).build())
                .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(A_DAYS_WORK).build())
                .build());
        people.services().forEach((service, secret) -> clients.add(ofItsOwn(service, secret)));
        // So that a script can act as a demo person: client id and secret are the person's name and password.
        people.people().forEach(person -> clients.add(ofItsOwn(person.id(), person.password())));
        return new InMemoryRegisteredClientRepository(clients);
    }

    private static RegisteredClient ofItsOwn(String id, String secret) {
        return RegisteredClient.withId(id)
                .clientId(id)
                .clientSecret("{noop}" + secret)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(A_DAYS_WORK).build())
                .build();
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> whatATokenSays(LocalPeople people) {
        return context -> context.getClaims().claims(claims -> claims.putAll(people.claims(context.getPrincipal().getName())));
    }

    @Bean
    OAuth2AuthorizationService recentAuthorizations() {
        return new RecentAuthorizations();
    }

    @Bean
    AuthorizationServerSettings issuerSettings(@Value("${foramen.issuer}") String issuer) {
        return AuthorizationServerSettings.builder().issuer(issuer).build();
    }

    @Bean
    JWKSource<SecurityContext> signingKeys(LocalPeople people) {
        return new ImmutableJWKSet<>(SigningKeys.in(people.signingKeys()));
    }

    /** Its addresses are written down: at this moment the issuer cannot yet be asked for them. */
    @Bean
    ClientRegistrationRepository provider(PublicUrl publicUrl, @Value("${foramen.issuer}") String issuer, @Value("${server.port}") int port) {
        String inside = "http://127.0.0.1:" + port;
        return new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId(Entrances.REGISTRATION)
                .clientName("Foramen")
                .clientId("gateway")
                .clientSecret(gatewaySecret)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(publicUrl.at("/login/oauth2/code/" + Entrances.REGISTRATION))
                .scope(OidcScopes.OPENID, OidcScopes.PROFILE)
                .authorizationUri(publicUrl.at("/oauth2/authorize"))
                .tokenUri(inside + "/oauth2/token")
                .jwkSetUri(inside + "/oauth2/jwks")
                .issuerUri(issuer)
                .userNameAttributeName("sub")
                .build());
    }

    @Bean
    LogoutSuccessHandler signedOut() {
        var handler = new SimpleUrlLogoutSuccessHandler();
        handler.setDefaultTargetUrl("/signed-out");
        return handler;
    }

    @Bean
    FormTargets formTargets() {
        return new FormTargets();
    }

    /** {@code localhost} and {@code 127.0.0.1} are two sites to a browser; the one of the public address is meant. */
    @Bean
    FilterRegistrationBean<OneHostName> oneHostName(PublicUrl publicUrl) {
        var registration = new FilterRegistrationBean<>(new OneHostName(publicUrl));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
        return registration;
    }
}
