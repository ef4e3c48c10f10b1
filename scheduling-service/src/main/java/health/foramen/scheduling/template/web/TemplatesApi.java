package health.foramen.scheduling.template.web;

import health.foramen.outbox.StableIds;
import health.foramen.safeguard.Person;
import health.foramen.scheduling.day.Verdict;
import health.foramen.scheduling.job.Job;
import health.foramen.scheduling.job.web.JobWords;
import health.foramen.scheduling.site.Fault;
import health.foramen.scheduling.template.KeepingTemplates;
import health.foramen.scheduling.template.PublishingTemplates;
import health.foramen.scheduling.template.PublishingTemplates.Outcome;
import health.foramen.scheduling.template.PublishingTemplates.Preview;
import health.foramen.scheduling.template.Templates;
import health.foramen.shell.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/blocks/templates")
class TemplatesApi {

    record All(List<TemplateWords.Read> templates) {
    }

    record Publish(@NotBlank @Size(max = 60) String site, @NotNull LocalDate from, @NotNull LocalDate to) {
    }

    record Draft(String templateId, LocalDate date, String block, String clinician, String from, String to, Verdict verdict, String sentence,
            Optional<String> because) {
    }

    record Left(LocalDate date, String block, String clinician, long appointments) {
    }

    record Shown(String site, LocalDate from, LocalDate to, Map<String, Long> counts, List<Draft> drafts, List<Left> left) {

        static Shown of(Preview preview) {
            var counts = new TreeMap<String, Long>();
            Arrays.stream(Verdict.values()).filter(v -> preview.count(v) > 0).forEach(v -> counts.put(v.code(), preview.count(v)));
            return new Shown(preview.site().id(), preview.from(), preview.to(), counts, preview.drafts().stream().map(d -> new Draft(d.template().id(),
                    d.day().date(), d.block().id(), d.block().clinician(), d.block().hours().from().toString(), d.block().hours().to().toString(), d.verdict(),
                    d.verdict().sentence(), d.because())).toList(),
                    preview.left().stream().map(l -> new Left(l.day().date(), l.block().id(), l.block().clinician(), l.appointments())).toList());
        }
    }

    private final Templates templates;
    private final KeepingTemplates keeping;
    private final PublishingTemplates publishing;

    TemplatesApi(Templates templates, KeepingTemplates keeping, PublishingTemplates publishing) {
        this.templates = templates;
        this.keeping = keeping;
        this.publishing = publishing;
    }

    @GetMapping
    All all(@RequestParam String site) {
        return new All(templates.of(site).stream().map(TemplateWords.Read::of).toList());
    }

    @GetMapping("/{id}")
    ResponseEntity<?> one(@PathVariable String id) {
        return templates.find(id).<ResponseEntity<?>>map(TemplatesApi::read).orElseGet(TemplatesApi::unknown);
    }

    @PostMapping
    ResponseEntity<?> add(@RequestHeader("Idempotency-Key") String key, @Valid @RequestBody TemplateWords words, Person person) {
        if (!words.ends()) {
            return refused(List.of(new Fault("/to", "A block ends after it begins.")));
        }
        return switch (keeping.add(words.template(StableIds.of("template", person.id(), key).toString()))) {
            case KeepingTemplates.Outcome.Kept(Templates.Known known, boolean created) when created -> ResponseEntity
                    .created(URI.create("/api/blocks/templates/" + known.template().id())).eTag(tag(known)).body(TemplateWords.Read.of(known));
            case KeepingTemplates.Outcome.Kept(Templates.Known known, boolean _) -> read(known);
            case KeepingTemplates.Outcome.Refused(List<Fault> faults) -> refused(faults);
            case KeepingTemplates.Outcome.Unknown() -> unknown();
            case KeepingTemplates.Outcome.Overtaken(Templates.Known _) -> keyReused();
        };
    }

    @PutMapping("/{id}")
    ResponseEntity<?> change(@PathVariable String id, @RequestHeader(HttpHeaders.IF_MATCH) String tag, @Valid @RequestBody TemplateWords words) {
        if (!tag.matches("\"\\d{1,15}\"")) {
            return Problem.of(HttpStatus.BAD_REQUEST, "invalid-parameter", "If-Match is none of our tags.").error("/If-Match", "is no tag of a template").response();
        }
        if (!words.ends()) {
            return refused(List.of(new Fault("/to", "A block ends after it begins.")));
        }
        return switch (keeping.change(id, Long.parseLong(tag.substring(1, tag.length() - 1)), _ -> words.template(id))) {
            case KeepingTemplates.Outcome.Kept(Templates.Known known, boolean _) -> read(known);
            case KeepingTemplates.Outcome.Refused(List<Fault> faults) -> refused(faults);
            case KeepingTemplates.Outcome.Unknown() -> unknown();
            case KeepingTemplates.Outcome.Overtaken(Templates.Known now) -> Problem.of(HttpStatus.PRECONDITION_FAILED, "stale-version",
                    "Somebody else has changed this template since you read it.").with("version", now.version()).response();
        };
    }

    @GetMapping("/preview")
    ResponseEntity<?> preview(@RequestParam String site, @RequestParam LocalDate from, @RequestParam LocalDate to) {
        return answer(publishing.preview(site, from, to));
    }

    @PostMapping("/publish")
    ResponseEntity<?> publish(@RequestHeader("Idempotency-Key") String key, @Valid @RequestBody Publish wish, Person person) {
        return answer(publishing.publish(new PublishingTemplates.Publish(StableIds.of("publish", person.id(), key).toString(),
                StableIds.of(wish.site(), wish.from().toString(), wish.to().toString()).toString(), wish.site(), wish.from(), wish.to(), person.id(), person.name())));
    }

    private static ResponseEntity<?> answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Shown(Preview preview) -> ResponseEntity.ok(Shown.of(preview));
            case Outcome.UnderWay(Job job) -> ResponseEntity.accepted().location(URI.create("/api/blocks/jobs/" + job.id())).body(JobWords.of(job));
            case Outcome.Refused(List<Fault> faults) -> refused(faults);
            case Outcome.KeyReused() -> keyReused();
        };
    }

    private static ResponseEntity<?> refused(List<Fault> faults) {
        Problem problem = Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-template", "That cannot be as it was asked for.");
        for (Fault fault : faults) {
            problem = problem.error(fault.pointer(), fault.detail());
        }
        return problem.response();
    }

    private static ResponseEntity<?> keyReused() {
        return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused", "That key was used for another request.").response();
    }

    private static ResponseEntity<?> unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "unknown-template", "There is no such template.").response();
    }

    private static ResponseEntity<TemplateWords.Read> read(Templates.Known known) {
        return ResponseEntity.ok().eTag(tag(known)).body(TemplateWords.Read.of(known));
    }

    private static String tag(Templates.Known known) {
        return "\"" + known.version() + "\"";
    }
}
