package health.foramen.referral.triage.web;

import health.foramen.referral.care.web.Moments;
import health.foramen.referral.triage.OverridesGiven;
import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Overridden findings, counted by rule. Names of patients are not shown: an administrator looks at rules, not at people. */
@Controller
public final class OverridePages {

    private final OverridesGiven overrides;
    private final Moments moments;

    public OverridePages(OverridesGiven overrides, Moments moments) {
        this.overrides = overrides;
        this.moments = moments;
    }

    @GetMapping("/packs/overrides")
    String list(@RequestParam Optional<String> cursor, Person person, Model model) {
        var page = overrides.read(cursor.filter(text -> text.matches("[1-9]\\d{0,8}-\\d{1,3}")));
        model.addAttribute("entries", page.entries());
        model.addAttribute("byRule", page.byRule());
        model.addAttribute("next", page.next().orElse(null));
        model.addAttribute("clinician", person.is(Role.CLINICIAN));
        model.addAttribute("moments", moments);
        return "packs/overrides";
    }
}
