package health.foramen.scheduling.job;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Works jobs off, a few at a time. Called every half second and whenever one was added. A step that breaks down (the store was away)
 * is tried again; one that breaks down three times is noted as failed, so that it does not keep the others waiting.
 */
public final class WorkingOffJobs {

    /** A holder that has not noted anything for as long is gone: no step takes as long. Real time. */
    static final Duration LEASE = Duration.ofSeconds(10);
    private static final int TRIES = 3;
    private static final int AT_ONCE = 3;

    private final Jobs jobs;
    private final Map<String, Worker> workers;
    private final String holder;
    private final InstantSource business;
    private final InstantSource real;
    private final ExecutorService threads;
    private final AtomicInteger busy = new AtomicInteger();
    private volatile boolean stopped;

    /** @param holder this instance, by a name that no other has */
    public WorkingOffJobs(Jobs jobs, List<Worker> workers, String holder, InstantSource business, InstantSource real, ExecutorService threads) {
        this.jobs = jobs;
        this.workers = workers.stream().collect(Collectors.toMap(Worker::kind, Function.identity()));
        this.holder = holder;
        this.business = business;
        this.real = real;
        this.threads = threads;
    }

    /** Takes what nobody works on, as long as there are hands. */
    public void look() {
        while (!stopped && busy.get() < AT_ONCE) {
            Optional<Job> claimed = jobs.claim(holder, real.instant(), real.instant().plus(LEASE));
            if (claimed.isEmpty()) {
                return;
            }
            busy.incrementAndGet();
            threads.execute(() -> {
                try {
                    workOff(claimed.get());
                } catch (RuntimeException e) {
                    System.getLogger(WorkingOffJobs.class.getName()).log(System.Logger.Level.WARNING,
                            () -> "job " + claimed.get().id() + " is left to whoever finds it: " + e);
                } finally {
                    busy.decrementAndGet();
                }
            });
        }
    }

    /** What is held is let go; what is done is noted. */
    public void stop() {
        stopped = true;
        threads.shutdownNow();
        if (busy.get() > 0) {
            jobs.release(holder);
        }
    }

    private void workOff(Job job) {
        Worker worker = workers.get(job.kind());
        for (int i = 0; i < job.steps().size(); i++) {
            if (stopped) {
                return;
            }
            Job.Step step = job.steps().get(i);
            if (step.became().isEmpty() && !work(worker, job, i, step)) {
                return;
            }
        }
        jobs.finish(job.id(), holder, business.instant());
    }

    /** {@code false}: the job is left to whoever finds it next. */
    private boolean work(Worker worker, Job job, int index, Job.Step step) {
        try {
            return jobs.note(job.id(), holder, index, worker.work(job, step.what()), real.instant().plus(LEASE));
        } catch (RuntimeException e) {
            System.getLogger(WorkingOffJobs.class.getName()).log(System.Logger.Level.WARNING,
                    () -> "job " + job.id() + ": step " + index + " broke down: " + e);
            return giveUp(job, index);
        }
    }

    private boolean giveUp(Job job, int index) {
        try {
            return jobs.brokeDown(job.id(), holder, index) >= TRIES
                    && jobs.note(job.id(), holder, index, Job.Done.of("failed", "This step broke down three times and was left."), real.instant().plus(LEASE));
        } catch (RuntimeException e) {
            System.getLogger(WorkingOffJobs.class.getName()).log(System.Logger.Level.WARNING, () -> "job " + job.id() + " waits for its lease to run out: " + e);
            return false;
        }
    }
}
