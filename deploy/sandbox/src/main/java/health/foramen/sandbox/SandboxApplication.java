package health.foramen.sandbox;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.core.env.Profiles;

/** Starts the sandbox, in profile {@code local} and nowhere else: an open inbox has no place near patients. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SandboxApplication {

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(SandboxApplication.class);
        application.addInitializers(context -> {
            if (!context.getEnvironment().acceptsProfiles(Profiles.of("local"))) {
                throw new SandboxRefused();
            }
        });
        application.run(arguments);
    }
}
