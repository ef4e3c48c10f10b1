package health.foramen.referral.triage.web;

import health.foramen.referral.care.Clearance;
import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Guidance;
import health.foramen.referral.care.Plan;
import health.foramen.referral.care.Position;
import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Sedation;
import health.foramen.referral.care.Setting;
import health.foramen.referral.care.Side;
import health.foramen.referral.care.SpinalLevel;
import health.foramen.referral.care.web.Form;
import health.foramen.referral.care.web.Moments;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.care.web.Reading.Mistake;
import health.foramen.referral.intake.Severity;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.patient.Patients;
import health.foramen.referral.referral.CorrespondingOnReferrals;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.ReferralOutcome;
import health.foramen.referral.referral.ReferralState;
import health.foramen.referral.referral.Refusal;
import health.foramen.referral.referral.Viewer;
import health.foramen.referral.referral.web.Callers;
import health.foramen.referral.referral.web.IntakeView;
import health.foramen.referral.referral.web.ReferralRow;
import health.foramen.referral.triage.PlanChoices;
import health.foramen.referral.triage.TriagingReferrals;
import health.foramen.referral.triage.TriagingReferrals.AcceptReferral;
import health.foramen.safeguard.Person;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The clinician's pages: what waits, one referral beside it with the plan filled in, and the clearances. */
@Controller
public final class TriagePages {

    private static final String PATH = "/triage/{id:[0-9a-fA-F-]{36}}";

    /** The words of the plan form. */
    public record PlanForm(Procedure[] procedures, List<SpinalLevel> levels, Side[] sides, Guidance[] guidance, Sedation[] sedations,
                           Position[] positions, Setting[] settings) {

        /** Settings stand in the order of preference: the order in which they are sent is the order that the plan keeps. */
        static PlanForm of(Plan plan) {
            var settings = Stream.concat(plan.settings().stream(), Arrays.stream(Setting.values())).distinct().toArray(Setting[]::new);
            return new PlanForm(Procedure.values(), plan.region().levels(), Side.values(), Guidance.values(), Sedation.values(), Position.values(), settings);
        }
    }

    /** One clearance of one referral. */
    public record ClearanceRow(UUID id, String patient, String plan, String kind, String kindWords, String detail, String earliest) {
    }

    private final TriagingReferrals triage;
    private final CorrespondingOnReferrals reading;
    private final Patients patients;
    private final Packs packs;
    private final Moments moments;
    private final Clock clock;

    public TriagePages(TriagingReferrals triage, CorrespondingOnReferrals reading, Patients patients, Packs packs, Moments moments, Clock clock) {
        this.triage = triage;
        this.reading = reading;
        this.patients = patients;
        this.packs = packs;
        this.moments = moments;
        this.clock = clock;
    }

    @GetMapping("/triage")
    String worklist(Model model) {
        var waiting = triage.worklist();
        list(waiting, model);
        waiting.stream().filter(referral -> referral.state() instanceof ReferralState.AwaitingTriage).findFirst()
                .ifPresent(first -> pane(first, PlanChoices.NONE, Form.blank(), model));
        return "triage/triage";
    }

    @GetMapping(PATH)
    String read(@PathVariable UUID id, Model model) {
        return page(id, PlanChoices.NONE, Form.blank(), model);
    }

    /** The plan as the rules would fill it in now; another procedure begins anew. */
    @PostMapping(PATH + "/draft")
    String draft(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Model model) {
        var form = new Form(sent, List.of());
        var another = !form.value("plan.procedure").equals(form.value("was"));
        var tree = tree(form);
        if (another && tree.get("plan") instanceof ObjectNode plan) {
            plan.retain(List.of("procedure"));
        }
        return page(id, PlanReader.choices(Reading.of(tree)), another ? Form.blank() : form, model);
    }

    @PostMapping(PATH + "/accept")
    String accept(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Person person, Model model, HttpServletResponse response) {
        var form = new Form(sent, List.of());
        var body = Reading.of(tree(form));
        var choices = PlanReader.choices(body);
        var overrides = PlanReader.overrides(body);
        var outcome = body.mistakes().isEmpty() ? triage.accept(new AcceptReferral(id, seen(form), Callers.who(person), choices, overrides)) : null;
        if (outcome == null) {
            return again(id, choices, form.with(body.mistakes()), model, response);
        }
        return switch (outcome) {
            case ReferralOutcome.Changed(var referral, _) -> "redirect:/referrals/" + referral.id();
            case ReferralOutcome.Unchanged(var referral) -> "redirect:/referrals/" + referral.id();
            case ReferralOutcome.Refused(Refusal.PlanImpossible(var problems)) -> again(id, choices,
                    form.with(problems.stream().map(problem -> new Mistake(problem.pointer(), problem.detail())).toList()), model, response);
            case ReferralOutcome.Refused(var reason) -> refused(id, choices, form, reason, "", model, response);
        };
    }

    @PostMapping(PATH + "/decline")
    String decline(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Person person, Model model, HttpServletResponse response) {
        return said(id, "reason", sent, model, response, (seen, text) -> triage.decline(id, seen, Callers.who(person), text));
    }

    @PostMapping(PATH + "/ask")
    String ask(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Person person, Model model, HttpServletResponse response) {
        return said(id, "question", sent, model, response, (seen, text) -> triage.ask(id, seen, Callers.who(person), text));
    }

    @GetMapping("/clearances")
    String clearances(Model model) {
        return clearances(Form.blank(), model);
    }

