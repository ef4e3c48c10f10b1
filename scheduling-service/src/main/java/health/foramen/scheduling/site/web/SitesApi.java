package health.foramen.scheduling.site.web;

import health.foramen.scheduling.site.Dependents;
import health.foramen.scheduling.site.Fault;
import health.foramen.scheduling.site.KeepingSites;
import health.foramen.scheduling.site.KeepingSites.Outcome;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import health.foramen.shell.Problem;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/sites")
class SitesApi {

    record All(List<SiteWords.Read> sites) {
    }

    private final Sites sites;
    private final KeepingSites keeping;

    SitesApi(Sites sites, KeepingSites keeping) {
        this.sites = sites;
        this.keeping = keeping;
    }

    @GetMapping
    All all() {
        return new All(sites.all().stream().map(SiteWords.Read::of).toList());
    }

    @GetMapping("/{id}")
    ResponseEntity<?> one(@PathVariable String id) {
        return sites.find(id).<ResponseEntity<?>>map(SitesApi::read).orElseGet(() -> unknown(id));
    }

    @PutMapping("/{id}")
    ResponseEntity<?> keep(@PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String tag,
            @Valid @RequestBody SiteWords words) {
        if (!Site.SLUG.matcher(id).matches()) {
            return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-site", "A site's id is a slug of lower-case letters, digits, dots and dashes.")
                    .error("/siteId", "is no slug").response();
        }
        Optional<Long> seen = Optional.ofNullable(tag).map(String::strip).filter(t -> !t.equals("*")).map(SitesApi::version);
        if (seen.filter(version -> version < 0).isPresent()) {
            return Problem.of(HttpStatus.BAD_REQUEST, "invalid-parameter", "If-Match is none of our tags.").error("/If-Match", "is no tag of a site").response();
        }
        return switch (keeping.keep(words.site(id), seen, words.confirmations())) {
            case Outcome.Kept(Sites.Known known, boolean created, List<Dependents.Broken> _) when created -> ResponseEntity.status(HttpStatus.CREATED)
                    .eTag(tag(known)).body(SiteWords.Read.of(known));
            case Outcome.Kept(Sites.Known known, boolean _, List<Dependents.Broken> _) -> read(known);
            case Outcome.Refused(List<Fault> faults) -> refused(faults);
            case Outcome.Overtaken() -> seen.isPresent()
                    ? Problem.of(HttpStatus.PRECONDITION_FAILED, "stale-version", "Somebody else has changed this site since you read it.").response()
                    : Problem.of(HttpStatus.CONFLICT, "overtaken", "Somebody else changed this site in the same moment.").response();
            case Outcome.WouldBreak(List<Dependents.Broken> appointments) -> Problem.of(HttpStatus.CONFLICT, "would-break",
                    "Appointments would not fit the site any more. Nothing was changed; send their ids as confirmed if it has to be.")
                    .with("appointments", appointments).response();
        };
    }

    private static ResponseEntity<?> refused(List<Fault> faults) {
        Problem problem = Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-site", "The site cannot be kept as it was written.");
        for (Fault fault : faults) {
            problem = problem.error(fault.pointer(), fault.detail());
        }
        return problem.response();
    }

    private static ResponseEntity<SiteWords.Read> read(Sites.Known known) {
        return ResponseEntity.ok().eTag(tag(known)).body(SiteWords.Read.of(known));
    }

    /** A negative number for what is no tag of ours. */
    private static long version(String tag) {
        return tag.matches("\"\\d{1,15}\"") ? Long.parseLong(tag.substring(1, tag.length() - 1)) : -1;
    }

    private static String tag(Sites.Known known) {
        return "\"" + known.version() + "\"";
    }

    static ResponseEntity<?> unknown(String id) {
        return Problem.of(HttpStatus.NOT_FOUND, "unknown-site", "No site is called " + (Site.SLUG.matcher(id).matches() ? id : "that") + ".").response();
    }
}
