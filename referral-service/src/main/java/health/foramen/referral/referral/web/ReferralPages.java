package health.foramen.referral.referral.web;

import health.foramen.referral.care.web.Form;
import health.foramen.referral.care.web.Moments;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.care.web.Reading.Mistake;
import health.foramen.referral.draft.KeepingDrafts;
import health.foramen.referral.intake.Finding;
import health.foramen.referral.intake.Intake;
import health.foramen.referral.intake.web.IntakeReader;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.Patients;
import health.foramen.referral.referral.CorrespondingOnReferrals;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.ReferralOutcome;
import health.foramen.referral.referral.ReferralState;
import health.foramen.referral.referral.Refusal;
import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

/** The physician's pages: my referrals, and one of them. */
@Controller
public final class ReferralPages {

    private static final String PATH = "/referrals/{id:[0-9a-fA-F-]{36}}";
    private static final int A_PAGE = 50;

    private final CorrespondingOnReferrals corresponding;
    private final KeepingDrafts drafting;
    private final Patients patients;
    private final Packs packs;
    private final SiteNames sites;
    private final Moments moments;
    private final Clock clock;

    public ReferralPages(CorrespondingOnReferrals corresponding, KeepingDrafts drafting, Patients patients, Packs packs,
            SiteNames sites, Moments moments, Clock clock) {
        this.corresponding = corresponding;
        this.drafting = drafting;
        this.patients = patients;
        this.packs = packs;
        this.sites = sites;
        this.moments = moments;
        this.clock = clock;
    }

    @GetMapping("/referrals")
    String list(@RequestParam Optional<String> q, @RequestParam Optional<String> cursor, Person person, Model model) {
        var viewer = Callers.viewer(person);
        var page = corresponding.list(viewer, cursor, A_PAGE);
        var toAnswer = cursor.isPresent() ? List.<Referral>of() : corresponding.toAnswer(viewer);
        var shown = new ArrayList<>(toAnswer);
        page.referrals().stream().filter(referral -> toAnswer.stream().noneMatch(first -> first.id().equals(referral.id()))).forEach(shown::add);
        var people = patients.find(shown.stream().map(Referral::patientId).toList());
        var words = q.map(String::strip).filter(text -> !text.isEmpty());
        model.addAttribute("rows", shown.stream().map(referral -> ReferralRow.of(referral, people, moments))
                .filter(row -> words.isEmpty() || Patient.named(row.patient(), words.get())).toList());
        model.addAttribute("searched", words.orElse(null));
        model.addAttribute("next", page.next().orElse(null));
        model.addAttribute("drafts", cursor.isPresent() || words.isPresent() || person.practice().isEmpty() ? List.of()
                : drafting.of(ReferPages.owner(person)).stream().map(draft -> DraftRow.of(draft, moments)).toList());
        return "referral/list";
    }

    @GetMapping(PATH)
    String read(@PathVariable UUID id, Person person, Model model) {
        return page(id, Form.blank(), person, model);
    }

    @PostMapping(PATH + "/answer")
    String answer(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Person person, Model model, HttpServletResponse response) {
        return decided(id, "answer", 4_000, sent, person, model, response,
                (seen, text) -> corresponding.answer(id, Callers.viewer(person), seen, Callers.who(person), text));
    }

    @PostMapping(PATH + "/withdraw")
    String withdraw(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Person person, Model model, HttpServletResponse response) {
        return decided(id, "reason", 1_000, sent, person, model, response,
                (seen, text) -> corresponding.withdraw(id, Callers.viewer(person), seen, Callers.who(person), text));
    }

    private interface Step {
        ReferralOutcome take(OptionalLong seen, String text);
    }

