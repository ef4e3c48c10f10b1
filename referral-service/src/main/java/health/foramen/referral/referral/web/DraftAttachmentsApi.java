package health.foramen.referral.referral.web;

import health.foramen.referral.attachment.Upload;
import health.foramen.referral.attachment.web.Files;
import health.foramen.referral.draft.Draft;
import health.foramen.referral.draft.DraftOutcome;
import health.foramen.referral.draft.KeepingDrafts;
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

/** Files of a draft, for programs; they go along when it is sent. */
@RestController
@RequestMapping("/api/referrals/drafts/{id}/attachments")
public final class DraftAttachmentsApi {

    private final KeepingDrafts drafting;

    public DraftAttachmentsApi(KeepingDrafts drafting) {
        this.drafting = drafting;
    }

    /** To a draft that is there: a file alone begins none. */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<?> attach(@PathVariable UUID id, @RequestPart("file") MultipartFile file, Person person) throws IOException {
        var owner = ReferPages.owner(person);
        if (drafting.find(id, owner).isEmpty()) {
            return DraftsApi.unknown();
        }
        return switch (Files.look(file)) {
            case Upload.Looked.Refused(var sentence) -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "unacceptable-file", sentence).error("/file", sentence).response();
            case Upload.Looked.Sound(var upload) -> switch (drafting.attach(id, owner, upload, Callers.who(person))) {
                case DraftOutcome.Saved(var draft) -> attached(draft, upload);
                case DraftOutcome.Refused(var sentence) -> Problem.of(HttpStatus.CONFLICT, "too-many-attachments", sentence).response();
                case DraftOutcome.Stale _, DraftOutcome.Unknown _ -> DraftsApi.unknown();
            };
        };
    }

    @GetMapping("/{attachment}")
    ResponseEntity<?> download(@PathVariable UUID id, @PathVariable UUID attachment, Person person) {
        var found = drafting.find(id, ReferPages.owner(person)).flatMap(draft -> draft.attachment(attachment));
        var bytes = found.flatMap(drafting::open);
        return bytes.<ResponseEntity<?>>map(open -> Files.download(found.orElseThrow(), open)).orElseGet(DraftAttachmentsApi::noSuchFile);
    }

    @DeleteMapping("/{attachment}")
    ResponseEntity<?> remove(@PathVariable UUID id, @PathVariable UUID attachment, Person person) {
        return switch (drafting.detach(id, ReferPages.owner(person), attachment, Callers.who(person))) {
            case DraftOutcome.Saved _ -> ResponseEntity.noContent().build();
            case DraftOutcome.Refused _, DraftOutcome.Stale _, DraftOutcome.Unknown _ -> noSuchFile();
        };
    }

    private static ResponseEntity<?> attached(Draft draft, Upload upload) {
        var file = draft.attachments().stream().filter(each -> each.sha256().equals(upload.sha256())).findFirst();
        return file.<ResponseEntity<?>>map(each -> ResponseEntity.created(URI.create("/api/referrals/drafts/" + draft.id() + "/attachments/" + each.id()))
                .header("ETag", "\"" + draft.version() + "\"").body(DraftsApi.File.of(each)))
                .orElseGet(() -> Problem.of(HttpStatus.CONFLICT, "too-many-attachments", "Somebody else has attached the last file that this draft can take.").response());
    }

    private static ResponseEntity<?> noSuchFile() {
        return Problem.of(HttpStatus.NOT_FOUND, "unknown-attachment", "There is no such file.").response();
    }
}
