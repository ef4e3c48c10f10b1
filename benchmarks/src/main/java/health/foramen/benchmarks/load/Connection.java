package health.foramen.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// One HTTP/1.1 connection that asks one thing at a time, as a browser's tab does.
///
/// It is as bare as the protocol allows: load generator and suite share the same few cores, and what the generator does not
/// spend is there for the suite. It speaks to this machine only.
public final class Connection implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /// Servers hang up on a connection that was quiet for long; one that was quiet for less is used again.
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final byte[] NOTHING = {};

    private final int port;
    private final Duration patience;
    private Socket socket;
    private InputStream in;
    private long lastUsed;

    /// Opens nothing yet.
    public Connection(int port) {
        this(port, PATIENCE);
    }

    /// @param patience so long an answer may take
    public Connection(int port, Duration patience) {
        this.port = port;
        this.patience = patience;
    }

    /// Opens the connection ahead of the first question, so that this is not measured with it.
    public Connection open() throws IOException {
        if (socket == null || System.nanoTime() - lastUsed > QUIET.toNanos()) {
            close();
            socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) patience.toMillis());
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
            in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
            lastUsed = System.nanoTime();
        }
        return this;
    }

    public Answer ask(String method, String path, Map<String, String> headers, byte[] body) throws IOException {
        open();
        try {
            socket.getOutputStream().write(question(method, path, headers, body));
            var answer = answer();
            lastUsed = System.nanoTime();
            if ("close".equalsIgnoreCase(answer.headers().get("connection"))) {
                close();
            }
            return answer;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private byte[] question(String method, String path, Map<String, String> headers, byte[] body) throws IOException {
        var head = new StringBuilder(256).append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1:").append(port).append("\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (body.length > 0 || !method.equals("GET")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        var bytes = new ByteArrayOutputStream(head.length() + 2 + body.length);
        bytes.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.write(body);
        return bytes.toByteArray();
    }

    private Answer answer() throws IOException {
        int status;
        Map<String, String> headers;
        do {
            status = Integer.parseInt(line().split(" ", 3)[1]);
            headers = headers();
        } while (status < 200);
        return new Answer(status, headers, status == 204 || status == 304 ? NOTHING : body(headers));
    }

    private Map<String, String> headers() throws IOException {
        var headers = new LinkedHashMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var colon = line.indexOf(':');
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.containsKey("content-length")) {
            return exactly(Integer.parseInt(headers.get("content-length")));
        }
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return chunks();
        }
        return in.readAllBytes();
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(exactly(size));
            line();
        }
        headers();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    }

    private byte[] exactly(int size) throws IOException {
        var bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("The server hung up in the middle of an answer");
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The server hung up");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException _) {
                // It is gone either way.
            }
            socket = null;
        }
    }
}
