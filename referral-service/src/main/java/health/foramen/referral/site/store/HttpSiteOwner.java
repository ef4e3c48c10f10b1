package health.foramen.referral.site.store;

import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Setting;
import health.foramen.referral.site.KnownSite;
import health.foramen.referral.site.KnownSite.Clinician;
import health.foramen.referral.site.SiteOwner;
import health.foramen.safeguard.ServiceTokens;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Asks scheduling-service. */
public final class HttpSiteOwner implements SiteOwner {

    /** Only what is read. */
    private record Answer(List<Told> sites) {
    }

    private record Told(String siteId, long version, String name, String setting, List<Clinician> clinicians) {

        Optional<KnownSite> site() {
            return siteId == null || name == null || setting == null ? Optional.empty()
                    : Coded.of(Setting.class, setting).map(kind -> new KnownSite(siteId, version, name, kind, clinicians == null ? List.of() : clinicians));
        }
    }

    private final RestClient scheduling;

    public HttpSiteOwner(String url, ServiceTokens tokens) {
        var client = new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build());
        client.setReadTimeout(Duration.ofSeconds(5));
        this.scheduling = RestClient.builder().baseUrl(url).requestFactory(client).requestInterceptor(tokens.onEveryRequest()).build();
    }

    @Override
    public List<KnownSite> all() {
        try {
            var answer = scheduling.get().uri("/api/sites").retrieve().body(Answer.class);
            return Stream.ofNullable(answer).map(Answer::sites).flatMap(sites -> sites == null ? Stream.empty() : sites.stream())
                    .map(Told::site).flatMap(Optional::stream).toList();
        } catch (RuntimeException e) {
            throw new Away("scheduling-service did not tell its sites: " + e, e);
        }
    }
}
