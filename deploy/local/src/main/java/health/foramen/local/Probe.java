package health.foramen.local;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.RequestHeader;

/// The question whose answer shows that a process can do its work. A listening port alone does not.
sealed interface Probe {

    /// Milliseconds that a healthy process on a busy machine may take to answer.
    int PATIENCE = 2_000;

    boolean isReady();

    /// Spring Boot's readiness: 200 when the service says it can work.
    record Http(String url) implements Probe {
        @Override
        public boolean isReady() {
            try {
                var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
                connection.setConnectTimeout(PATIENCE);
                connection.setReadTimeout(PATIENCE);
                try {
                    return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
                } finally {
                    connection.disconnect();
                }
            } catch (IOException e) {
                return false;
            }
        }
    }

    /// The store's greeting: `{hello: 1, $db: "admin"}` as one OP_MSG, and any reply to it.
    record Mongo(int port) implements Probe {

        private static final int OP_MSG = 2013;

        @Override
        public boolean isReady() {
            try (var socket = connect(port)) {
                socket.getOutputStream().write(hello());
                var header = ByteBuffer.wrap(socket.getInputStream().readNBytes(16)).order(ByteOrder.LITTLE_ENDIAN);
                return header.limit() == 16 && header.getInt(12) == OP_MSG;
            } catch (IOException e) {
                return false;
            }
        }

        private static byte[] hello() {
            var message = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
            message.putInt(0).putInt(1).putInt(0).putInt(OP_MSG).putInt(0).put((byte) 0);
            int document = message.position();
            message.putInt(0);
            message.put((byte) 0x10).put(text("hello")).putInt(1);
            message.put((byte) 0x02).put(text("$db")).putInt(6).put(text("admin"));
            message.put((byte) 0);
            message.putInt(document, message.position() - document).putInt(0, message.position());
            var bytes = new byte[message.position()];
            message.flip().get(bytes);
            return bytes;
        }

        private static byte[] text(String text) {
            return (text + "\0").getBytes(StandardCharsets.US_ASCII);
        }
    }

    /// The broker's own word that it takes part: it lists itself in the metadata only once the controller has let it in.
    record Kafka(int port) implements Probe {
        @Override
        public boolean isReady() {
            try (var socket = connect(port)) {
                short version = ApiKeys.METADATA.latestVersion();
                var request = new MetadataRequest(new MetadataRequestData().setTopics(List.of()).setAllowAutoTopicCreation(false), version);
                var header = new RequestHeader(ApiKeys.METADATA, version, "foramen", 1);
                send(request.serializeWithHeader(header), socket.getOutputStream());
                var answer = (MetadataResponse) AbstractResponse.parseResponse(receive(new DataInputStream(socket.getInputStream())), header);
                return !answer.brokers().isEmpty();
            } catch (IOException | RuntimeException notYetOrNotKafka) {
                return false;
            }
        }

        private static void send(ByteBuffer request, OutputStream out) throws IOException {
            var framed = ByteBuffer.allocate(4 + request.remaining());
            framed.putInt(request.remaining()).put(request);
            out.write(framed.array());
        }

        private static ByteBuffer receive(DataInputStream in) throws IOException {
            return ByteBuffer.wrap(in.readNBytes(in.readInt()));
        }
    }

    private static Socket connect(int port) throws IOException {
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE);
            socket.setSoTimeout(PATIENCE);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
