package health.foramen.scheduling;

import health.foramen.local.testing.RealParts;
import health.foramen.safeguard.testing.TestIssuer;
import health.foramen.scheduling.permit.Card;
import health.foramen.scheduling.permit.CardOwner;
import health.foramen.scheduling.permit.Permits;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole service on a real store and a real broker, one for all tests that extend this. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, classes = {SchedulingApplication.class, ServiceIT.Surroundings.class})
@ActiveProfiles({"local", "test"})
public abstract class ServiceIT {

    private static final String STORE = RealParts.freshMongoUri();

    @LocalServerPort
    private int port;
    @Autowired
    protected ApplicationContext context;
    @Autowired
    protected MovableTime time;
    @Autowired
    protected OwnersWord owner;
    protected Desk desk;

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) {
        registry.add("spring.mongodb.uri", () -> STORE);
        registry.add("spring.kafka.bootstrap-servers", RealParts::kafkaBootstrapServers);
    }

    @BeforeEach
    void sitAtTheDesk() {
        desk = new Desk(port, context);
    }

    @Configuration(proxyBeanMethods = false)
    @Import(TestIssuer.class)
    static class Surroundings {

        @Bean
        @Primary
        MovableTime movableTime() {
            return new MovableTime(Cast.NOW);
        }

        @Bean
        @Primary
        OwnersWord ownersWord(Permits permits) {
            return new OwnersWord(permits);
        }

        /** Referral-service, as far as names go: everybody is known. */
        @Bean
        @Primary
        CardOwner everybodyIsKnown(Clock clock) {
            return patients -> patients.stream().collect(Collectors.toMap(Function.identity(),
                    id -> new Card.Words("Miriam", "Stone", "M. S.", Optional.of(LocalDate.of(1961, 4, 17)), "en", clock.instant())));
        }
    }
}