    @PostMapping("/clearances/{id:[0-9a-fA-F-]{36}}/{kind}")
    String clear(@PathVariable UUID id, @PathVariable String kind, @RequestParam MultiValueMap<String, String> sent, Person person, Model model,
            HttpServletResponse response) {
        var form = new Form(sent, List.of());
        var tree = form.tree(PlanReader.SHAPE);
        tree.retain(List.of("state", "note"));
        var body = Reading.of(tree);
        var note = body.needed("note", body.lines("note", 1_000));
        var state = body.needed("state", body.word("state", Clearance.State.class));
        var which = Coded.of(Clearance.Kind.class, kind).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var mistakes = body.mistakes();
        if (mistakes.isEmpty()) {
            if (!(triage.clear(id, OptionalLong.empty(), which, state.orElseThrow(), Callers.who(person), note.orElseThrow())
                    instanceof ReferralOutcome.Refused(var reason))) {
                return "redirect:/clearances";
            }
            mistakes = List.of(new Mistake("/note", reason.sentence()));
        }
        response.setStatus(422);
        model.addAttribute("failed", id + "/" + kind);
        return clearances(form.with(mistakes), model);
    }

    private interface Step {
        ReferralOutcome take(OptionalLong seen, String text);
    }

    private String said(UUID id, String field, MultiValueMap<String, String> sent, Model model, HttpServletResponse response, Step step) {
        var form = new Form(sent, List.of());
        var tree = form.tree(PlanReader.SHAPE);
        tree.retain(List.of(field));
        var body = Reading.of(tree);
        var text = body.needed(field, body.lines(field, 4_000));
        if (!body.mistakes().isEmpty()) {
            return again(id, PlanChoices.NONE, form.with(body.mistakes()), model, response);
        }
        return step.take(seen(form), text.orElseThrow()) instanceof ReferralOutcome.Refused(var reason)
                ? refused(id, PlanChoices.NONE, form, reason, field, model, response) : "redirect:/triage";
    }

    private String refused(UUID id, PlanChoices choices, Form form, Refusal reason, String field, Model model, HttpServletResponse response) {
        if (reason instanceof Refusal.UnknownReferral) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return again(id, choices, form.with(List.of(new Mistake("/" + field, reason.sentence()))), model, response);
    }

    private String again(UUID id, PlanChoices choices, Form form, Model model, HttpServletResponse response) {
        response.setStatus(422);
        return page(id, choices, form, model);
    }

    private String page(UUID id, PlanChoices choices, Form form, Model model) {
        var referral = reading.find(id, Viewer.CLINIC).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        list(triage.worklist(), model);
        pane(referral, choices, form, model);
        return "triage/triage";
    }

    private void list(List<Referral> waiting, Model model) {
        var people = patients.find(waiting.stream().map(Referral::patientId).toList());
        model.addAttribute("rows", waiting.stream().map(referral -> ReferralRow.of(referral, people, moments)).toList());
    }

    private void pane(Referral referral, PlanChoices choices, Form form, Model model) {
        var people = patients.find(List.of(referral.patientId()));
        var open = referral.state() instanceof ReferralState.AwaitingTriage || referral.state() instanceof ReferralState.InformationRequested;
        model.addAttribute("referral", referral);
        model.addAttribute("row", ReferralRow.of(referral, people, moments));
        model.addAttribute("intake", IntakeView.of(referral.intake(), moments, packs.on(LocalDate.now(clock))));
        model.addAttribute("form", form);
        model.addAttribute("moments", moments);
        model.addAttribute("open", open);
        model.addAttribute("mayAsk", referral.state() instanceof ReferralState.AwaitingTriage);
        if (open) {
            var draft = triage.draft(referral, choices);
            model.addAttribute("draft", draft);
            model.addAttribute("plan", draft.plan());
            model.addAttribute("words", PlanForm.of(draft.plan()));
            model.addAttribute("blocking", draft.findings().stream().filter(finding -> finding.severity() == Severity.BLOCKING).toList());
            model.addAttribute("others", draft.findings().stream().filter(finding -> finding.severity() != Severity.BLOCKING).toList());
        } else {
            model.addAttribute("others", referral.findings());
            model.addAttribute("blocking", List.of());
        }
    }

    private String clearances(Form form, Model model) {
        var waiting = triage.clearances();
        var people = patients.find(waiting.stream().map(Referral::patientId).toList());
        var rows = new ArrayList<ClearanceRow>();
        for (var referral : waiting) {
            var acceptance = referral.acceptance().orElseThrow();
            acceptance.clearances().stream().filter(task -> task.isOpen()).forEach(task -> rows.add(new ClearanceRow(referral.id(),
                    ReferralRow.name(people.get(referral.patientId())), acceptance.plan().words(), task.kind().code(),
                    Reading.capital(task.kind().words()), task.detail(), moments.date(acceptance.earliest()))));
        }
        model.addAttribute("clearances", rows);
        model.addAttribute("form", form);
        return "triage/clearances";
    }

    /** The form's own fields are not the plan's; an override without a reason is none. */
    private static ObjectNode tree(Form form) {
        var tree = form.tree(PlanReader.SHAPE);
        tree.retain(List.of("plan", "overrides"));
        if (tree.get("overrides") instanceof ArrayNode overrides) {
            for (int i = overrides.size() - 1; i >= 0; i--) {
                if (!overrides.get(i).has("reason")) {
                    overrides.remove(i);
                }
            }
        }
        return tree;
    }

    private static OptionalLong seen(Form form) {
        return form.value("revision").matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(form.value("revision"))) : OptionalLong.empty();
    }
}
