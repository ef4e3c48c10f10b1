package health.foramen.referral.packs.web;

import health.foramen.referral.packs.PackDifference;
import health.foramen.referral.packs.Packs;
import health.foramen.shell.Problem;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Rule packs for programs: what holds on a day, and how a pack has changed. */
@RestController
public final class PacksApi {

    public record PackView(String kind, String name, String title, String version, LocalDate effectiveFrom, String source, String confidence, String reviewer) {
    }

    public record Listed(LocalDate day, List<PackView> packs) {
    }

    public record LineView(String path, Optional<String> before, Optional<String> after) {
    }

    public record VersionView(LocalDate from, String version, String source, String reviewer, Map<String, String> values, List<LineView> changes) {
    }

    public record Versions(List<VersionView> versions) {
    }

    private final Packs packs;
    private final Clock clock;

    public PacksApi(Packs packs, Clock clock) {
        this.packs = packs;
        this.clock = clock;
    }

    @GetMapping("/api/packs")
    Listed packs(@RequestParam Optional<LocalDate> on) {
        var day = on.orElse(LocalDate.now(clock));
        return new Listed(day, packs.on(day).packs().stream().map(info -> new PackView(info.kind(), info.name(), info.title(), info.version(), info.effectiveFrom(),
                info.source(), info.confidence().code(), info.reviewer())).toList());
    }

    /** The oldest first, each with what it changed. */
    @GetMapping("/api/packs/{kind}/{name}")
    ResponseEntity<?> versions(@PathVariable String kind, @PathVariable String name) {
        var versions = packs.versions(kind, name);
        if (versions.isEmpty()) {
            return Problem.of(HttpStatus.NOT_FOUND, "unknown-pack", "There is no such rule pack.").response();
        }
        var views = new ArrayList<VersionView>();
        for (int i = 0; i < versions.size(); i++) {
            var info = versions.get(i).info();
            var changes = i == 0 ? List.<PackDifference.Line>of() : PackDifference.between(versions.get(i - 1).info(), info).lines();
            views.add(new VersionView(versions.get(i).from(), info.version(), info.source(), info.reviewer(), info.values(),
                    changes.stream().map(line -> new LineView(line.path(), line.before(), line.after())).toList()));
        }
        return ResponseEntity.ok(new Versions(views));
    }
}
