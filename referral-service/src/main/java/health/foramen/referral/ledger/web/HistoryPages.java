package health.foramen.referral.ledger.web;

import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.web.Form;
import health.foramen.referral.care.web.Moments;
import health.foramen.referral.ledger.Ledgers;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.patient.Patients;
import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What a patient has had, and a form for what was done elsewhere. */
@Controller
public final class HistoryPages {

    private static final Form.Shape SHAPE = new Form.Shape(Set.of(), Set.of(), Set.of());

    /** One session. */
    public record SessionRow(String date, String region, String procedure, String payer, String source) {
    }

    private final HistoryReader reader;
    private final Ledgers ledgers;
    private final Patients patients;
    private final Packs packs;
    private final Moments moments;
    private final Clock clock;

    public HistoryPages(HistoryReader reader, Ledgers ledgers, Patients patients, Packs packs, Moments moments, Clock clock) {
        this.reader = reader;
        this.ledgers = ledgers;
        this.patients = patients;
        this.packs = packs;
        this.moments = moments;
        this.clock = clock;
    }

    @GetMapping("/patients/{id:[0-9a-fA-F-]{36}}/history")
    String history(@PathVariable UUID id, Person person, Model model) {
        return page(id, Form.blank(), person, model);
    }

    @PostMapping("/patients/{id:[0-9a-fA-F-]{36}}/history")
    String record(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Person person, Model model, HttpServletResponse response) {
        var form = new Form(sent, List.of());
        var mistakes = reader.record(id, form.tree(SHAPE), person);
        if (mistakes.isEmpty()) {
            return "redirect:/patients/" + id + "/history";
        }
        response.setStatus(422);
        return page(id, form.with(mistakes), person, model);
    }

    private String page(UUID id, Form form, Person person, Model model) {
        var patient = patients.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("patientId", id);
        model.addAttribute("name", patient.erased() ? "Erased patient" : patient.identity().fullName());
        model.addAttribute("sessions", ledgers.of(id).stream().flatMap(ledger -> ledger.performed().reversed().stream().map(session -> new SessionRow(
                moments.date(session.date()), ledger.region().words(), session.procedure().words(), session.payer().orElse("not stated"), session.source()))).toList());
        model.addAttribute("procedures", Arrays.stream(Procedure.values()).filter(Procedure::isInjection).toList());
        model.addAttribute("payers", packs.on(LocalDate.now(clock)).payersByTitle());
        model.addAttribute("form", form);
        model.addAttribute("mayEdit", person.is(Role.FRONT_DESK));
        return "patient/history";
    }
}
