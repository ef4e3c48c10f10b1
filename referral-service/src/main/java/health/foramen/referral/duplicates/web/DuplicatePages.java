package health.foramen.referral.duplicates.web;

import health.foramen.referral.care.web.Form;
import health.foramen.referral.care.web.Moments;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.care.web.Reading.Mistake;
import health.foramen.referral.duplicates.MergingPatients;
import health.foramen.referral.duplicates.Suspicion;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.PatientOutcome;
import health.foramen.referral.patient.Patients;
import health.foramen.referral.patient.PhoneNumbers;
import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The desk compares two records side by side and says whether they are one person. */
@Controller
public final class DuplicatePages {

    /** The oldest; who has more to judge sees the next as these go. */
    private static final int MOST_SHOWN = 200;
    private static final String PAIR = "/patients/duplicates/{pair:[0-9a-fA-F-]{36}~[0-9a-fA-F-]{36}}";
    private static final Form.Shape SHAPE = new Form.Shape(Set.of(), Set.of(), Set.of());

    /** A pair in the list. */
    public record Row(String pair, String first, String second, String because, String since) {
    }

    /** One line of the comparison. @param known whether either record says anything */
    public record Line(String label, String first, String second, boolean same, boolean known) {
    }

    private final MergingPatients merging;
    private final Patients patients;
    private final PhoneNumbers phones;
    private final Moments moments;

    public DuplicatePages(MergingPatients merging, Patients patients, PhoneNumbers phones, Moments moments) {
        this.merging = merging;
        this.patients = patients;
        this.phones = phones;
        this.moments = moments;
    }

    @GetMapping("/patients/duplicates")
    String list(Model model) {
        var open = merging.suspected();
        var shown = open.stream().limit(MOST_SHOWN).toList();
        var people = patients.find(shown.stream().flatMap(one -> Stream.of(one.first(), one.second())).toList());
        model.addAttribute("more", open.size() - shown.size());
        model.addAttribute("rows", shown.stream().filter(one -> stands(people.get(one.first())) && stands(people.get(one.second())))
                .map(one -> new Row(one.id(), people.get(one.first()).identity().fullName(), people.get(one.second()).identity().fullName(), Reading.capital(one.because()),
                        moments.time(one.at()))).toList());
        return "duplicates/list";
    }

    @GetMapping(PAIR)
    String pair(@PathVariable String pair, Person person, Model model) {
        return show(pair, Form.blank(), person, model);
    }

    /** {@code keep} names the record that stands for both; the other leads to it. */
    @PostMapping(PAIR + "/merge")
    String merge(@PathVariable String pair, @RequestParam MultiValueMap<String, String> sent, Person person, Model model, HttpServletResponse response) {
        var form = new Form(sent, List.of());
        var suspicion = known(pair);
        var reason = reason(form);
        var mistakes = reason.mistakes();
        var keep = Stream.of(suspicion.first(), suspicion.second()).filter(id -> id.toString().equals(form.value("keep"))).findFirst();
        if (keep.isEmpty()) {
            mistakes = List.of(new Mistake("/keep", "Please choose the record that shall stand for both."));
        } else if (mistakes.isEmpty()) {
            var gone = keep.get().equals(suspicion.first()) ? suspicion.second() : suspicion.first();
            switch (merging.merge(gone, keep.get(), DuplicatesApi.who(person), reason.text().orElseThrow())) {
                case PatientOutcome.Changed _, PatientOutcome.Unchanged _ -> {
                    return "redirect:/patients/" + keep.get();
                }
                case PatientOutcome.NotMergeable(var because) -> mistakes = List.of(new Mistake("/keep", because));
                case PatientOutcome.Stale _, PatientOutcome.Unknown _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            }
        }
        response.setStatus(422);
        return show(pair, form.with(mistakes), person, model);
    }

    @PostMapping(PAIR + "/keep-apart")
    String keepApart(@PathVariable String pair, Person person) {
        known(pair);
        merging.keepApart(pair, DuplicatesApi.who(person));
        return "redirect:/patients/duplicates";
    }

    /** Undo, from the page of the record that stands for both. */
    @PostMapping("/patients/{id:[0-9a-fA-F-]{36}}/separate")
    String separate(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Person person) {
        var kept = patients.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var reason = reason(new Form(sent, List.of()));
        merging.separate(id, DuplicatesApi.who(person), reason.text().orElse("merged by mistake"));
        return "redirect:/patients/" + kept.id();
    }

    private record Reason(Optional<String> text, List<Mistake> mistakes) {
    }

    private static Reason reason(Form form) {
        var tree = form.tree(SHAPE);
        tree.retain(List.of("reason"));
        var reading = Reading.of(tree);
        var reason = reading.needed("reason", reading.line("reason", 300));
        return new Reason(reason, reading.mistakes());
    }

    private Suspicion known(String pair) {
        return merging.suspicion(pair).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private String show(String pair, Form form, Person person, Model model) {
        var suspicion = known(pair);
        var first = patients.itself(suspicion.first()).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var second = patients.itself(suspicion.second()).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("suspicion", suspicion);
        model.addAttribute("because", Reading.capital(suspicion.because()));
        model.addAttribute("first", first);
        model.addAttribute("second", second);
        model.addAttribute("lines", Stream.of(
                line("Name", first.identity().fullName(), second.identity().fullName()),
                line("Born", moments.date(first.identity().birthDate()), moments.date(second.identity().birthDate())),
                line("Sex", first.identity().sex().map(sex -> sex.words()).orElse(""), second.identity().sex().map(sex -> sex.words()).orElse("")),
                line("Phone", first.contact().phone().map(phones::display).orElse(""), second.contact().phone().map(phones::display).orElse("")),
                line("E-mail", first.contact().email().orElse(""), second.contact().email().orElse("")),
                line("Language", first.contact().language().words(), second.contact().language().words()),
                line("Record numbers", numbers(first), numbers(second)),
                line("On record since", moments.time(first.history().getFirst().at()), moments.time(second.history().getFirst().at()))).toList());
        model.addAttribute("form", form);
        model.addAttribute("open", suspicion.verdict().isEmpty());
        model.addAttribute("mayEdit", person.is(Role.FRONT_DESK) && suspicion.verdict().isEmpty());
        return "duplicates/pair";
    }

    private static String numbers(Patient patient) {
        return String.join(", ", patient.recordNumbers().entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue()).sorted().toList());
    }

    private static Line line(String label, String first, String second) {
        return new Line(label, first.isEmpty() ? "not known" : first, second.isEmpty() ? "not known" : second, first.equals(second),
                !first.isEmpty() || !second.isEmpty());
    }

    private static boolean stands(Patient patient) {
        return patient != null && !patient.erased();
    }
}
