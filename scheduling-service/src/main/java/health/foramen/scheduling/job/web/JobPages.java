package health.foramen.scheduling.job.web;

import health.foramen.scheduling.job.Job;
import health.foramen.scheduling.job.Jobs;
import health.foramen.scheduling.site.web.Wall;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** How far is it? The page looks again by itself; nothing depends on anybody looking. */
@Controller
class JobPages {

    record Count(String words, long count) {
    }

    record Row(String words, String note, boolean wrong) {
    }

    private final Jobs jobs;

    JobPages(Jobs jobs) {
        this.jobs = jobs;
    }

    @GetMapping("/blocks/jobs/{id}")
    String one(@PathVariable String id, Model model, HttpServletResponse response) {
        Optional<Job> found = jobs.find(id);
        if (found.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return "job-unknown";
        }
        Job job = found.get();
        model.addAttribute("job", job);
        model.addAttribute("total", job.steps().size());
        model.addAttribute("done", job.done());
        model.addAttribute("over", job.finished().isPresent());
        model.addAttribute("counts", job.counts().entrySet().stream().map(e -> new Count(Wall.words(e.getKey()), e.getValue())).toList());
        model.addAttribute("rows", job.steps().stream().filter(s -> s.became().isPresent()).map(JobPages::row).toList().reversed());
        return "job";
    }

    private static final List<String> AS_WISHED = List.of("published", "changed", "unchanged", "moved", "closed", "out-of-service", "everybody-seen");

    private static Row row(Job.Step step) {
        String became = step.became().orElse("");
        return new Row(Wall.words(became), step.note().orElse(""), !AS_WISHED.contains(became));
    }
}
