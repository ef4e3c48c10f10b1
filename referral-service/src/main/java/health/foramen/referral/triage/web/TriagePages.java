package health.foramen.referral.triage.web;

import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Guidance;
import health.foramen.referral.care.Plan;
import health.foramen.referral.care.Position;
import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Sedation;
import health.foramen.referral.care.Setting;
import health.foramen.referral.care.Side;
import health.foramen.referral.care.SpinalLevel;
import health.foramen.referral.care.Urgency;
import health.foramen.referral.care.web.Form;
import health.foramen.referral.care.web.Moments;
import health.foramen.referral.care.web.Paging;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.care.web.Reading.Mistake;
import health.foramen.referral.intake.Completeness;
import health.foramen.referral.intake.Severity;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.patient.Patients;
import health.foramen.referral.referral.CorrespondingOnReferrals;
import health.foramen.referral.referral.DeclineReason;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.ReferralOutcome;
import health.foramen.referral.referral.ReferralState;
import health.foramen.referral.referral.Refusal;
import health.foramen.referral.referral.Viewer;
import health.foramen.referral.referral.web.Callers;
import health.foramen.referral.referral.web.IntakeView;
import health.foramen.referral.referral.web.ReferralRow;
import health.foramen.referral.site.KnowingSites;
import health.foramen.referral.site.KnownSite;
import health.foramen.referral.triage.Claims;
import health.foramen.referral.triage.PlanChoices;
import health.foramen.referral.triage.TriagingReferrals;
import health.foramen.referral.triage.TriagingReferrals.AcceptReferral;
import health.foramen.referral.triage.TriagingReferrals.Worklist;
import health.foramen.referral.triage.Waiting;
import health.foramen.safeguard.Person;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The clinician's page: what waits and who reads it, and one referral beside it with the plan filled in. */
@Controller
public final class TriagePages {

    private static final String PATH = "/triage/{id:[0-9a-fA-F-]{36}}";

    private static final List<String> FILTERS = List.of("urgency", "payer", "procedure", "mine", "missing");
    /** Of the worklist at once: more than a clinician looks over before she reads the first. */
    private static final int SHOWN = 50;

    /** The words of the plan form. */
    public record PlanForm(Procedure[] procedures, List<SpinalLevel> levels, Side[] sides, Guidance[] guidance, Sedation[] sedations,
                           Position[] positions, Setting[] settings, List<Choice> sites, List<Choice> clinicians) {

        /** Settings stand in the order of preference: the order in which they are sent is the order that the plan keeps. */
        static PlanForm of(Plan plan, List<KnownSite> known) {
            var settings = Stream.concat(plan.settings().stream(), Arrays.stream(Setting.values())).distinct().toArray(Setting[]::new);
            var sites = known.stream().map(site -> new Choice(site.id(), site.name(), site.setting().words(), plan.sites().contains(site.id()))).toList();
            var clinicians = KnowingSites.clinicians(known).stream()
                    .filter(clinician -> plan.clinicians().contains(clinician.id()) || known.stream().flatMap(site -> site.clinician(clinician.id()).stream())
                            .anyMatch(here -> here.does(plan.procedure())))
                    .map(clinician -> new Choice(clinician.id(), clinician.name(), known.stream().filter(site -> site.clinician(clinician.id()).isPresent())
                            .map(KnownSite::name).collect(Collectors.joining(", ")), plan.clinicians().contains(clinician.id()))).toList();
            return new PlanForm(Procedure.values(), plan.region().levels(), Side.values(), Guidance.values(), Sedation.values(), Position.values(), settings,
                    Choice.withUnknown(sites, plan.sites()), Choice.withUnknown(clinicians, plan.clinicians()));
        }
    }

    /** A site or a clinician to choose. @param detail the setting, or where they work */
    public record Choice(String id, String name, String detail, boolean chosen) {

        /** What was sent and nobody knows stays chosen, so that the mistake beside the field can be seen and undone. */
        static List<Choice> withUnknown(List<Choice> known, List<String> chosen) {
            return Stream.concat(known.stream(), chosen.stream().filter(id -> known.stream().noneMatch(each -> each.id().equals(id)))
                    .map(id -> new Choice(id, id, "not known", true))).toList();
        }
    }

