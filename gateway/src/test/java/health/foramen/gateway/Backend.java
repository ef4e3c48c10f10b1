package health.foramen.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A service behind the gateway that writes down what reached it. It can be away and come back at the same port. */
final class Backend implements AutoCloseable {

    record Heard(String method, String path, String authorization, String cookie, String contentType, String body) {
    }

    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int port;

    Backend() throws IOException {
        comeBack();
    }

    void comeBack() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        port = server.getAddress().getPort();
    }

    void goAway() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        heard.add(new Heard(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers.getFirst("Authorization"),
                headers.getFirst("Cookie"), headers.getFirst("Content-Type"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        if (exchange.getRequestURI().getPath().endsWith("/moved")) {
            exchange.getResponseHeaders().set("Location", "/worklist");
            exchange.sendResponseHeaders(303, -1);
            exchange.close();
            return;
        }
        byte[] body = ("heard " + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.getResponseHeaders().set("ETag", "\"7\"");
        exchange.sendResponseHeaders(exchange.getRequestURI().getPath().endsWith("/new") ? 201 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    List<Heard> heard() {
        return heard;
    }

    Heard last() {
        return heard.getLast();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        goAway();
    }
}
