package health.foramen.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TraceTest {

    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void anEventKeepsTheTraceInWhichItWasMade() {
        try (var _ = Trace.continued(headers(PARENT))) {
            assertThat(anEvent().trace()).contains(PARENT);
        }
    }

    @Test
    void anEventWaitsInItsDocumentWithItsTrace() {
        try (var _ = Trace.continued(headers(PARENT))) {
            assertThat(OutboxEvent.from(anEvent().toDocument()).trace()).contains(PARENT);
        }
    }

    @Test
    void outsideAnyTraceNothingIsKept() {
        assertThat(anEvent().trace()).isEmpty();
        assertThat(anEvent().toDocument()).doesNotContainKey("trace");
    }

    @Test
    void aRecordWithoutATraceDoesNotInheritThatOfTheOneBefore() {
        try (var _ = Trace.continued(headers(PARENT)); var _ = Trace.continued(new RecordHeaders())) {
            assertThat(Trace.current()).isEmpty();
        }
    }

    @Test
    void aMalformedTraceIsNone() {
        for (String malformed : new String[] {"", "00", "00-zz-00f067aa0ba902b7-01", "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "x".repeat(5_000)}) {
            try (var _ = Trace.continued(headers(malformed))) {
                assertThat(Span.current().getSpanContext().isValid()).as(malformed).isFalse();
            }
        }
    }

    @Test
    void onlyASampledTraceIsFollowed() {
        assertThat(Trace.isFollowed(headers(PARENT))).isTrue();
        assertThat(Trace.isFollowed(headers(PARENT.replaceAll("01$", "00")))).isFalse();
        assertThat(Trace.isFollowed(new RecordHeaders())).isFalse();
        assertThat(Trace.isFollowed(headers("00"))).isFalse();
    }

    private static OutboxEvent anEvent() {
        return OutboxEvent.of("knee.bent.v1", "left", 1, Instant.parse("2026-11-30T15:00:00Z"), "bent");
    }

    private static Headers headers(String parent) {
        return new RecordHeaders().add(Trace.HEADER, parent.getBytes(StandardCharsets.UTF_8));
    }
}
