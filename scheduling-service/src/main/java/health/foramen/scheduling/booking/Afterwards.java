package health.foramen.scheduling.booking;

import health.foramen.scheduling.worklist.Worklist;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/**
 * What need not be waited for once a booking has landed: its line in the agenda becomes settled, its item leaves the
 * worklist. Many bookings share one write. What a crash loses here, {@link Settling} finds.
 */
public final class Afterwards implements Runnable, AutoCloseable {

    /** As many as one write takes. */
    private static final int AT_ONCE = 200;

    public record Landed(Agendas.Line line, String item, Worklist.Closing closing) {
    }

    private final Agendas agendas;
    private final Worklist worklist;
    private final BlockingQueue<Landed> landed = new LinkedBlockingQueue<>();
    private volatile boolean closed;
    private final Thread thread = Thread.ofPlatform().name("afterwards").daemon().unstarted(this);

    public Afterwards(Agendas agendas, Worklist worklist) {
        this.agendas = agendas;
        this.worklist = worklist;
    }

    public void start() {
        thread.start();
    }

    public void landed(Landed one) {
        landed.add(one);
    }

    @Override
    public void run() {
        while (!closed || !landed.isEmpty()) {
            try {
                var some = new ArrayList<Landed>();
                some.add(landed.take());
                landed.drainTo(some, AT_ONCE - 1);
                settle(some);
            } catch (InterruptedException _) {
                closed = true;
            }
        }
    }

    private void settle(List<Landed> some) {
        try {
            agendas.settle(some.stream().map(Landed::line).toList());
            worklist.close(some.stream().collect(Collectors.toMap(Landed::item, Landed::closing, (_, last) -> last)));
        } catch (RuntimeException e) {
            // The store is away: the intents stay unsettled in it, which is what the sweeper looks for.
            System.getLogger(Afterwards.class.getName()).log(System.Logger.Level.WARNING, () -> some.size() + " bookings left to the sweeper: " + e);
        }
    }

    /** What was put before is still settled. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(3_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
