package health.foramen.scheduling;

import health.foramen.scheduling.job.WorkingOffJobs;
import health.foramen.scheduling.openings.DayBoards;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks for jobs that nobody works on: those just added here, and those whose worker is gone. */
final class JobBeat implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JobBeat.class);
    private static final Duration EVERY = Duration.ofMillis(400);

    private final WorkingOffJobs jobs;
    private final DayBoards boards;
    private ScheduledExecutorService beats;

    JobBeat(WorkingOffJobs jobs, DayBoards boards) {
        this.jobs = jobs;
        this.boards = boards;
    }

    @Override
    public void start() {
        beats = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("jobs").daemon().factory());
        beats.scheduleWithFixedDelay(this::beat, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat() {
        try {
            // Without a picture of the days nobody would find another place.
            if (boards.ready()) {
                jobs.look();
            }
        } catch (RuntimeException e) {
            LOG.warn("jobs skipped a beat: {}", e.toString());
        }
    }

    @Override
    public void stop() {
        beats.shutdownNow();
        try {
            jobs.stop();
        } catch (RuntimeException e) {
            LOG.warn("what this instance worked on waits for its lease to run out: {}", e.toString());
        }
        beats = null;
    }

    @Override
    public boolean isRunning() {
        return beats != null;
    }

    /** After the days were read. */
    @Override
    public int getPhase() {
        return -800;
    }
}
