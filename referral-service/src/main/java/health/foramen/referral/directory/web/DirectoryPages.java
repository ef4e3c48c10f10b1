package health.foramen.referral.directory.web;

import health.foramen.referral.care.Who;
import health.foramen.referral.care.web.Form;
import health.foramen.referral.care.web.Moments;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.care.web.Reading.Mistake;
import health.foramen.referral.directory.Directory.Practice;
import health.foramen.referral.directory.DirectoryOutcome;
import health.foramen.referral.directory.KeepingDirectory;
import health.foramen.referral.directory.Physician;
import health.foramen.referral.patient.PhoneNumbers;
import health.foramen.safeguard.Person;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The physicians who refer: found by name or number, or by their practice, and kept reachable by the desk. */
@Controller
@RequestMapping("/referrals/physicians")
public final class DirectoryPages {

    private static final Form.Shape SHAPE = new Form.Shape(Set.of(), Set.of(), Set.of());
    private static final int MOST_FOUND = 50;
    private static final int A_PAGE = 50;

    /** One physician in a list. */
    public record Row(UUID id, String name, String practice, String practiceName, String npi, String phone, String fax, boolean signsIn) {
    }

    /** One change of the entry. */
    public record ChangeRow(Instant at, String time, String what, String who, String why) {
    }

    private final KeepingDirectory directory;
    private final PhysicianReader reader;
    private final PhoneNumbers phones;
    private final Moments moments;
    private final Clock clock;

    public DirectoryPages(KeepingDirectory directory, PhysicianReader reader, PhoneNumbers phones, Moments moments, Clock clock) {
        this.directory = directory;
        this.reader = reader;
        this.phones = phones;
        this.moments = moments;
        this.clock = clock;
    }

    /** @param from the number of the first practice on the page */
    @GetMapping
    String list(@RequestParam Optional<String> q, @RequestParam Optional<String> practice, @RequestParam(defaultValue = "0") int from, Model model) {
        var words = q.map(String::strip).filter(text -> !text.isEmpty()).map(text -> text.substring(0, Math.min(text.length(), 100)));
        var chosen = practice.flatMap(directory::practice);
        var practices = directory.practices();
        var first = Math.clamp(from, 0, Math.max(0, practices.size() - 1));
        model.addAttribute("searched", words.orElse(null));
        model.addAttribute("chosen", chosen.orElse(null));
        model.addAttribute("rows", words.map(text -> directory.search(text, MOST_FOUND)).or(() -> chosen.map(Practice::code).map(directory::of)).orElse(List.of()).stream()
                .map(this::row).toList());
        model.addAttribute("practices", practices.stream().skip(first).limit(A_PAGE).toList());
        model.addAttribute("next", first + A_PAGE < practices.size() ? first + A_PAGE : null);
        model.addAttribute("before", first > 0 ? Math.max(0, first - A_PAGE) : null);
        model.addAttribute("all", practices.size());
        return "directory/physicians";
    }

    @GetMapping("/{id:[0-9a-fA-F-]{36}}")
    String read(@PathVariable UUID id, Model model) {
        return page(known(id), null, model);
    }

    @PostMapping("/{id:[0-9a-fA-F-]{36}}")
    String correct(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Person person, Model model, HttpServletResponse response) {
        var form = new Form(sent, List.of());
        var tree = form.tree(SHAPE);
        tree.retain(List.of("npi", "phone", "fax", "email", "reason"));
        var body = Reading.of(tree);
        var reach = reader.reach(body);
        var reason = body.needed("reason", body.line("reason", 300));
        var mistakes = body.mistakes();
        if (mistakes.isEmpty()) {
            var seen = form.value("version").matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(form.value("version"))) : OptionalLong.empty();
            switch (directory.correct(id, seen, reach, new Who(person.id(), person.name()), reason.orElseThrow(), clock.instant())) {
                case DirectoryOutcome.Changed _, DirectoryOutcome.Unchanged _ -> {
                    return "redirect:/referrals/physicians/" + id;
                }
                case DirectoryOutcome.Unknown _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
                case DirectoryOutcome.Stale _ -> mistakes = List.of(new Mistake("/reason",
                        "Somebody else has changed this entry meanwhile. Look at it again before you keep yours."));
            }
        }
        response.setStatus(422);
        return page(known(id), form.with(mistakes), model);
    }

    private String page(Physician physician, Form typed, Model model) {
        model.addAttribute("physician", physician);
        model.addAttribute("row", row(physician));
        model.addAttribute("form", typed != null ? typed : Form.filled(Map.of("npi", physician.npi().orElse(""), "phone", physician.phone().map(phones::display).orElse(""),
                "fax", physician.fax().map(phones::display).orElse(""), "email", physician.email().orElse(""))));
        model.addAttribute("colleagues", directory.of(physician.practice()).stream().filter(each -> !each.id().equals(physician.id())).map(this::row).toList());
        model.addAttribute("changes", physician.history().reversed().stream().map(change -> new ChangeRow(change.at(), moments.time(change.at()), Reading.capital(change.what()),
                change.by().name(), change.why().orElse(null))).toList());
        return "directory/physician";
    }

    private Physician known(UUID id) {
        return directory.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Row row(Physician physician) {
        return new Row(physician.id(), physician.name(), physician.practice(), physician.practiceName(), physician.npi().orElse(""),
                physician.phone().map(phones::display).orElse(""), physician.fax().map(phones::display).orElse(""), physician.account().isPresent());
    }
}
