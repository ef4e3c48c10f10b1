package health.foramen.scheduling.job.web;

import health.foramen.scheduling.job.Job;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A job on the wire: how far it is, and what became of each step. */
public record JobWords(String jobId, String kind, String title, String by, Instant asked, int steps, int done, Optional<Instant> finished,
        Map<String, Long> counts, List<Step> results) {

    public record Step(Map<String, String> what, Optional<String> became, Optional<String> note) {
    }

    public static JobWords of(Job job) {
        return new JobWords(job.id(), job.kind(), job.title(), job.name(), job.asked(), job.steps().size(), job.done(), job.finished(), job.counts(),
                job.steps().stream().map(s -> new Step(s.what(), s.became(), s.note())).toList());
    }
}
