package health.foramen.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    private static final byte[] NOTHING = {};

    private final ConcurrentSkipListSet<Integer> clientPorts = new ConcurrentSkipListSet<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/echo", exchange -> {
            clientPorts.add(exchange.getRemoteAddress().getPort());
            var said = exchange.getRequestHeaders().getFirst("X-Said") + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            exchange.getResponseHeaders().add("X-Method", exchange.getRequestMethod());
            exchange.sendResponseHeaders(201, said.getBytes(UTF_8).length);
            exchange.getResponseBody().write(said.getBytes(UTF_8));
            exchange.close();
        });
        server.createContext("/chunked", exchange -> {
            clientPorts.add(exchange.getRemoteAddress().getPort());
            exchange.sendResponseHeaders(200, 0);
            for (int part = 0; part < 3; part++) {
                exchange.getResponseBody().write(("part " + part + "\n").repeat(1_000).getBytes(UTF_8));
                exchange.getResponseBody().flush();
            }
            exchange.close();
        });
        server.createContext("/empty", exchange -> {
            clientPorts.add(exchange.getRemoteAddress().getPort());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.createContext("/last", exchange -> {
            exchange.getResponseHeaders().add("Connection", "close");
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Connection connection() {
        return new Connection(server.getAddress().getPort());
    }

    @Test
    void aQuestionArrivesAndItsAnswerComesBack() throws Exception {
        try (var connection = connection()) {
            var answer = connection.ask("POST", "/echo", Map.of("X-Said", "hello"), "wörld".getBytes(UTF_8)).expect(201);
            assertThat(answer.text()).isEqualTo("hello wörld");
            assertThat(answer.headers()).containsEntry("x-method", "POST");
        }
    }

    @Test
    void anAnswerInChunksIsPutTogether() throws Exception {
        try (var connection = connection()) {
            assertThat(connection.ask("GET", "/chunked", Map.of(), NOTHING).text().lines()).hasSize(3_000).endsWith("part 2");
        }
    }

    @Test
    void manyQuestionsTravelOnOneConnection() throws Exception {
        try (var connection = connection()) {
            for (int i = 0; i < 20; i++) {
                connection.ask("POST", "/echo", Map.of("X-Said", "again"), NOTHING).expect(201);
                connection.ask("GET", "/chunked", Map.of(), NOTHING).expect(200);
                connection.ask("DELETE", "/empty", Map.of(), NOTHING).expect(204);
            }
        }
        assertThat(clientPorts).hasSize(1);
    }

    @Test
    void aConnectionThatTheServerEndedIsOpenedAnew() throws Exception {
        try (var connection = connection()) {
            connection.ask("GET", "/last", Map.of(), NOTHING).expect(200);
            connection.ask("GET", "/last", Map.of(), NOTHING).expect(200);
        }
    }

    @Test
    void anUnexpectedStatusIsSaidWithItsBody() throws Exception {
        try (var connection = connection()) {
            var answer = connection.ask("POST", "/echo", Map.of("X-Said", "slot"), "no longer available".getBytes(UTF_8));
            assertThatExceptionOfType(Answer.UnexpectedAnswer.class).isThrownBy(() -> answer.expect(409))
                    .withMessage("201 instead of 409: slot no longer available");
        }
    }
}
