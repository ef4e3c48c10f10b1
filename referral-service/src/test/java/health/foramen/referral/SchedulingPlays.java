package health.foramen.referral;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Scheduling-service, as far as this service asks it: what its sites are called and who works there. */
final class SchedulingPlays {

    static final AtomicInteger ASKED = new AtomicInteger();

    private static final String SITES = """
            {"sites":[
             {"siteId":"lakeside","version":%d,"name":"%s","setting":"surgery-center","zone":"America/Chicago","rooms":[],
              "clinicians":[{"id":"dr.haddad","name":"Dr. Leila Haddad","procedures":["transforaminal-lumbar-sacral","consultation"]},
                            {"id":"dr.weiss","name":"Dr. Ruth Weiss","procedures":["consultation"]}]},
             {"siteId":"st-anne","version":1,"name":"St. Anne Hospital","setting":"hospital","zone":"America/Chicago","rooms":[],
              "clinicians":[{"id":"dr.osei","name":"Dr. Kofi Osei","procedures":["facet-lumbar-sacral"]}]}]}
            """;
    private static final AtomicReference<String> ANSWER = new AtomicReference<>(SITES.formatted(1, "Lakeside Surgery Center"));
    private static final HttpServer SERVER = start();

    private SchedulingPlays() {
    }

    static String address() {
        return "http://127.0.0.1:" + SERVER.getAddress().getPort();
    }

    static void calls(String lakeside, long version) {
        ANSWER.set(SITES.formatted(version, lakeside));
    }

    private static HttpServer start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/api/sites", exchange -> {
                ASKED.incrementAndGet();
                var allowed = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")).startsWith("Bearer ");
                var body = (allowed ? ANSWER.get() : "{}").getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(allowed ? 200 : 401, body.length);
                try (var out = exchange.getResponseBody()) {
                    out.write(body);
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
