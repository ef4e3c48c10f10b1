package health.foramen.referral.referral.web;

import health.foramen.referral.attachment.Attachment;
import health.foramen.referral.attachment.Upload;
import health.foramen.referral.attachment.web.Files;
import health.foramen.referral.care.web.Form;
import health.foramen.referral.care.web.Reading.Mistake;
import health.foramen.referral.draft.Draft;
import health.foramen.referral.draft.DraftOutcome;
import health.foramen.referral.draft.KeepingDrafts;
import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** A draft's files, and letting go of a draft. */
@Controller
@RequestMapping("/referrals/drafts/{id:[0-9a-fA-F-]{36}}")
public final class DraftPages {

    private final KeepingDrafts drafting;

    public DraftPages(KeepingDrafts drafting) {
        this.drafting = drafting;
    }

    @PostMapping("/discard")
    String discard(@PathVariable UUID id, Person person) {
        drafting.discard(id, ReferPages.owner(person), OptionalLong.empty());
        return person.is(Role.FRONT_DESK) ? "redirect:/referrals/new" : "redirect:/referrals";
    }

    @PostMapping(path = "/attachments", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    String attach(@PathVariable UUID id, @RequestPart("file") MultipartFile file, @RequestHeader("HX-Request") Optional<String> quick, Person person, Model model,
            HttpServletResponse response) throws IOException {
        var owner = ReferPages.owner(person);
        return switch (Files.look(file)) {
            case Upload.Looked.Refused(var sentence) -> refused(id, owner, sentence, quick, model, response);
            case Upload.Looked.Sound(var upload) -> after(drafting.attach(id, owner, upload, Callers.who(person)), id, owner, quick, model, response);
        };
    }

    @GetMapping("/attachments/{attachment:[0-9a-fA-F-]{36}}")
    ResponseEntity<?> download(@PathVariable UUID id, @PathVariable UUID attachment, Person person) {
        var found = drafting.find(id, ReferPages.owner(person)).flatMap(draft -> draft.attachment(attachment))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return Files.download(found, drafting.open(found).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    @PostMapping("/attachments/{attachment:[0-9a-fA-F-]{36}}/remove")
    String remove(@PathVariable UUID id, @PathVariable UUID attachment, @RequestHeader("HX-Request") Optional<String> quick, Person person, Model model,
            HttpServletResponse response) {
        var owner = ReferPages.owner(person);
        return after(drafting.detach(id, owner, attachment, Callers.who(person)), id, owner, quick, model, response);
    }

    private String after(DraftOutcome outcome, UUID id, Draft.Owner owner, Optional<String> quick, Model model, HttpServletResponse response) {
        return switch (outcome) {
            case DraftOutcome.Saved(var draft) when quick.isPresent() -> files(draft.id(), draft.attachments(), String.valueOf(draft.version()), Form.blank(), model);
            case DraftOutcome.Saved(var draft) -> "redirect:/referrals/drafts/" + draft.id() + "#files";
            case DraftOutcome.Refused(var sentence) -> refused(id, owner, sentence, quick, model, response);
            case DraftOutcome.Stale _, DraftOutcome.Unknown _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    /** What is wrong stands beside the file field; with scripts that field alone comes back, without them a page of its own. */
    private String refused(UUID id, Draft.Owner owner, String sentence, Optional<String> quick, Model model, HttpServletResponse response) {
        response.setStatus(422);
        var fragment = files(id, drafting.find(id, owner).map(Draft::attachments).orElse(List.of()), null, Form.blank().with(List.of(new Mistake("/file", sentence))), model);
        return quick.isPresent() ? fragment : "referral/draft-files";
    }

    private static String files(UUID id, List<Attachment> attachments, String version, Form form, Model model) {
        model.addAttribute("files", attachments);
        model.addAttribute("draftPath", "/referrals/drafts/" + id);
        model.addAttribute("draftVersion", version);
        model.addAttribute("form", form);
        return "referral/files :: draft";
    }
}
