package health.foramen.referral.patient.web;

import health.foramen.referral.care.Change;
import health.foramen.referral.care.Who;
import health.foramen.referral.care.web.Form;
import health.foramen.referral.care.web.Moments;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.care.web.Reading.Mistake;
import health.foramen.referral.patient.Channel;
import health.foramen.referral.patient.KeepingPatients;
import health.foramen.referral.patient.Language;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.PatientOutcome;
import health.foramen.referral.patient.PatientSearch;
import health.foramen.referral.patient.Patients;
import health.foramen.referral.patient.PhoneNumbers;
import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The front desk's pages about people: find them, and keep how they may be reached. */
@Controller
public final class PatientPages {

    private static final Form.Shape SHAPE = new Form.Shape(Set.of(), Set.of("consent.text", "consent.email"), Set.of());
    private static final Form.Shape SURE = new Form.Shape(Set.of(), Set.of("sure"), Set.of());
    private static final int MOST_FOUND = 50;
    private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream()
            .filter(zone -> zone.startsWith("America/") || zone.equals("Pacific/Honolulu")).sorted().toList();

    /** One person in a list. */
    public record PatientRow(UUID id, String name, String born, String phone, String language) {
    }

    /** One word of the patient on one channel. */
    public record ConsentRow(String channel, boolean given, String time, String how, String who, boolean holds) {
    }

    /** One change of the record. */
    public record ChangeRow(Instant at, String time, String what, String who, String why) {

        static ChangeRow of(Change change, Moments moments) {
            return new ChangeRow(change.at(), moments.time(change.at()), Reading.capital(change.what()), change.by().name(), change.why().orElse(null));
        }
    }

    private final Patients patients;
    private final PatientSearch search;
    private final KeepingPatients keeping;
    private final PatientReader reader;
    private final PhoneNumbers phones;
    private final Moments moments;

    public PatientPages(Patients patients, PatientSearch search, KeepingPatients keeping, PatientReader reader, PhoneNumbers phones, Moments moments) {
        this.patients = patients;
        this.search = search;
        this.keeping = keeping;
        this.reader = reader;
        this.phones = phones;
        this.moments = moments;
    }

    @GetMapping("/patients")
    String find(@RequestParam Optional<String> q, Person person, Model model) {
        var words = q.map(String::strip).filter(text -> !text.isEmpty()).map(text -> text.substring(0, Math.min(text.length(), 100)));
        model.addAttribute("desk", person.is(Role.FRONT_DESK));
        model.addAttribute("directory", person.isAny(Role.FRONT_DESK, Role.ADMINISTRATOR));
        model.addAttribute("searched", words.orElse(null));
        model.addAttribute("rows", words.map(text -> search.find(text, MOST_FOUND)).orElse(List.of()).stream().map(this::row).toList());
        return "patient/patients";
    }

    @GetMapping("/patients/{id:[0-9a-fA-F-]{36}}")
    String read(@PathVariable UUID id, Person person, Model model) {
        return page(known(id), null, person, model);
    }

