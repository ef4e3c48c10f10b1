package health.foramen.referral.notice.web;

import health.foramen.referral.care.web.Form;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.notice.NoticeAddresses;
import health.foramen.safeguard.Person;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A referrer says where to hear of news. */
@Controller
public final class NoticePages {

    private static final Form.Shape SHAPE = new Form.Shape(Set.of(), Set.of(), Set.of());

    private final NoticeAddresses addresses;

    public NoticePages(NoticeAddresses addresses) {
        this.addresses = addresses;
    }

    @GetMapping("/referrals/notices")
    String read(@RequestParam Optional<String> kept, Person person, Model model) {
        var known = addresses.of(person.id());
        model.addAttribute("form", Form.filled(Map.of("email", known.orElse(""))));
        model.addAttribute("kept", kept.isPresent());
        model.addAttribute("on", known.isPresent());
        return "notice/notices";
    }

    @PostMapping("/referrals/notices")
    String keep(@RequestParam MultiValueMap<String, String> sent, Person person, Model model, HttpServletResponse response) {
        var form = new Form(sent, List.of());
        var tree = form.tree(SHAPE);
        tree.retain(List.of("email"));
        var reading = Reading.of(tree);
        var email = reading.email("email");
        if (reading.mistakes().isEmpty()) {
            addresses.keep(person.id(), email);
            return "redirect:/referrals/notices?kept";
        }
        response.setStatus(422);
        model.addAttribute("form", form.with(reading.mistakes()));
        model.addAttribute("kept", false);
        model.addAttribute("on", addresses.of(person.id()).isPresent());
        return "notice/notices";
    }
}
