package health.foramen.scheduling.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The jobs: those under way, and those that are over. Leases are in real time. */
public interface Jobs {

    /** {@code false}: a job of that id is there already. */
    boolean add(Job job);

    Optional<Job> find(String id);

    List<Job> underWay();

    /** Takes a job that nobody works on now. */
    Optional<Job> claim(String holder, Instant now, Instant until);

    /** Notes a step and holds on to the job; {@code false}: somebody else has it by now. */
    boolean note(String id, String holder, int step, Job.Done done, Instant until);

    /** A step broke down; answers how often it has by now. */
    int brokeDown(String id, String holder, int step);

    /** All is noted: it is kept among those that are over. */
    void finish(String id, String holder, Instant at);

    /** Lets go of everything it holds, so that another need not wait for the lease to run out. */
    void release(String holder);
}
