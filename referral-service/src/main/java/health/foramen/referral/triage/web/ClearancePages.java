package health.foramen.referral.triage.web;

import health.foramen.referral.care.Clearance;
import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Who;
import health.foramen.referral.care.web.Form;
import health.foramen.referral.care.web.Moments;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.care.web.Reading.Mistake;
import health.foramen.referral.patient.Patients;
import health.foramen.referral.referral.ClearanceTask;
import health.foramen.referral.referral.ReferralOutcome;
import health.foramen.referral.referral.Refusal;
import health.foramen.referral.referral.web.Callers;
import health.foramen.referral.referral.web.ReferralRow;
import health.foramen.referral.triage.SettlingClearances;
import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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

/** What must be settled before a needle: by owner and due date, with the words by which each is settled, and what became of earlier ones. */
@Controller
public final class ClearancePages {

    private static final String TASK = "/clearances/{id:[0-9a-fA-F-]{36}}/{kind}";
    private static final Form.Shape SHAPE = new Form.Shape(Set.of(), Set.of("requested"), Set.of());
    private static final int A_PAGE = 50;

    /** The buttons, each as what it says to the API. A decision that nobody offered is none. */
    private static final Map<String, Map<String, String>> DECISIONS = Map.of("cleared", Map.of("state", "cleared"), "refused", Map.of("state", "refused"),
            "withdrawn", Map.of("state", "open"), "requested", Map.of("state", "open", "requested", "true"),
            "prescriber", Map.of("state", "cleared", "as", "prescriber"), "proceduralist", Map.of("state", "cleared", "as", "proceduralist"));

    /** One clearance of one referral. @param effect what it keeps from happening */
    public record TaskRow(UUID id, String patient, String plan, String kind, String kindWords, String detail, String standing, String mark, String effect, String earliest,
                          LocalDate due, String dueWords, boolean overdue, String owner, boolean mine, List<String> said, boolean bloodThinner, boolean payers,
                          boolean prescriberSigned, boolean proceduralistSigned, boolean refused) {
    }

    /** One line of what was settled. */
    public record SettledRow(UUID id, String patient, String what, String who, String time, Instant at, String why) {
    }

    private final SettlingClearances settling;
    private final Patients patients;
    private final Moments moments;
    private final Clock clock;

    public ClearancePages(SettlingClearances settling, Patients patients, Moments moments, Clock clock) {
        this.settling = settling;
        this.patients = patients;
        this.moments = moments;
        this.clock = clock;
    }

    @GetMapping("/clearances")
    String list(@RequestParam Optional<String> owner, @RequestParam Optional<String> kind, @RequestParam(defaultValue = "false") boolean overdue, Person person, Model model) {
        return page(owner, kind, overdue, Form.blank(), person, model);
    }

    @GetMapping("/clearances/history")
    String history(@RequestParam Optional<String> cursor, Person person, Model model) {
        var kinds = ClearancesApi.kinds(person);
        var settled = settling.settled(cursor.filter(text -> text.matches("[1-9]\\d{0,8}-\\d{1,3}")), A_PAGE);
        var people = patients.find(settled.entries().stream().map(entry -> entry.referral().patientId()).toList());
        model.addAttribute("rows", settled.entries().stream().filter(entry -> kinds.stream().anyMatch(kind -> entry.change().what().startsWith(kind.words())))
                .map(entry -> new SettledRow(entry.referral().id(), ReferralRow.name(people.get(entry.referral().patientId())), Reading.capital(entry.change().what()),
                        entry.change().by().name(), moments.time(entry.change().at()), entry.change().at(), entry.change().why().orElse(""))).toList());
        model.addAttribute("next", settled.next().orElse(null));
        model.addAttribute("clinician", person.is(Role.CLINICIAN));
        return "triage/clearance-history";
    }

    @PostMapping(TASK)
    String say(@PathVariable UUID id, @PathVariable String kind, @RequestParam MultiValueMap<String, String> sent, Person person, Model model, HttpServletResponse response) {
        var which = kind(kind, person);
        var form = new Form(sent, List.of());
        var tree = form.tree(SHAPE);
        tree.retain(List.of("note", "number", "validFrom", "expires"));
        DECISIONS.getOrDefault(form.value("decision"), Map.of()).forEach((field, value) -> {
            if (field.equals("requested")) {
                tree.put(field, true);
            } else {
                tree.put(field, value);
            }
        });
        var body = Reading.of(tree);
        if (form.value("decision").equals("cleared") && which == Clearance.Kind.PRIOR_AUTHORISATION) {
            body.needed("number", body.line("number", 60));
            body.needed("expires", body.date("expires"));
        }
        var word = WordReader.word(body, Optional.of(which), LocalDate.now(clock));
        if (word.isEmpty()) {
            return again(id, which, form.with(body.mistakes()), person, model, response);
        }
        return settling.say(id, OptionalLong.empty(), which, word.get(), Callers.who(person)) instanceof ReferralOutcome.Refused(var reason)
                ? refused(id, which, reason, form, "/note", person, model, response) : back(form);
    }

    @PostMapping(TASK + "/assign")
    String assign(@PathVariable UUID id, @PathVariable String kind, @RequestParam MultiValueMap<String, String> sent, Person person, Model model, HttpServletResponse response) {
        var which = kind(kind, person);
        var form = new Form(sent, List.of());
        var tree = form.tree(SHAPE);
        tree.retain(List.of("owner", "due"));
        var body = Reading.of(tree);
        var owner = ClearancesApi.owner(body, person);
        var due = body.date("due");
        if (!body.mistakes().isEmpty()) {
            return again(id, which, form.with(body.mistakes()), person, model, response);
        }
        return settling.assign(id, OptionalLong.empty(), which, owner, due, Callers.who(person)) instanceof ReferralOutcome.Refused(var reason)
                ? refused(id, which, reason, form, "/due", person, model, response) : back(form);
    }