    private String decided(UUID id, String field, int most, MultiValueMap<String, String> sent, Person person, Model model, HttpServletResponse response,
            Step step) {
        var form = new Form(sent, List.of());
        var tree = form.tree(IntakeReader.SHAPE);
        tree.retain(List.of(field));
        var reading = Reading.of(tree);
        var text = reading.needed(field, reading.lines(field, most));
        var mistakes = reading.mistakes();
        if (corresponding.find(id, Callers.viewer(person)).filter(referral -> !Callers.speaksForThePractice(person, referral)).isPresent()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        if (mistakes.isEmpty()) {
            switch (step.take(OptionalLong.empty(), text.orElseThrow())) {
                case ReferralOutcome.Changed _, ReferralOutcome.Unchanged _ -> {
                    return "redirect:/referrals/" + id;
                }
                case ReferralOutcome.Refused(Refusal.UnknownReferral _) -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
                case ReferralOutcome.Refused(var reason) -> mistakes = List.of(new Mistake("/" + field, reason.sentence()));
            }
        }
        response.setStatus(422);
        return page(id, form.with(mistakes), person, model);
    }

    /** The page again, with what was wrong beside its field. */
    String refused(UUID id, String field, String sentence, Person person, Model model, HttpServletResponse response) {
        response.setStatus(422);
        return page(id, Form.blank().with(List.of(new Mistake("/" + field, sentence))), person, model);
    }

    private String page(UUID id, Form form, Person person, Model model) {
        var referral = corresponding.find(id, Callers.viewer(person)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var people = patients.find(List.of(referral.patientId()));
        model.addAttribute("row", ReferralRow.of(referral, people, moments));
        model.addAttribute("referral", referral);
        model.addAttribute("patient", people.get(referral.patientId()));
        model.addAttribute("intake", IntakeView.of(referral.intake(), moments, packs.on(LocalDate.now(clock))));
        model.addAttribute("timeline", TimelineEntry.of(referral.history(), moments));
        model.addAttribute("outcome", OutcomeView.of(referral, moments, sites).orElse(null));
        model.addAttribute("appointment", referral.currentAppointment()
                .map(a -> moments.time(a.localStart()) + ", " + sites.name(a.siteId())).orElse(null));
        model.addAttribute("standing", Standing.of(referral, moments));
        model.addAttribute("mayCopy", person.is(Role.REFERRER) && people.containsKey(referral.patientId()) && !people.get(referral.patientId()).erased());
        model.addAttribute("conversation", Callers.readsNotes(person) || Callers.speaksForThePractice(person, referral));
        model.addAttribute("mayAnswer", Callers.speaksForThePractice(person, referral) && referral.state() instanceof ReferralState.InformationRequested);
        model.addAttribute("mayWithdraw", Callers.speaksForThePractice(person, referral) && switch (referral.state()) {
            case ReferralState.Emergency _, ReferralState.AwaitingTriage _, ReferralState.InformationRequested _, ReferralState.Accepted _,
                    ReferralState.Booked _ -> true;
            case ReferralState.Performed _, ReferralState.Closed _, ReferralState.Declined _, ReferralState.Withdrawn _ -> false;
        });
        model.addAttribute("instruction", referral.state() instanceof ReferralState.Emergency
                ? packs.on(LocalDate.now(clock)).redFlags().instruction() : null);
        var images = referral.intake().imaging().flatMap(Intake.Imaging::link);
        model.addAttribute("imagesAt", images.orElse(null));
        model.addAttribute("imagesHost", images.map(link -> URI.create(link).getHost()).orElse(null));
        model.addAttribute("notes", Callers.readsNotes(person));
        model.addAttribute("mayRemoveFiles", switch (referral.state()) {
            case ReferralState.AwaitingTriage _, ReferralState.InformationRequested _ -> true;
            case ReferralState.Emergency _, ReferralState.Accepted _, ReferralState.Booked _, ReferralState.Performed _, ReferralState.Closed _,
                    ReferralState.Declined _, ReferralState.Withdrawn _ -> false;
        });
        model.addAttribute("mayAttach", !referral.folder().isFull() && switch (referral.state()) {
            case ReferralState.Emergency _, ReferralState.AwaitingTriage _, ReferralState.InformationRequested _, ReferralState.Accepted _,
                    ReferralState.Booked _ -> true;
            case ReferralState.Performed _, ReferralState.Closed _, ReferralState.Declined _, ReferralState.Withdrawn _ -> false;
        });
        model.addAttribute("form", form);
        model.addAttribute("moments", moments);
        model.addAttribute("clinician", person.is(Role.CLINICIAN));
        show(referral.findings(), model);
        return "referral/referral";
    }

    private void show(List<Finding> findings, Model model) {
        model.addAttribute("findings", findings);
        model.addAttribute("alarm", findings.stream().anyMatch(finding -> finding.rule().startsWith("red-flag."))
                ? packs.on(LocalDate.now(clock)).redFlags().instruction() : null);
    }
}
