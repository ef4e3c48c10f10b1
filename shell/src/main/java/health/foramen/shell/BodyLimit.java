package health.foramen.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * No request may fill the memory. A body that says its length is refused before a byte is read; one that does not (chunked) is
 * counted while it is read. Multipart uploads have a limit of their own ({@code spring.servlet.multipart}).
 */
final class BodyLimit extends OncePerRequestFilter {

    private final long limit;
    private final ProblemWriter problems;

    BodyLimit(DataSize limit, ProblemWriter problems) {
        this.limit = limit.toBytes();
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.regionMatches(true, 0, "multipart/", 0, "multipart/".length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        long told = request.getContentLengthLong();
        if (told > limit) {
            problems.write(Refusing.tooLarge(), request, response);
            return;
        }
        if (told >= 0) {
            chain.doFilter(request, response);
            return;
        }
        var counted = new Counted(request);
        try {
            chain.doFilter(counted, response);
        } catch (IOException | ServletException | RuntimeException thrown) {
            if (!counted.exceeded) {
                throw thrown;
            }
        }
        if (counted.exceeded && !response.isCommitted() && response.getStatus() != 413) {
            response.reset();
            problems.write(Refusing.tooLarge(), request, response);
        }
    }

    private final class Counted extends HttpServletRequestWrapper {

        private ServletInputStream stream;
        private boolean exceeded;

        Counted(HttpServletRequest request) {
            super(request);
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
