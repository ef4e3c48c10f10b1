package health.foramen.gateway;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Outside the demo clinic. */
class StartIT {

    @Test
    void withoutAnIssuerTheGatewayDoesNotStartAndSaysWhy() {
        assertThatThrownBy(() -> new SpringApplication(GatewayApplication.class).run("--server.port=0", "--logging.level.root=OFF"))
                .rootCause().hasMessageContaining("FORAMEN_ISSUER").hasMessageNotContaining("\n");
    }

    @Test
    void withAnIssuerOfYourOwnThereAreNoDemoPeople() throws Exception {
        int port = GatewayIT.freePort();
        try (var gateway = new SpringApplication(GatewayApplication.class).run("--server.port=" + port, "--server.address=127.0.0.1",
                "--foramen.issuer=https://id.example.org/clinic", "--foramen.public-url=http://127.0.0.1:" + port)) {
            assertThat(gateway.containsBean("accounts")).isFalse();
            assertThat(gateway.getEnvironment().getProperty("foramen.issuer")).isEqualTo("https://id.example.org/clinic");
            assertThat(gateway.getEnvironment().containsProperty("foramen.local.people[0].id")).isFalse();
        }
    }
}
