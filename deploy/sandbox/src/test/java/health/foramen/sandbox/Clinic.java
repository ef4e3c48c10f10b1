package health.foramen.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import health.foramen.sandbox.text.Signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A clinic's server: hears signed forms and answers as it was told. */
public final class Clinic implements AutoCloseable {

    public record Heard(String path, TreeMap<String, String> form) {
    }

    private final HttpServer server;
    private final Signature signature;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private volatile String answer = "";

    public Clinic(String authToken) {
        signature = new Signature(authToken);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
        server.createContext("/", this::hear);
        server.start();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public void answers(String twiml) {
        answer = twiml;
    }

    /** The next form that reached the clinic; fails when none comes. */
    public Heard next() {
        try {
            Heard next = heard.poll(10, TimeUnit.SECONDS);
            assertThat(next).as("a webhook").isNotNull();
            return next;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    public int waiting() {
        return heard.size();
    }

    private void hear(HttpExchange exchange) throws IOException {
        try (exchange) {
            TreeMap<String, String> form = new TreeMap<>();
            for (String field : new String(exchange.getRequestBody().readAllBytes(), UTF_8).split("&")) {
                String[] parts = field.split("=", 2);
                form.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
            }
            boolean genuine = signature.of(url(exchange.getRequestURI().toString()), form)
                    .equals(exchange.getRequestHeaders().getFirst("X-Twilio-Signature"));
            if (genuine) {
                heard.add(new Heard(exchange.getRequestURI().getPath(), form));
            }
            byte[] body = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(genuine ? 200 : 403, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
