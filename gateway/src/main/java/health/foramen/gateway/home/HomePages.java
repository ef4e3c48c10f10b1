package health.foramen.gateway.home;

import health.foramen.safeguard.Person;
import health.foramen.shell.Place;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
class HomePages {

    /** Each role begins where its work is. */
    @GetMapping("/")
    String home(Person person) {
        return Place.of(person).stream().findFirst().map(place -> "redirect:" + place.path()).orElse("no-place");
    }

    /** Everything that the stylesheet can show, on one page: for those who build pages, and to look at before a release. */
    @GetMapping("/gallery")
    String gallery() {
        return "gallery";
    }
}
