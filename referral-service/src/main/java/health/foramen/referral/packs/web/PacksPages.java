package health.foramen.referral.packs.web;

import health.foramen.referral.care.web.Moments;
import health.foramen.referral.packs.PackDifference;
import health.foramen.referral.packs.PackInfo;
import health.foramen.referral.packs.Packs;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Which packs hold on a day, where they come from and who reviewed them. */
@Controller
public final class PacksPages {

    /** @param next the version that will follow, or null */
    public record PackRow(PackInfo info, Packs.Version next) {
    }

    private final Packs packs;
    private final Moments moments;
    private final Clock clock;

    public PacksPages(Packs packs, Moments moments, Clock clock) {
        this.packs = packs;
        this.moments = moments;
        this.clock = clock;
    }

    @GetMapping("/packs")
    String packs(@RequestParam Optional<String> on, Model model) {
        var day = on.flatMap(PacksPages::day).orElse(LocalDate.now(clock));
        var rules = packs.on(day);
        model.addAttribute("day", day);
        model.addAttribute("packs", rules.packs().stream().map(info -> new PackRow(info, next(info, day))).toList());
        model.addAttribute("drugs", rules.drugsByName());
        model.addAttribute("payers", rules.payersByTitle());
        model.addAttribute("moments", moments);
        return "packs/packs";
    }

    /** One pack whole, every version of it, and what two of them differ in. */
    @GetMapping("/packs/{kind:[a-z-]{1,40}}/{name:[a-z0-9-]{1,60}}")
    String pack(@PathVariable String kind, @PathVariable String name, @RequestParam Optional<String> from, @RequestParam Optional<String> to, Model model) {
        var versions = packs.versions(kind, name);
        if (versions.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        var today = LocalDate.now(clock);
        var current = versions.stream().filter(version -> !version.from().isAfter(today)).reduce((_, newer) -> newer).orElse(versions.getFirst());
        var after = to.flatMap(day -> at(versions, day)).orElse(versions.getLast());
        var before = from.flatMap(day -> at(versions, day)).orElseGet(() -> versions.get(Math.max(0, versions.indexOf(after) - 1)));
        model.addAttribute("versions", versions);
        model.addAttribute("current", current);
        model.addAttribute("before", before);
        model.addAttribute("after", after);
        model.addAttribute("difference", PackDifference.between(before.info(), after.info()).lines());
        model.addAttribute("values", after.info().values());
        model.addAttribute("moments", moments);
        model.addAttribute("today", today);
        return "packs/pack";
    }

    private static Optional<Packs.Version> at(List<Packs.Version> versions, String day) {
        return day(day).flatMap(wanted -> versions.stream().filter(version -> version.from().equals(wanted)).findFirst());
    }

    private Packs.Version next(PackInfo info, LocalDate day) {
        return packs.versions(info.kind(), info.name()).stream().filter(version -> version.from().isAfter(day)).findFirst().orElse(null);
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
