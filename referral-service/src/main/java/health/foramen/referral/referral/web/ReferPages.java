package health.foramen.referral.referral.web;

import health.foramen.outbox.StableIds;
import health.foramen.referral.attachment.Attachment;
import health.foramen.referral.care.web.Form;
import health.foramen.referral.care.web.Mistakes;
import health.foramen.referral.care.web.Moments;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.care.web.Reading.Mistake;
import health.foramen.referral.directory.KeepingDirectory;
import health.foramen.referral.directory.Physician;
import health.foramen.referral.draft.Draft;
import health.foramen.referral.draft.DraftOutcome;
import health.foramen.referral.draft.KeepingDrafts;
import health.foramen.referral.intake.Finding;
import health.foramen.referral.intake.web.IntakeReader;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.patient.Identity;
import health.foramen.referral.patient.Patients;
import health.foramen.referral.referral.AttachingFiles;
import health.foramen.referral.referral.CorrespondingOnReferrals;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.RecognisingPatients;
import health.foramen.referral.referral.RecognisingPatients.Known;
import health.foramen.referral.referral.ReferralOutcome;
import health.foramen.referral.referral.ReferringPatients;
import health.foramen.referral.referral.Refusal;
import health.foramen.referral.referral.store.StoredReferrals;
import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form by which a patient is referred: by a physician, or by the front desk on behalf of one. It is one page that grows: findings, known patients and
 * the draft come beside it as it is filled in, and each of them also by a button for whoever has no scripts.
 */
@Controller
public final class ReferPages {

    /** Names that belong to the form and not to the referral. */
    private static final Set<String> FORMS_OWN = Set.of("key", "draftVersion", "fill", "copy", "physicianSought");
    private static final int MOST_FOUND = 8;
    private static final String SENT = "This form was sent already, with other words than now. What was sent stands among the referrals; open the form anew for another one.";

    private final ReferringPatients referring;
    private final CorrespondingOnReferrals corresponding;
    private final RecognisingPatients recognising;
    private final KeepingDrafts drafting;
    private final AttachingFiles attaching;
    private final KeepingDirectory directory;
    private final Patients patients;
    private final SubmissionReader reader;
    private final Packs packs;
    private final Moments moments;
    private final Clock clock;

    public ReferPages(ReferringPatients referring, CorrespondingOnReferrals corresponding, RecognisingPatients recognising, KeepingDrafts drafting,
            AttachingFiles attaching, KeepingDirectory directory, Patients patients, SubmissionReader reader, Packs packs, Moments moments, Clock clock) {
        this.referring = referring;
        this.corresponding = corresponding;
        this.recognising = recognising;
        this.drafting = drafting;
        this.attaching = attaching;
        this.directory = directory;
        this.patients = patients;
        this.reader = reader;
        this.packs = packs;
        this.moments = moments;
        this.clock = clock;
    }

    @GetMapping("/referrals/new")
    String blank(@RequestParam Optional<UUID> copy, @RequestParam Optional<UUID> patient, Person person, Model model) {
        var values = new LinkedMultiValueMap<String, String>();
        Map.of("key", UUID.randomUUID().toString(), "patient.language", "en", "patient.zone", moments.zone().getId(), "urgency", "routine", "symptom.weakness", "none",
                "safety.pregnancy", copy.isPresent() ? "" : "no").forEach(values::add);
        if (atTheDesk(person)) {
            values.add("origin.on", LocalDate.now(clock).toString());
        }
        return copy.isEmpty() && patient.isEmpty() ? form(new Form(values, List.of()), person, model) : prefilled(values, patient, copy, person, model);
    }

