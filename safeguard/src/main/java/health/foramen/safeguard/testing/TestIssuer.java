package health.foramen.safeguard.testing;

import com.nimbusds.jose.JOSEException;
import health.foramen.safeguard.Role;
import health.foramen.safeguard.ServiceTokens;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** {@code @Import(TestIssuer.class)}: the service under test believes {@link TestTokens} and has a service token of its own. */
@Configuration(proxyBeanMethods = false)
public class TestIssuer {

    @Bean
    JwtDecoder jwtDecoder() throws JOSEException {
        var decoder = NimbusJwtDecoder.withPublicKey(TestTokens.KEY.toRSAPublicKey()).build();
        decoder.setJwtValidator(JwtValidators.createDefaultWithIssuer(TestTokens.ISSUER));
        return decoder;
    }

    @Bean
    ServiceTokens serviceTokens() {
        return () -> TestTokens.bearer("service-under-test", Role.SERVICE);
    }
}
