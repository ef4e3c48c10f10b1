package health.foramen.referral.packs.web;

import health.foramen.referral.care.web.Moments;
import health.foramen.referral.packs.Packs;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Which packs hold on a day, where they come from and who reviewed them. */
@Controller
public final class PacksPages {

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
        model.addAttribute("packs", rules.packs());
        model.addAttribute("drugs", rules.drugsByName());
        model.addAttribute("payers", rules.payersByTitle());
        model.addAttribute("moments", moments);
        return "packs/packs";
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
