package health.foramen.outbox;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A broker held in the hand: it can go away, come back, or lose an answer after it has taken the event. */
final class HandBroker implements EventBroker {

    final List<OutboxEvent> taken = new CopyOnWriteArrayList<>();
    final AtomicInteger knocks = new AtomicInteger();
    volatile boolean away;
    volatile boolean losesAnswers;

    @Override
    public CompletableFuture<Void> send(OutboxEvent event) {
        knocks.incrementAndGet();
        if (away) {
            return CompletableFuture.failedFuture(new IllegalStateException("nobody answers"));
        }
        taken.add(event);
        return losesAnswers ? CompletableFuture.failedFuture(new IllegalStateException("the answer was lost")) : CompletableFuture.completedFuture(null);
    }

    List<Long> sequencesOf(String key) {
        return taken.stream().filter(event -> event.key().equals(key)).map(OutboxEvent::sequence).toList();
    }
}
