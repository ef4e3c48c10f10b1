package health.foramen.gateway;

import java.net.URI;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** The address that people type: no path, no slash at its end. */
@ConfigurationProperties("foramen")
public record PublicUrl(URI publicUrl) {

    public PublicUrl {
        if (publicUrl == null || publicUrl.getHost() == null || publicUrl.getScheme() == null || !publicUrl.getPath().isEmpty()) {
            throw new IllegalArgumentException("FORAMEN_PUBLIC_URL is the address that people type, as https://foramen.example.org, not " + publicUrl);
        }
    }

    public String at(String path) {
        return publicUrl + path;
    }

    public boolean isOrigin(String origin) {
        return publicUrl.toString().equalsIgnoreCase(origin);
    }

    public boolean isHttps() {
        return "https".equalsIgnoreCase(publicUrl.getScheme());
    }
}
