package health.foramen.notification.journey.store;

import health.foramen.notification.journey.Channel;
import health.foramen.notification.journey.Pulse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** As meters. */
public final class MicrometerPulse implements Pulse {

    private record Key(Channel channel, String state) {
    }

    private final MeterRegistry meters;
    private final Map<Key, Counter> messages = new ConcurrentHashMap<>();
    private final Map<Channel, Timer> lags = new ConcurrentHashMap<>();
    private final Counter postedAgain;

    public MicrometerPulse(MeterRegistry meters) {
        this.meters = meters;
        this.postedAgain = Counter.builder("foramen.mail.repeats").description("E-mails that a reader may have twice, under one Message-ID").register(meters);
    }

    @Override
    public void became(Channel channel, String state) {
        messages.computeIfAbsent(new Key(channel, state), key -> Counter.builder("foramen.messages").description("Messages that came to this state")
                .tag("channel", key.channel().word()).tag("state", key.state()).register(meters)).increment();
    }

    @Override
    public void late(Channel channel, Duration lag) {
        lags.computeIfAbsent(channel, one -> Timer.builder("foramen.dispatch.lag").description("From a message's hour until it was taken in hand")
                .tag("channel", one.word()).publishPercentiles(0.5, 0.99).register(meters)).record(lag.isNegative() ? Duration.ZERO : lag);
    }

    @Override
    public void postedAgain() {
        postedAgain.increment();
    }
}