    @GetMapping("/referrals/drafts/{id:[0-9a-fA-F-]{36}}")
    String resume(@PathVariable UUID id, Person person, Model model) {
        var draft = drafting.find(id, owner(person)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var values = new LinkedMultiValueMap<String, String>();
        draft.fields().forEach(field -> values.put(field.name(), new ArrayList<>(field.values())));
        values.set("key", id.toString());
        values.set("draftVersion", String.valueOf(draft.version()));
        return form(new Form(values, List.of()), person, model);
    }

    @PostMapping("/referrals/new")
    String refer(@RequestParam MultiValueMap<String, String> sent, Person person, Model model, HttpServletResponse response) {
        var form = new Form(sent, List.of());
        var owner = owner(person);
        var draft = draftId(owner, form);
        try {
            var request = reader.finished(tree(form), SubmissionReader.idOf(owner, form.value("key")), owner.code(), person)
                    .with(drafting.find(draft, owner).map(Draft::attachments).orElse(List.of()));
            return switch (referring.refer(request)) {
                case ReferralOutcome.Changed(var referral, _) -> sent(referral, draft, owner);
                case ReferralOutcome.Unchanged(var referral) -> sent(referral, draft, owner);
                case ReferralOutcome.Refused(Refusal.UnknownPhysician reason) -> again(form.with(List.of(new Mistake("/origin/physician", reason.sentence()))), person, model, response);
                case ReferralOutcome.Refused(Refusal.KeyUsedForAnother _) -> again(form.with(List.of(new Mistake("", SENT))), person, model, response);
                case ReferralOutcome.Refused(var reason) -> again(form.with(List.of(new Mistake("", reason.sentence()))), person, model, response);
            };
        } catch (Mistakes mistakes) {
            return again(form.with(mistakes.all()), person, model, response);
        }
    }

    /** The side panel, as the form grows. Nothing is stored. */
    @PostMapping("/referrals/new/findings")
    String findings(@RequestParam MultiValueMap<String, String> sent, Person person, Model model) {
        var form = new Form(sent, List.of());
        show(considered(form, person), model);
        model.addAttribute("progress", Progress.of(form, atTheDesk(person)));
        return "referral/findings :: grown";
    }

    /** Whether the patient is known, and at the desk which physicians fit: beside the form, or for a browser without scripts the form with them. */
    @PostMapping("/referrals/new/{part:known|physicians}")
    String lookUp(@PathVariable String part, @RequestParam MultiValueMap<String, String> sent, @RequestHeader("HX-Request") Optional<String> quick, Person person,
            Model model) {
        var form = new Form(sent, List.of());
        if (quick.isEmpty()) {
            return form(form, person, model);
        }
        model.addAttribute("form", form);
        model.addAttribute("looked", true);
        if (part.equals("known")) {
            model.addAttribute("known", known(form, person));
            return "referral/refer :: known";
        }
        model.addAttribute("physicians", physicians(form));
        return "referral/refer :: physicians";
    }

    /** Takes a known patient, or an earlier referral, into the form. */
    @PostMapping("/referrals/new/fill")
    String fill(@RequestParam MultiValueMap<String, String> sent, Person person, Model model) {
        return prefilled(sent, uuid(sent.getFirst("fill")), uuid(sent.getFirst("copy")), person, model);
    }

    @PostMapping("/referrals/drafts")
    String save(@RequestParam MultiValueMap<String, String> sent, @RequestHeader("HX-Request") Optional<String> quick, Person person, Model model,
            HttpServletResponse response) {
        var form = new Form(sent, List.of());
        var owner = owner(person);
        var id = draftId(owner, form);
        var isSent = corresponding.find(SubmissionReader.idOf(owner, form.value("key")), Callers.viewer(person)).isPresent();
        var outcome = isSent ? new DraftOutcome.Refused("This form was sent already; what you change here is not saved.") : drafting.save(id, owner, version(form), fields(sent), Callers.who(person));
        if (quick.isPresent()) {
            model.addAttribute("kept", Kept.of(outcome, form, moments));
            return "referral/refer :: kept";
        }
        return switch (outcome) {
            case DraftOutcome.Saved(var draft) -> "redirect:/referrals/drafts/" + draft.id();
            case DraftOutcome.Unknown _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            case DraftOutcome.Stale _, DraftOutcome.Refused _ -> again(form.with(List.of(new Mistake("", Kept.of(outcome, form, moments).words()))), person, model, response);
        };
    }

    /** How the draft stands, beside the form. @param version the one that the next save builds upon */
    public record Kept(String version, boolean saved, String words) {

        static Kept of(DraftOutcome outcome, Form form, Moments moments) {
            return switch (outcome) {
                case DraftOutcome.Saved(var draft) -> new Kept(String.valueOf(draft.version()), true, "Draft saved " + moments.time(draft.savedAt()) + ".");
                case DraftOutcome.Stale(var present) -> new Kept(form.value("draftVersion"), false, present.by().name()
                        + " has changed this draft meanwhile. Open it again from the list before you go on; what you type here is not saved.");
                case DraftOutcome.Refused(var sentence) -> new Kept(form.value("draftVersion"), false, sentence);
                case DraftOutcome.Unknown _ -> new Kept(form.value("draftVersion"), false, "This draft belongs to somebody else; it is not saved.");
            };
        }
    }

    static Draft.Owner owner(Person person) {
        if (atTheDesk(person)) {
            return Draft.Owner.CLINIC;
        }
        return person.practice().map(Draft.Owner::practice).orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }

    private static boolean atTheDesk(Person person) {
        return person.is(Role.FRONT_DESK);
    }

    private String sent(Referral referral, UUID draft, Draft.Owner owner) {
        drafting.sent(draft, owner, attachment -> attaching.adopt(referral.id(), attachment));
        return "redirect:/referrals/" + referral.id();
    }

    private String prefilled(MultiValueMap<String, String> typed, Optional<UUID> patientId, Optional<UUID> copy, Person person, Model model) {
        var viewer = Callers.viewer(person);
        var earlier = copy.map(id -> corresponding.find(id, viewer).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        var patient = earlier.map(Referral::patientId).or(() -> patientId).flatMap(patients::find).filter(found -> !found.erased())
                .flatMap(found -> recognising.find(viewer, found)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var values = new LinkedMultiValueMap<String, String>();
        typed.forEach((name, all) -> values.put(name, new ArrayList<>(all)));
        var carried = earlier.filter(_ -> Callers.readsNotes(person)).map(referral -> Copying.whole(referral, patient.patient(), viewer)).orElseGet(() -> {
            var some = StoredReferrals.MAPPER.createObjectNode();
            some.set("patient", Copying.patient(patient.patient(), viewer));
            earlier.or(() -> patient.earlier().stream().findFirst()).ifPresent(referral -> some.set("coverage", Copying.coverage(referral.intake())));
            return some;
        });
        Copying.fields(carried).forEach(values::put);
        model.addAttribute("carried", earlier.isPresent() && Callers.readsNotes(person)
                ? "Taken from the referral of " + moments.date(earlier.get().receivedAt().atZone(moments.zone()).toLocalDate())
                + ". Pain, signs, infection, antibiotics, pregnancy and consent change from week to week: please ask anew."
                : "Filled in from what is known of " + patient.patient().identity().fullName() + ". Consent is the patient's to give: please ask.");
        return form(new Form(values, List.of()), person, model);
    }

    private String again(Form form, Person person, Model model, HttpServletResponse response) {
        response.setStatus(422);
        return form(form, person, model);
    }

    private String form(Form form, Person person, Model model) {
        var owner = owner(person);
        var draft = drafting.find(draftId(owner, form), owner);
        var desk = atTheDesk(person);
        model.addAttribute("form", form);
        model.addAttribute("page", ReferPage.of(packs.on(LocalDate.now(clock))));
        model.addAttribute("spine", Spine.DRAWN);
        model.addAttribute("today", LocalDate.now(clock));
        model.addAttribute("desk", desk);
        model.addAttribute("progress", Progress.of(form, desk));
        model.addAttribute("known", known(form, person));
        model.addAttribute("looked", false);
        model.addAttribute("kept", draft.map(saved -> new Kept(form.value("draftVersion"), true, "Draft saved " + moments.time(saved.savedAt()) + " by " + saved.by().name() + "."))
                .orElse(new Kept("", false, "")));
        model.addAttribute("draftPath", "/referrals/drafts/" + draftId(owner, form));
        model.addAttribute("isDraft", draft.isPresent());
        model.addAttribute("files", draft.map(Draft::attachments).orElse(List.<Attachment>of()));
        if (desk) {
            model.addAttribute("physicians", physicians(form));
            model.addAttribute("practices", directory.practices());
            model.addAttribute("drafts", drafting.of(owner).stream().filter(other -> !other.id().equals(draftId(owner, form)))
                    .map(other -> DraftRow.of(other, moments)).toList());
        }
        show(considered(form, person), model);
        return "referral/refer";
    }

    /** The chosen one first, then those who fit what was typed. */
    private List<Physician> physicians(Form form) {
        var found = new ArrayList<Physician>();
        uuid(form.value("origin.physician")).flatMap(directory::find).ifPresent(found::add);
        var words = form.value("physicianSought");
        directory.search(words.substring(0, Math.min(words.length(), 100)), MOST_FOUND).stream().filter(each -> found.stream().noneMatch(chosen -> chosen.id().equals(each.id()))).forEach(found::add);
        return found;
    }

    private List<KnownView> known(Form form, Person person) {
        return recognised(form, person).stream().map(known -> KnownView.of(known, moments, Callers.readsNotes(person))).toList();
    }

    private List<Known> recognised(Form form, Person person) {
        var patient = Reading.of(tree(form)).object("patient");
        var name = (patient.line("givenName", 100).orElse("") + " " + patient.line("familyName", 100).orElse("")).strip();
        return recognising.recognise(Callers.viewer(person), name, patient.date("birthDate"), patient.line("recordNumber", 40));
    }

    /** With what the ledger holds against it, once the whole name and the birth date are those of a patient whom the writer knows. */
    private List<Finding> considered(Form form, Person person) {
        var intake = reader.unfinished(tree(form));
        var patient = Reading.of(tree(form)).object("patient");
        var born = patient.date("birthDate");
        if (form.value("patient.givenName").isBlank() || form.value("patient.familyName").isBlank() || born.isEmpty()) {
            return referring.considering(intake);
        }
        var written = new Identity(form.value("patient.givenName"), form.value("patient.familyName"), born.get(), Optional.empty()).matchKey();
        return recognised(form, person).stream().map(Known::patient).filter(known -> known.identity().matchKey().equals(written)).findFirst()
                .map(known -> referring.considering(intake, known.id())).orElseGet(() -> referring.considering(intake));
    }

    private void show(List<Finding> findings, Model model) {
        model.addAttribute("findings", findings);
        model.addAttribute("alarm", findings.stream().anyMatch(finding -> finding.rule().startsWith("red-flag."))
                ? packs.on(LocalDate.now(clock)).redFlags().instruction() : null);
    }

    private static UUID draftId(Draft.Owner owner, Form form) {
        return uuid(form.value("key")).orElseGet(() -> StableIds.of("draft", owner.key(), form.value("key")));
    }

    private static Optional<UUID> uuid(String text) {
        return text != null && text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}") ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    private static OptionalLong version(Form form) {
        var seen = form.value("draftVersion");
        return seen.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(seen)) : OptionalLong.empty();
    }

    static List<Draft.Field> fields(MultiValueMap<String, String> sent) {
        return sent.entrySet().stream().filter(field -> !FORMS_OWN.contains(field.getKey())).filter(field -> field.getValue().stream().anyMatch(text -> text != null && !text.isBlank()))
                .map(field -> new Draft.Field(field.getKey(), field.getValue().stream().filter(text -> text != null && !text.isBlank()).toList())).toList();
    }

    /** The form's own fields are not the referral's, and a row of care that nobody ticked was not tried. */
    static ObjectNode tree(Form form) {
        var tree = form.tree(IntakeReader.SHAPE);
        tree.remove(FORMS_OWN);
        if (tree.get("conservativeCare") instanceof ArrayNode) {
            return tree;
        }
        tree.remove("conservativeCare");
        return tree;
    }
}
