package health.foramen.outbox;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The same as {@link DeadLettersApi}, for the administrator's eyes. */
@Controller
@RequestMapping("/dead-letters/${spring.application.name}")
final class DeadLettersPages {

    private final DeadLetters deadLetters;
    private final EventConsumers consumers;
    private final String service;

    DeadLettersPages(DeadLetters deadLetters, EventConsumers consumers, @Value("${spring.application.name}") String service) {
        this.deadLetters = deadLetters;
        this.consumers = consumers;
        this.service = service;
    }

    @GetMapping
    String newest(Model model) {
        model.addAttribute("service", service);
        model.addAttribute("letters", deadLetters.newest());
        return "dead-letters";
    }

    @PostMapping("/{id}/replay")
    String replay(@PathVariable String id, RedirectAttributes next) {
        next.addAttribute("outcome", consumers.replay(id).map(outcome -> id + ": " + outcome).orElse("There is no dead letter " + id + "."));
        return "redirect:/dead-letters/" + service;
    }
}
