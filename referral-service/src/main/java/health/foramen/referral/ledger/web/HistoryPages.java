package health.foramen.referral.ledger.web;

import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.web.Form;
import health.foramen.referral.care.web.Moments;
import health.foramen.referral.ledger.Ledgers;
import health.foramen.referral.ledger.Permit;
import health.foramen.referral.ledger.Reckoning;
import health.foramen.referral.ledger.ReckoningLedgers;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.packs.PayerPack;
import health.foramen.referral.patient.Patients;
import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
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
    public record SessionRow(String date, String region, String procedure, String payer, String source, String relief) {
    }

    /** One line of a window's arithmetic. */
    public record LineRow(String date, String kind, String until, String source) {
    }

    public record WindowRow(String terms, int counted, int room, List<LineRow> lines) {
    }

    public record FamilyRow(String family, String region, String sentence, String next, boolean possible, List<WindowRow> windows) {
    }

    public record PermitRow(String procedure, String status, String mark, String from, String to, UUID referral) {
    }

    private final HistoryReader reader;
    private final Ledgers ledgers;
    private final ReckoningLedgers reckoning;
    private final Patients patients;
    private final Packs packs;
    private final Moments moments;
    private final Clock clock;

    public HistoryPages(HistoryReader reader, Ledgers ledgers, ReckoningLedgers reckoning, Patients patients, Packs packs, Moments moments, Clock clock) {
        this.reader = reader;
        this.ledgers = ledgers;
        this.reckoning = reckoning;
        this.patients = patients;
        this.packs = packs;
        this.moments = moments;
        this.clock = clock;
    }

    @GetMapping("/patients/{id:[0-9a-fA-F-]{36}}/history")
    String history(@PathVariable UUID id, @RequestParam Optional<String> payer, Person person, Model model) {
        return page(id, payer, Form.blank(), person, model);
    }

    @PostMapping("/patients/{id:[0-9a-fA-F-]{36}}/history")
    String record(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Person person, Model model, HttpServletResponse response) {
        var form = new Form(sent, List.of());
        var mistakes = reader.record(id, form.tree(SHAPE), person);
        if (mistakes.isEmpty()) {
            return "redirect:/patients/" + id + "/history";
        }
        response.setStatus(422);
        return page(id, Optional.empty(), form.with(mistakes), person, model);
    }

    private String page(UUID id, Optional<String> payer, Form form, Person person, Model model) {
        var patient = patients.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("patientId", id);
        model.addAttribute("name", patient.erased() ? "Erased patient" : patient.identity().fullName());
        model.addAttribute("sessions", ledgers.of(id).stream().flatMap(ledger -> ledger.performed().reversed().stream().map(session -> new SessionRow(
                moments.date(session.date()), ledger.region().words(), session.procedure().words(), session.payer().orElse("not stated"), session.source(),
                session.relief().stream().filter(entry -> entry.day() > 0).map(entry -> "day %d: %d %%".formatted(entry.day(), entry.percent())).collect(Collectors.joining(", "))))).toList());
        var today = reckoning.today();
        var asked = payer.or(() -> reckoning.payersOf(id).stream().reduce((_, last) -> last)).flatMap(code -> reckoning.payer(code, today));
        model.addAttribute("asked", asked.map(PayerPack::code).orElse(null));
        model.addAttribute("accounts", asked.map(pack -> reckoning.account(id, pack, today)).orElse(List.of()).stream().flatMap(account -> account.reckonings().stream()
                .map(reckoned -> family(account.ledger().region().words(), reckoned))).toList());
        model.addAttribute("permits", ledgers.of(id).stream().flatMap(ledger -> ledger.permits().reversed().stream()).map(this::permit).toList());
        model.addAttribute("procedures", Arrays.stream(Procedure.values()).filter(Procedure::isInjection).toList());
        model.addAttribute("payers", packs.on(LocalDate.now(clock)).payersByTitle());
        model.addAttribute("form", form);
        model.addAttribute("mayEdit", person.is(Role.FRONT_DESK));
        return "patient/history";
    }

    private FamilyRow family(String region, Reckoning reckoning) {
        return new FamilyRow(reckoning.limits().family().words(), region, reckoning.sentence(), moments.date(reckoning.nextEligible()),
                !reckoning.nextEligible().isAfter(reckoning.on()), reckoning.windows().stream().map(window -> new WindowRow(
                        window.window().count() + " in any " + window.window().months() + " months", window.lines().size(), window.room(),
                        window.lines().stream().map(this::line).toList())).toList());
    }

    private LineRow line(Reckoning.Line line) {
        return line.permitted()
                ? new LineRow("by " + moments.date(line.date()), "permitted", "used or released, at the latest " + moments.date(line.countsUntil()), "permit")
                : new LineRow(moments.date(line.date()), "performed", moments.date(line.countsUntil()), line.source());
    }

    private PermitRow permit(Permit permit) {
        var words = switch (permit.status()) {
            case GRANTED -> List.of("permitted", "wait");
            case PERFORMED -> List.of("performed", "ok");
            case WITHDRAWN -> List.of("released", "done");
        };
        return new PermitRow(permit.plan().words(), words.getFirst(), words.getLast(), moments.date(permit.earliest()), moments.date(permit.latest()), permit.referralId());
    }
}