    /** One line of the worklist. @param reader who else reads it now */
    public record WaitingRow(ReferralRow referral, String age, boolean asked, int told, int of, String missing, String reader, boolean mine) {
    }

    private final TriagingReferrals triage;
    private final CorrespondingOnReferrals reading;
    private final Patients patients;
    private final Packs packs;
    private final KnowingSites sites;
    private final Moments moments;
    private final Clock clock;

    public TriagePages(TriagingReferrals triage, CorrespondingOnReferrals reading, Patients patients, Packs packs, KnowingSites sites, Moments moments, Clock clock) {
        this.triage = triage;
        this.reading = reading;
        this.patients = patients;
        this.packs = packs;
        this.sites = sites;
        this.moments = moments;
        this.clock = clock;
    }

    @GetMapping("/triage")
    String worklist(@RequestParam MultiValueMap<String, String> wanted, Person person, Model model) {
        var form = new Form(wanted, List.of());
        var page = triage.worklist(filter(form, person, model), Paging.after(Optional.of(form.value("from")).filter(from -> !from.isEmpty())), SHOWN);
        list(page, person, model);
        model.addAttribute("begins", form.value("from").isEmpty());
        page.waiting().stream().filter(line -> !line.isAsked() && !line.isReadByAnother(Callers.who(person))).findFirst()
                .ifPresent(first -> pane(first.referral(), PlanChoices.NONE, Form.blank(), person, model));
        return "triage/triage";
    }

    @GetMapping(PATH)
    String read(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> wanted, Person person, Model model) {
        return page(id, new Form(wanted, List.of()), PlanChoices.NONE, Form.blank(), person, model);
    }

