package health.foramen.referral.referral.web;

import health.foramen.referral.attachment.Attachment;
import health.foramen.referral.attachment.Upload;
import health.foramen.referral.attachment.web.Files;
import health.foramen.referral.referral.AttachingFiles;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.ReferralOutcome;
import health.foramen.referral.referral.Refusal;
import health.foramen.safeguard.Person;
import health.foramen.shell.Problem;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Files of a referral, for programs. */
@RestController
@RequestMapping("/api/referrals/{id}/attachments")
public final class AttachmentsApi {

    private final AttachingFiles attaching;

    public AttachmentsApi(AttachingFiles attaching) {
        this.attaching = attaching;
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<?> attach(@PathVariable UUID id, @RequestPart("file") MultipartFile file, Person person) throws IOException {
        return switch (Files.look(file)) {
            case Upload.Looked.Refused(var sentence) ->
                    Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "unacceptable-file", sentence).error("/file", sentence).response();
            case Upload.Looked.Sound(var upload) -> switch (attaching.attach(id, Callers.viewer(person), upload, Callers.who(person))) {
                case ReferralOutcome.Changed(var referral, _) -> attached(referral, upload);
                case ReferralOutcome.Unchanged(var referral) -> attached(referral, upload);
                case ReferralOutcome.Refused(var reason) -> RefusalProblems.of(reason).response();
            };
        };
    }

    @GetMapping("/{attachment}")
    ResponseEntity<?> download(@PathVariable UUID id, @PathVariable UUID attachment, Person person) {
        var found = attaching.find(id, attachment, Callers.viewer(person));
        var bytes = found.flatMap(attaching::open);
        return bytes.<ResponseEntity<?>>map(open -> Files.download(found.orElseThrow(), open))
                .orElseGet(() -> RefusalProblems.of(new Refusal.NoSuchAttachment()).response());
    }

    @DeleteMapping("/{attachment}")
    ResponseEntity<?> remove(@PathVariable UUID id, @PathVariable UUID attachment, Person person) {
        return switch (attaching.detach(id, attachment, Callers.viewer(person), Callers.who(person))) {
            case ReferralOutcome.Changed _, ReferralOutcome.Unchanged _ -> ResponseEntity.noContent().build();
            case ReferralOutcome.Refused(var reason) -> RefusalProblems.of(reason).response();
        };
    }

    private static ResponseEntity<?> attached(Referral referral, Upload upload) {
        var attachment = referral.folder().attachments().stream().filter(each -> each.sha256().equals(upload.sha256())).findFirst().orElseThrow();
        return ResponseEntity.created(URI.create("/api/referrals/" + referral.id() + "/attachments/" + attachment.id()))
                .body(line(attachment));
    }

    record Line(String attachmentId, String name, String type, long size, String sha256, String by, String at) {
    }

    static Line line(Attachment attachment) {
        return new Line(attachment.id().toString(), attachment.name(), attachment.type().mediaType(), attachment.size(), attachment.sha256(),
                attachment.by().name(), attachment.at().toString());
    }
}
