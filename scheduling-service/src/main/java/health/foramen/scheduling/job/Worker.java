package health.foramen.scheduling.job;

import java.util.Map;

/** Whoever can do the steps of one kind of job. */
public interface Worker {

    String kind();

    /** Does one step. It may have been done before by somebody who could not say so any more: then it answers what became of it. */
    Job.Done work(Job job, Map<String, String> what);
}