    /** Asked by the page itself as soon as it is open, or by its reader. */
    @PostMapping(PATH + "/claim")
    String claim(@PathVariable UUID id, @RequestParam Optional<String> takeOver, @RequestHeader("HX-Request") Optional<String> quiet, Person person, Model model) {
        var me = Callers.who(person);
        var claim = takeOver.map(from -> triage.takeOver(id, from, me)).orElseGet(() -> triage.turnTo(id, me)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (quiet.isPresent()) {
            reader(id, Optional.of(claim), person, model);
            return "triage/triage :: reader";
        }
        return "redirect:/triage/" + id;
    }

    @PostMapping(PATH + "/release")
    String release(@PathVariable UUID id, Person person) {
        triage.release(id, Callers.who(person));
        return "redirect:/triage";
    }

    /** The plan as the rules would fill it in now; another procedure begins anew. */
    @PostMapping(PATH + "/draft")
    String draft(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Person person, Model model) {
        var form = new Form(sent, List.of());
        var another = !form.value("plan.procedure").equals(form.value("was"));
        var tree = tree(form);
        if (another && tree.get("plan") instanceof ObjectNode plan) {
            plan.retain(List.of("procedure"));
        }
        return page(id, PlanReader.choices(Reading.of(tree)), another ? Form.blank() : form, person, model);
    }

    @PostMapping(PATH + "/accept")
    String accept(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Person person, Model model, HttpServletResponse response) {
        var form = new Form(sent, List.of());
        var body = Reading.of(tree(form));
        var choices = PlanReader.choices(body);
        var overrides = PlanReader.overrides(body);
        var redirect = body.lines("redirectBecause", 1_000);
        var outcome = body.mistakes().isEmpty() ? triage.accept(new AcceptReferral(id, seen(form), Callers.who(person), choices, overrides, redirect)) : null;
        if (outcome == null) {
            return again(id, choices, form.with(body.mistakes()), person, model, response);
        }
        return switch (outcome) {
            case ReferralOutcome.Changed(var referral, _) -> "redirect:/referrals/" + referral.id();
            case ReferralOutcome.Unchanged(var referral) -> "redirect:/referrals/" + referral.id();
            case ReferralOutcome.Refused(Refusal.PlanImpossible(var problems)) -> again(id, choices,
                    form.with(problems.stream().map(problem -> new Mistake(problem.pointer(), problem.detail())).toList()), person, model, response);
            case ReferralOutcome.Refused(var reason) -> refused(id, choices, form, reason, "", person, model, response);
        };
    }

    @PostMapping(PATH + "/decline")
    String decline(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Person person, Model model, HttpServletResponse response) {
        var code = Coded.of(DeclineReason.class, new Form(sent, List.of()).value("code"));
        if (code.isEmpty()) {
            return again(id, PlanChoices.NONE, new Form(sent, List.of(new Mistake("/code", "Choose a reason."))), person, model, response);
        }
        return said(id, "reason", sent, person, model, response, (seen, text) -> triage.decline(id, seen, Callers.who(person), text, code));
    }

    @PostMapping(PATH + "/ask")
    String ask(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Person person, Model model, HttpServletResponse response) {
        return said(id, "question", sent, person, model, response, (seen, text) -> triage.ask(id, seen, Callers.who(person), text));
    }

    /** The practice or the patient has asked for it by telephone. */
    @PostMapping(PATH + "/withdraw")
    String withdraw(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Person person, Model model, HttpServletResponse response) {
        return said(id, "withdrawal", sent, person, model, response, (seen, text) -> reading.withdraw(id, Viewer.CLINIC, seen, Callers.who(person), text));
    }

    private interface Step {
        ReferralOutcome take(OptionalLong seen, String text);
    }

    private String said(UUID id, String field, MultiValueMap<String, String> sent, Person person, Model model, HttpServletResponse response, Step step) {
        var form = new Form(sent, List.of());
        var tree = form.tree(PlanReader.SHAPE);
        tree.retain(List.of(field));
        var body = Reading.of(tree);
        var text = body.needed(field, body.lines(field, 4_000));
        if (!body.mistakes().isEmpty()) {
            return again(id, PlanChoices.NONE, form.with(body.mistakes()), person, model, response);
        }
        return step.take(seen(form), text.orElseThrow()) instanceof ReferralOutcome.Refused(var reason)
                ? refused(id, PlanChoices.NONE, form, reason, field, person, model, response) : "redirect:/triage";
    }

    private String refused(UUID id, PlanChoices choices, Form form, Refusal reason, String field, Person person, Model model, HttpServletResponse response) {
        if (reason instanceof Refusal.UnknownReferral) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return again(id, choices, form.with(List.of(new Mistake(field.isEmpty() ? "" : "/" + field, reason.sentence()))), person, model, response);
    }

    private String again(UUID id, PlanChoices choices, Form form, Person person, Model model, HttpServletResponse response) {
        response.setStatus(422);
        return page(id, choices, form, person, model);
    }

    private String page(UUID id, PlanChoices choices, Form form, Person person, Model model) {
        return page(id, Form.blank(), choices, form, person, model);
    }

    /** The list begins with the most urgent, or with the one that is read if that comes later. */
    private String page(UUID id, Form wanted, PlanChoices choices, Form form, Person person, Model model) {
        var referral = reading.find(id, Viewer.CLINIC).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var filter = filter(wanted, person, model);
        var first = triage.worklist(filter, "", SHOWN);
        var later = first.next().isPresent() && first.waiting().stream().noneMatch(line -> line.referral().id().equals(id));
        var from = later ? triage.justBefore(referral) : Optional.<String>empty();
        list(from.map(place -> triage.worklist(filter, place, SHOWN)).orElse(first), person, model);
        model.addAttribute("begins", from.isEmpty());
        pane(referral, choices, form, person, model);
        return "triage/triage";
    }

    private Waiting.Filter filter(Form wanted, Person person, Model model) {
        var rules = packs.on(LocalDate.now(clock));
        model.addAttribute("wanted", wanted);
        model.addAttribute("payers", rules.payersByTitle());
        model.addAttribute("procedures", Procedure.values());
        model.addAttribute("urgencies", Urgency.values());
        var filter = new Waiting.Filter(Coded.of(Urgency.class, wanted.value("urgency")), Optional.of(wanted.value("payer")).filter(payer -> rules.payer(payer).isPresent()),
                Coded.of(Procedure.class, wanted.value("procedure")), wanted.value("mine").isEmpty() ? Optional.empty() : Optional.of(Callers.who(person)),
                !wanted.value("missing").isEmpty());
        model.addAttribute("filtered", !filter.equals(Waiting.Filter.ALL));
        model.addAttribute("query", FILTERS.stream().filter(name -> !wanted.value(name).isEmpty())
                .map(name -> name + "=" + URLEncoder.encode(wanted.value(name), StandardCharsets.UTF_8)).collect(Collectors.joining("&")));
        return filter;
    }

    private void list(Worklist page, Person person, Model model) {
        var waiting = page.waiting();
        model.addAttribute("all", page.all());
        model.addAttribute("next", page.next().orElse(null));
        var people = patients.find(waiting.stream().map(line -> line.referral().patientId()).toList());
        var me = Callers.who(person);
        model.addAttribute("rows", waiting.stream().map(line -> new WaitingRow(ReferralRow.of(line.referral(), people, moments), age(line.since()), line.isAsked(),
                line.completeness().told(), line.completeness().of(), String.join(", ", line.completeness().missing()),
                line.isReadByAnother(me) ? line.claim().orElseThrow().by().name() : null, line.claim().filter(claim -> claim.isBy(me)).isPresent())).toList());
    }

    /** In the greatest unit: what matters is whether it is hours or weeks. */
    private String age(Instant since) {
        var waited = Duration.between(since, clock.instant());
        if (waited.toHours() < 1) {
            return "under an hour";
        }
        return waited.toHours() < 48 ? waited.toHours() + (waited.toHours() == 1 ? " hour" : " hours") : waited.toDays() + " days";
    }

    private void reader(UUID id, Optional<Claims.Claim> claim, Person person, Model model) {
        var me = Callers.who(person);
        model.addAttribute("referralId", id);
        model.addAttribute("claim", claim.orElse(null));
        model.addAttribute("claimUntil", claim.map(standing -> moments.time(standing.until())).orElse(null));
        model.addAttribute("readByMe", claim.filter(standing -> standing.isBy(me)).isPresent());
    }

    private void pane(Referral referral, PlanChoices choices, Form form, Person person, Model model) {
        var people = patients.find(List.of(referral.patientId()));
        var open = referral.state() instanceof ReferralState.AwaitingTriage || referral.state() instanceof ReferralState.InformationRequested;
        var claim = triage.reader(referral.id());
        reader(referral.id(), claim, person, model);
        model.addAttribute("referral", referral);
        model.addAttribute("row", ReferralRow.of(referral, people, moments));
        model.addAttribute("intake", IntakeView.of(referral.intake(), moments, packs.on(LocalDate.now(clock))));
        model.addAttribute("form", form);
        model.addAttribute("moments", moments);
        model.addAttribute("open", open);
        model.addAttribute("mayDecide", open && claim.filter(standing -> !standing.isBy(Callers.who(person))).isEmpty());
        model.addAttribute("mayAsk", referral.state() instanceof ReferralState.AwaitingTriage);
        model.addAttribute("completeness", Completeness.of(referral.intake()));
        model.addAttribute("waits", referral.state() instanceof ReferralState.InformationRequested asked ? age(asked.since()) : null);
        model.addAttribute("codes", DeclineReason.values());
        if (open) {
            var draft = triage.draft(referral, choices);
            model.addAttribute("draft", draft);
            model.addAttribute("plan", draft.plan());
            model.addAttribute("words", PlanForm.of(draft.plan(), sites.all()));
            model.addAttribute("redirects", referral.intake().requestedProcedure().filter(asked -> asked != draft.plan().procedure()).map(Procedure::words).orElse(null));
            model.addAttribute("blocking", draft.findings().stream().filter(finding -> finding.severity() == Severity.BLOCKING).toList());
            model.addAttribute("others", draft.findings().stream().filter(finding -> finding.severity() != Severity.BLOCKING).toList());
        } else {
            model.addAttribute("others", referral.findings());
            model.addAttribute("blocking", List.of());
        }
    }

    /** The form's own fields are not the plan's; an override without a reason is none. */
    private static ObjectNode tree(Form form) {
        var tree = form.tree(PlanReader.SHAPE);
        tree.retain(List.of("plan", "overrides", "redirectBecause"));
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
