package health.foramen.gateway.signin;

import java.util.List;
import java.util.Optional;

import health.foramen.gateway.signin.LocalPeople.LocalPerson;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page where a demo person signs in; elsewhere the identity provider has its own. */
@Controller
class SignInPages {

    private final Optional<LocalPeople> people;

    SignInPages(ObjectProvider<LocalPeople> people) {
        this.people = Optional.ofNullable(people.getIfAvailable());
    }

    record Group(String title, List<LocalPerson> people) {
    }

    @GetMapping("/login")
    String signIn(@RequestParam(required = false) String wrong, @RequestParam(required = false) String error, Model model) {
        if (people.isEmpty()) {
            return error == null ? "redirect:" + Entrances.TO_THE_PROVIDER : "sign-in-failed";
        }
        model.addAttribute("wrong", wrong != null);
        model.addAttribute("failed", error != null);
        model.addAttribute("groups", List.of(
                new Group("Front desk", people.get().of("front-desk")),
                new Group("Referring physicians", people.get().of("referrer")),
                new Group("Clinicians", people.get().of("clinician")),
                new Group("Administrator", people.get().of("administrator"))));
        return "sign-in";
    }

    @GetMapping("/signed-out")
    String signedOut() {
        return "signed-out";
    }
}
