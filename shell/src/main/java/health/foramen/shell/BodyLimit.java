package health.foramen.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import health.foramen.safeguard.Reader;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * No request may fill the memory. A body that says its length is refused before a byte is read; one that does not (chunked) is
 * counted while it is read. Only the addresses that take files let a multipart body be larger; anywhere else it is held to the same limit, and
 * has to say its length, because the server takes parts off the wire before they could be counted.
 */
final class BodyLimit extends OncePerRequestFilter {

    private final long usual;
    private final List<PathPattern> uploads;
    private final long upload;
    private final ProblemWriter problems;

    /** @param uploads path patterns of the addresses that take files, {@code upload} their limit */
    BodyLimit(DataSize limit, List<String> uploads, DataSize upload, ProblemWriter problems) {
        this.usual = limit.toBytes();
        this.uploads = uploads.stream().map(path -> PathPatternParser.defaultInstance.parse(path.strip())).toList();
        this.upload = upload.toBytes();
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        boolean parts = isMultipart(request);
        boolean file = parts && takesFiles(request);
        long limit = file ? upload : usual;
        long told = request.getContentLengthLong();
        if (told > limit) {
            refuse(Refusing.tooLarge(), request, response);
            return;
        }
        if (told >= 0) {
            chain.doFilter(request, response);
            return;
        }
        if (parts && !file) {
            refuse(Problem.of(HttpStatus.LENGTH_REQUIRED, "length-required", "A body in parts has to say its length here."), request, response);
            return;
        }
        var counted = new Counted(request, limit);
        try {
            chain.doFilter(counted, response);
        } catch (IOException | ServletException | RuntimeException thrown) {
            if (!counted.exceeded) {
                throw thrown;
            }
        }
        if (counted.exceeded && !response.isCommitted() && response.getStatus() != 413) {
            response.reset();
            refuse(Refusing.tooLarge(), request, response);
        }
    }

    /** A person reads the page of the last resort. */
    private void refuse(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (Reader.isAPerson(request)) {
            response.sendError(problem.status().value());
        } else {
            problems.write(problem, request, response);
        }
    }

    private static boolean isMultipart(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.regionMatches(true, 0, "multipart/", 0, "multipart/".length());
    }

    private boolean takesFiles(HttpServletRequest request) {
        var path = PathContainer.parsePath(request.getRequestURI());
        return uploads.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private static final class Counted extends HttpServletRequestWrapper {

        private final long limit;
        private ServletInputStream stream;
        private boolean exceeded;

        Counted(HttpServletRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (stream == null) {
                stream = new CountedStream(super.getInputStream());
            }
            return stream;
        }

        @Override
        public BufferedReader getReader() throws IOException {
            Charset charset = getCharacterEncoding() == null ? StandardCharsets.UTF_8 : Charset.forName(getCharacterEncoding());
            return new BufferedReader(new InputStreamReader(getInputStream(), charset));
        }

        private final class CountedStream extends ServletInputStream {

            private final ServletInputStream source;
            private long read;

            CountedStream(ServletInputStream source) {
                this.source = source;
            }

            private int counted(int bytes) throws BodyTooLarge {
                read += Math.max(bytes, 0);
                if (read > limit) {
                    exceeded = true;
                    throw new BodyTooLarge(limit);
                }
                return bytes;
            }

            @Override
            public int read() throws IOException {
                int next = source.read();
                counted(next < 0 ? 0 : 1);
                return next;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return counted(source.read(into, offset, length));
            }

            @Override
            public boolean isFinished() {
                return source.isFinished();
            }

            @Override
            public boolean isReady() {
                return source.isReady();
            }

            @Override
            public void setReadListener(ReadListener listener) {
                source.setReadListener(listener);
            }
        }
    }
}
