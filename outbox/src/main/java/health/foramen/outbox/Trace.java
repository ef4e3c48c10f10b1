package health.foramen.outbox;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The thread of cause and effect, as W3C Trace Context writes it. A request's trace is kept with the event that it made, rides in
 * the record's {@code traceparent}, and is taken up by whoever applies the event. Where nobody traces, nothing is kept.
 */
final class Trace {

    static final String HEADER = "traceparent";

    private static final TextMapGetter<Headers> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Headers headers) {
            return List.of(HEADER);
        }

        @Override
        public String get(Headers headers, String name) {
            Header header = headers == null ? null : headers.lastHeader(name);
            return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.US_ASCII);
        }
    };

    private Trace() {
    }

    /** The trace that this thread is working on. */
    static Optional<String> current() {
        Map<String, String> carrier = HashMap.newHashMap(2);
        W3CTraceContextPropagator.getInstance().inject(Context.current(), carrier, Map::put);
        return Optional.ofNullable(carrier.get(HEADER));
    }

    /** Works on the trace that the record belongs to, until it is closed. A malformed one is no trace. */
    static Scope continued(Headers headers) {
        return of(headers).makeCurrent();
    }

    /** Whether somebody follows the trace that the record belongs to; of most nobody does. */
    static boolean isFollowed(Headers headers) {
        return Span.fromContext(of(headers)).getSpanContext().isSampled();
    }

    private static Context of(Headers headers) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, HEADERS);
    }
}
