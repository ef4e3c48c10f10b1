package health.foramen.scheduling.job.web;

import health.foramen.scheduling.job.Jobs;
import health.foramen.shell.Problem;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class JobsApi {

    record All(List<JobWords> jobs) {
    }

    private final Jobs jobs;

    JobsApi(Jobs jobs) {
        this.jobs = jobs;
    }

    @GetMapping("/api/blocks/jobs")
    All underWay() {
        return new All(jobs.underWay().stream().map(JobWords::of).toList());
    }

    @GetMapping("/api/blocks/jobs/{id}")
    ResponseEntity<?> one(@PathVariable String id) {
        return jobs.find(id).<ResponseEntity<?>>map(job -> ResponseEntity.ok(JobWords.of(job)))
                .orElseGet(() -> Problem.of(HttpStatus.NOT_FOUND, "unknown-job", "There is no such job.").response());
    }
}
