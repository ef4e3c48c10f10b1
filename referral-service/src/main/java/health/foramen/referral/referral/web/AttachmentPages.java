package health.foramen.referral.referral.web;

import health.foramen.referral.attachment.Upload;
import health.foramen.referral.attachment.web.Files;
import health.foramen.referral.referral.AttachingFiles;
import health.foramen.referral.referral.ReferralOutcome;
import health.foramen.referral.referral.Refusal;
import health.foramen.safeguard.Person;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** Files of a referral, for people. A refusal is said on the referral's page, beside the file field. */
@Controller
@RequestMapping("/referrals/{id:[0-9a-fA-F-]{36}}/attachments")
public final class AttachmentPages {

    private final AttachingFiles attaching;
    private final ReferralPages pages;

    public AttachmentPages(AttachingFiles attaching, ReferralPages pages) {
        this.attaching = attaching;
        this.pages = pages;
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    String attach(@PathVariable UUID id, @RequestPart("file") MultipartFile file, Person person, Model model, HttpServletResponse response) throws IOException {
        return switch (Files.look(file)) {
            case Upload.Looked.Refused(var sentence) -> pages.refused(id, "file", sentence, person, model, response);
            case Upload.Looked.Sound(var upload) -> after(attaching.attach(id, Callers.viewer(person), upload, Callers.who(person)), id, person, model, response);
        };
    }

    @GetMapping("/{attachment:[0-9a-fA-F-]{36}}")
    ResponseEntity<?> download(@PathVariable UUID id, @PathVariable UUID attachment, Person person) {
        var found = attaching.find(id, attachment, Callers.viewer(person)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return Files.download(found, attaching.open(found).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    @PostMapping("/{attachment:[0-9a-fA-F-]{36}}/remove")
    String remove(@PathVariable UUID id, @PathVariable UUID attachment, Person person, Model model, HttpServletResponse response) {
        return after(attaching.detach(id, attachment, Callers.viewer(person), Callers.who(person)), id, person, model, response);
    }

    private String after(ReferralOutcome outcome, UUID id, Person person, Model model, HttpServletResponse response) {
        return switch (outcome) {
            case ReferralOutcome.Changed _, ReferralOutcome.Unchanged _ -> "redirect:/referrals/" + id + "#files";
            case ReferralOutcome.Refused(Refusal.UnknownReferral _) -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            case ReferralOutcome.Refused(Refusal.NoSuchAttachment _) -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            case ReferralOutcome.Refused(var reason) -> pages.refused(id, "file", reason.sentence(), person, model, response);
        };
    }
}