    @PostMapping("/patients/{id:[0-9a-fA-F-]{36}}")
    String keep(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Person person, Model model, HttpServletResponse response) {
        var form = new Form(sent, List.of());
        var tree = form.tree(SHAPE);
        tree.retain(List.of("language", "zone", "phone", "email", "consent", "preferredChannel", "preferredTime", "reason"));
        var body = Reading.of(tree);
        var contact = reader.contact(body);
        var reason = body.needed("reason", body.line("reason", 300));
        var mistakes = body.mistakes();
        if (mistakes.isEmpty()) {
            var seen = form.value("version").matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(form.value("version"))) : OptionalLong.empty();
            switch (keeping.change(id, seen, contact, new Who(person.id(), person.name()), reason.orElseThrow())) {
                case PatientOutcome.Changed _, PatientOutcome.Unchanged _ -> {
                    return "redirect:/patients/" + id;
                }
                case PatientOutcome.NotMergeable(var because) -> mistakes = List.of(new Mistake("/reason", because));
                case PatientOutcome.Unknown _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
                case PatientOutcome.Stale _ -> mistakes = List.of(new Mistake("/reason",
                        "Somebody else has changed this record meanwhile. What is stored now stands below; please look again."));
            }
        }
        response.setStatus(422);
        return page(known(id), form.with(mistakes), person, model);
    }

    @GetMapping("/patients/{id:[0-9a-fA-F-]{36}}/erase")
    String erasing(@PathVariable UUID id, Model model) {
        return erasing(known(id), Form.blank(), model);
    }

    /** It cannot be undone: a reason and a tick stand before it. */
    @PostMapping("/patients/{id:[0-9a-fA-F-]{36}}/erase")
    String erase(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Person person, Model model, HttpServletResponse response) {
        var form = new Form(sent, List.of());
        var tree = form.tree(SURE);
        tree.retain(List.of("reason", "sure"));
        var body = Reading.of(tree);
        var reason = body.needed("reason", body.line("reason", 300));
        if (!body.yes("sure")) {
            body.wrong("sure", "Please confirm that this is the right person.");
        }
        if (body.mistakes().isEmpty()) {
            keeping.erase(known(id).id(), new Who(person.id(), person.name()), reason.orElseThrow());
            return "redirect:/patients/" + id + "/erase";
        }
        response.setStatus(422);
        return erasing(known(id), form.with(body.mistakes()), model);
    }

    private String erasing(Patient patient, Form form, Model model) {
        model.addAttribute("patient", patient);
        model.addAttribute("row", row(patient));
        model.addAttribute("form", form);
        return "patient/erase";
    }

    /** The newest first; the first of each channel is the one that holds. */
    private List<ConsentRow> consents(Patient patient) {
        var newest = patient.consents().reversed();
        return newest.stream().map(consent -> new ConsentRow(consent.channel() == Channel.TEXT ? "texts" : "e-mail", consent.given(), moments.time(consent.at()), consent.how(),
                consent.by().name(), newest.stream().filter(other -> other.channel() == consent.channel()).findFirst().orElseThrow() == consent)).toList();
    }

    private Patient known(UUID id) {
        return patients.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private String page(Patient patient, Form form, Person person, Model model) {
        model.addAttribute("patient", patient);
        model.addAttribute("row", row(patient));
        model.addAttribute("form", form == null ? filled(patient) : form);
        model.addAttribute("mayEdit", person.is(Role.FRONT_DESK) && !patient.erased());
        model.addAttribute("mayErase", person.is(Role.ADMINISTRATOR) && !patient.erased());
        model.addAttribute("consents", consents(patient));
        model.addAttribute("languages", Language.values());
        model.addAttribute("zones", ZONES);
        model.addAttribute("changes", patient.history().reversed().stream().map(change -> ChangeRow.of(change, moments)).toList());
        return "patient/patient";
    }

    private Form filled(Patient patient) {
        var contact = patient.contact();
        var values = new LinkedMultiValueMap<String, String>();
        values.add("language", contact.language().code());
        values.add("zone", contact.zone().getId());
        values.add("phone", contact.phone().map(phones::display).orElse(""));
        values.add("email", contact.email().orElse(""));
        values.add("consent.text", String.valueOf(contact.consentText()));
        values.add("consent.email", String.valueOf(contact.consentEmail()));
        values.add("preferredTime", contact.preferredTime().map(time -> time.code()).orElse(""));
        values.add("preferredChannel", contact.preferred().map(channel -> channel.code()).orElse(""));
        return new Form(values, List.of());
    }

    private PatientRow row(Patient patient) {
        return patient.erased() ? new PatientRow(patient.id(), "Erased patient", "", "", "") : new PatientRow(patient.id(), patient.identity().fullName(),
                moments.date(patient.identity().birthDate()), patient.contact().phone().map(phones::display).orElse("none"),
                patient.contact().language().words());
    }
}
