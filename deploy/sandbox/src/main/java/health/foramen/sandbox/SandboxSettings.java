package health.foramen.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the sandbox keeps things and whom it asks.
 *
 * @param data          its folder
 * @param clockFile     the file that holds business time, the same for all processes
 * @param smtpPort      where mail comes in
 * @param notification  the notification service
 * @param tokenEndpoint where the sandbox gets its own token
 * @param secret        of the client {@code sandbox}
 * @param zone          in which the pages show time
 */
@ConfigurationProperties("foramen.sandbox")
public record SandboxSettings(Path data, Path clockFile, int smtpPort, URI notification, URI tokenEndpoint, String secret, ZoneId zone) {
}