    /** Back to the same part of the list. */
    private static String back(Form form) {
        return "redirect:/clearances" + (form.value("shown").matches("[a-z=&-]{1,60}") ? "?" + form.value("shown") : "");
    }

    private String refused(UUID id, Clearance.Kind kind, Refusal reason, Form form, String field, Person person, Model model, HttpServletResponse response) {
        if (reason instanceof Refusal.UnknownReferral) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return again(id, kind, form.with(List.of(new Mistake(field, reason.sentence()))), person, model, response);
    }

    private String again(UUID id, Clearance.Kind kind, Form form, Person person, Model model, HttpServletResponse response) {
        response.setStatus(422);
        model.addAttribute("failed", id + "/" + kind.code());
        return page(Optional.empty(), Optional.empty(), false, form, person, model);
    }

    private String page(Optional<String> owner, Optional<String> kind, boolean overdue, Form form, Person person, Model model) {
        var theirs = ClearancesApi.kinds(person);
        var wanted = kind.flatMap(code -> Coded.of(Clearance.Kind.class, code)).filter(theirs::contains);
        var me = Callers.who(person);
        var all = settling.waiting(new SettlingClearances.Filter(theirs, Optional.empty(), false, false));
        var today = LocalDate.now(clock);
        var shown = all.stream().filter(item -> wanted.filter(one -> one != item.task().kind()).isEmpty())
                .filter(item -> owner.filter("me"::equals).isEmpty() || item.task().owner().map(Who::id).filter(me.id()::equals).isPresent())
                .filter(item -> owner.filter("nobody"::equals).isEmpty() || item.task().owner().isEmpty()).filter(item -> !overdue || item.task().overdue(today)).toList();
        var people = patients.find(shown.stream().map(item -> item.referral().patientId()).toList());
        model.addAttribute("rows", shown.stream().map(item -> row(item, ReferralRow.name(people.get(item.referral().patientId())), me, today)).toList());
        model.addAttribute("all", all.size());
        model.addAttribute("mine", all.stream().filter(item -> item.task().owner().map(Who::id).filter(me.id()::equals).isPresent()).count());
        model.addAttribute("nobodys", all.stream().filter(item -> item.task().owner().isEmpty()).count());
        model.addAttribute("late", all.stream().filter(item -> item.task().overdue(today)).count());
        model.addAttribute("kinds", theirs.stream().sorted().collect(Collectors.toMap(Clearance.Kind::code, each -> Reading.capital(each.words()), (one, _) -> one,
                LinkedHashMap::new)));
        model.addAttribute("kind", wanted.map(Clearance.Kind::code).orElse(null));
        model.addAttribute("owner", owner.filter(word -> word.equals("me") || word.equals("nobody")).orElse(null));
        model.addAttribute("overdue", overdue);
        model.addAttribute("clinician", person.is(Role.CLINICIAN));
        model.addAttribute("form", form);
        model.addAttribute("today", today);
        return "triage/clearances";
    }

    private TaskRow row(SettlingClearances.Item item, String patient, Who me, LocalDate today) {
        var task = item.task();
        var acceptance = item.referral().acceptance().orElseThrow();
        var signed = task.signatures().stream().map(ClearanceTask.Signature::as).toList();
        return new TaskRow(item.referral().id(), patient, acceptance.plan().words(), task.kind().code(), Reading.capital(task.kind().words()), task.detail(),
                standing(task), task.state() == Clearance.State.REFUSED ? "stop" : signed.isEmpty() && task.authorisation().isEmpty() ? "wait" : "now", effect(task),
                moments.date(acceptance.earliestNow()), task.due().orElse(null), task.due().map(moments::day).orElse("no day"), task.overdue(today),
                task.owner().map(Who::name).orElse(null), task.owner().map(Who::id).filter(me.id()::equals).isPresent(), said(task),
                task.kind() == Clearance.Kind.BLOOD_THINNER, task.kind() == Clearance.Kind.PRIOR_AUTHORISATION, signed.contains(ClearanceTask.As.PRESCRIBER),
                signed.contains(ClearanceTask.As.PROCEDURALIST), task.state() == Clearance.State.REFUSED);
    }

    private static String standing(ClearanceTask task) {
        if (task.state() == Clearance.State.REFUSED) {
            return "refused: decide what follows";
        }
        if (!task.signatures().isEmpty()) {
            return "signed by the " + task.signatures().getFirst().as().words() + ", the " + task.unsigned().getFirst().words() + " is missing";
        }
        return task.authorisation().flatMap(ClearanceTask.Authorisation::requestedAt).isPresent() ? "requested" : "open";
    }

    private static String effect(ClearanceTask task) {
        if (task.state() == Clearance.State.REFUSED) {
            return "nothing can be booked on it";
        }
        return task.kind().withholds() ? "nothing can be booked or held" : task.kind().holdsOnly() ? "an opening can be held, not booked" : "the visit cannot begin";
    }

    private List<String> said(ClearanceTask task) {
        return task.signatures().isEmpty()
                ? task.note().map(note -> task.by().map(Who::name).orElse("") + task.at().map(at -> ", " + moments.time(at)).orElse("") + ": " + note).stream().toList()
                : task.signatures().stream().map(signature -> Reading.capital(signature.as().words()) + ", written down by " + signature.by().name() + ", "
                + moments.time(signature.at()) + ": " + signature.note()).toList();
    }

    private static Clearance.Kind kind(String code, Person person) {
        return ClearancesApi.kind(code, person).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
