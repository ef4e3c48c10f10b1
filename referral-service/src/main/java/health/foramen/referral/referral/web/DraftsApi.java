package health.foramen.referral.referral.web;

import health.foramen.referral.attachment.Attachment;
import health.foramen.referral.care.Coded;
import health.foramen.referral.care.web.Form;
import health.foramen.referral.care.web.IfMatch;
import health.foramen.referral.care.web.Mistakes;
import health.foramen.referral.care.web.Paging;
import health.foramen.referral.care.web.Reading.Mistake;
import health.foramen.referral.draft.Draft;
import health.foramen.referral.draft.DraftOutcome;
import health.foramen.referral.draft.KeepingDrafts;
import health.foramen.referral.intake.Intake;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.referral.AttachingFiles;
import health.foramen.referral.referral.CorrespondingOnReferrals;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.ReferralOutcome;
import health.foramen.referral.referral.ReferringPatients;
import health.foramen.safeguard.Person;
import health.foramen.shell.Problem;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Drafts for the practices' own systems: the same that the form keeps, so that what a program has begun a physician finishes by hand. */
@RestController
@RequestMapping("/api/referrals/drafts")
public final class DraftsApi {

    /** A draft among others. @param patient as far as it is named */
    public record Line(UUID draftId, long version, Instant savedAt, String by, Optional<String> patient, int attachments) {

        static Line of(Draft draft) {
            var name = (draft.value("patient.givenName") + " " + draft.value("patient.familyName")).strip();
            return new Line(draft.id(), draft.version(), draft.savedAt(), draft.by().name(), Optional.of(name).filter(text -> !text.isEmpty()), draft.attachments().size());
        }
    }

    /** A page of them. */
    public record Listed(List<Line> drafts, int all, Optional<String> next) {
    }

    /** A file that goes along. */
    public record File(UUID attachmentId, String name, String type, long size) {

        static File of(Attachment file) {
            return new File(file.id(), file.name(), file.type().mediaType(), file.size());
        }
    }

    /** One draft. @param referral what was typed so far, as the body of a new referral */
    public record Whole(UUID draftId, long version, Instant savedAt, String by, ObjectNode referral, List<File> attachments) {

        static Whole of(Draft draft) {
            return new Whole(draft.id(), draft.version(), draft.savedAt(), draft.by().name(), tree(draft), draft.attachments().stream().map(File::of).toList());
        }
    }

    private final KeepingDrafts drafting;
    private final ReferringPatients referring;
    private final CorrespondingOnReferrals corresponding;
    private final AttachingFiles attaching;
    private final SubmissionReader reader;
    private final Packs packs;
    private final Clock clock;

    public DraftsApi(KeepingDrafts drafting, ReferringPatients referring, CorrespondingOnReferrals corresponding, AttachingFiles attaching, SubmissionReader reader,
            Packs packs, Clock clock) {
        this.drafting = drafting;
        this.referring = referring;
        this.corresponding = corresponding;
        this.attaching = attaching;
        this.reader = reader;
        this.packs = packs;
        this.clock = clock;
    }

    /** The newest first. */
    @GetMapping
    Listed list(@RequestParam Optional<String> cursor, @RequestParam(defaultValue = "50") int limit, Person person) {
        var page = Paging.of(drafting.of(ReferPages.owner(person)), draft -> "%019d-%s".formatted(Long.MAX_VALUE - draft.savedAt().toEpochMilli(), draft.id()), cursor, limit);
        return new Listed(page.entries().stream().map(Line::of).toList(), page.all(), page.next());
    }

    @GetMapping("/{id}")
    ResponseEntity<?> read(@PathVariable UUID id, Person person) {
        return drafting.find(id, ReferPages.owner(person)).<ResponseEntity<?>>map(draft -> whole(HttpStatus.OK, draft)).orElseGet(DraftsApi::unknown);
    }

    /** The caller chooses the id; the same again changes nothing. What is there is replaced only by whoever has read it. */
    @PutMapping("/{id}")
    ResponseEntity<?> save(@PathVariable UUID id, @RequestHeader("If-Match") Optional<String> match, @RequestBody JsonNode body, Person person) {
        var owner = ReferPages.owner(person);
        var fields = fields(body, owner, person);
        var sent = sent(id, owner, person);
        if (sent.isPresent()) {
            return Problem.of(HttpStatus.CONFLICT, "draft-sent", "This draft has become a referral.").with("referralId", sent.get().id()).response();
        }
        var known = drafting.find(id, owner);
        if (known.isEmpty() && match.isPresent()) {
            return stale(Optional.empty());
        }
        var seen = match.isEmpty() ? OptionalLong.of(0) : IfMatch.version(match);
        return switch (drafting.save(id, owner, seen, fields, Callers.who(person))) {
            case DraftOutcome.Saved(var draft) -> whole(known.isEmpty() ? HttpStatus.CREATED : HttpStatus.OK, draft);
            case DraftOutcome.Stale(var present) -> match.isPresent() ? stale(Optional.of(present))
                    : Problem.of(HttpStatus.PRECONDITION_REQUIRED, "precondition-needed", "This replaces the whole draft: say which version you have read, with If-Match.")
                    .with("header", "If-Match").response();
            case DraftOutcome.Refused(var sentence) -> Problem.of(HttpStatus.CONFLICT, Draft.isTooLarge(fields) ? "draft-too-large" : "too-many-drafts", sentence).response();
            case DraftOutcome.Unknown _ -> unknown();
        };
    }

    @DeleteMapping("/{id}")
    ResponseEntity<?> discard(@PathVariable UUID id, @RequestHeader("If-Match") Optional<String> match, Person person) {
        return switch (drafting.discard(id, ReferPages.owner(person), IfMatch.version(match))) {
            case GONE -> ResponseEntity.noContent().build();
            case CHANGED -> stale(drafting.find(id, ReferPages.owner(person)));
            case UNKNOWN -> unknown();
        };
    }

    /** It becomes a referral, with its files; sending it again, by whomever of the practice, answers the same referral. */
    @PostMapping("/{id}/send")
    ResponseEntity<?> send(@PathVariable UUID id, @RequestHeader("If-Match") Optional<String> match, Person person) {
        var owner = ReferPages.owner(person);
        var draft = drafting.find(id, owner);
        if (draft.isEmpty()) {
            return sent(id, owner, person).<ResponseEntity<?>>map(referral -> ReferralsApi.Received.answer(referral, packs, clock)).orElseGet(DraftsApi::unknown);
        }
        var seen = IfMatch.version(match);
        if (seen.isPresent() && seen.getAsLong() != draft.get().version()) {
            return stale(draft);
        }
        var request = reader.finished(tree(draft.get()), SubmissionReader.idOf(owner, id.toString()), owner.code(), person).with(draft.get().attachments());
        return switch (referring.refer(request)) {
            case ReferralOutcome.Changed(var referral, _) -> became(referral, id, owner);
            case ReferralOutcome.Unchanged(var referral) -> became(referral, id, owner);
            case ReferralOutcome.Refused(var reason) -> RefusalProblems.of(reason).response();
        };
    }

    private ResponseEntity<?> became(Referral referral, UUID id, Draft.Owner owner) {
        drafting.sent(id, owner, attachment -> attaching.adopt(referral.id(), attachment));
        return ReferralsApi.Received.answer(referral, packs, clock);
    }

    private Optional<Referral> sent(UUID id, Draft.Owner owner, Person person) {
        return corresponding.find(SubmissionReader.idOf(owner, id.toString()), Callers.viewer(person));
    }

    /** Values are kept as they were typed, sense or nonsense; a field that no referral has is refused, since the form could not show it. */
    private List<Draft.Field> fields(JsonNode body, Draft.Owner owner, Person person) {
        if (!(body instanceof ObjectNode referral)) {
            throw new Mistakes(List.of(new Mistake("", "An object is expected here.")));
        }
        var mistakes = new ArrayList<>(reader.strangeFields(referral, owner.code(), person));
        var kinds = new ArrayList<String>();
        var care = List.copyOf(referral.path("conservativeCare").values());
        for (int i = 0; i < care.size(); i++) {
            var kind = care.get(i).path("kind").asString("");
            if (Coded.of(Intake.Care.class, kind).isEmpty() || kinds.contains(kind)) {
                mistakes.add(new Mistake("/conservativeCare/" + i + "/kind", "A draft keeps one entry of each kind: medication, physical-therapy, lifestyle, other."));
            }
            kinds.add(kind);
        }
        Mistakes.refuse(mistakes);
        return ReferPages.fields(Copying.fields(referral));
    }

    private static ObjectNode tree(Draft draft) {
        var values = new LinkedMultiValueMap<String, String>();
        draft.fields().forEach(field -> values.put(field.name(), new ArrayList<>(field.values())));
        return ReferPages.tree(new Form(values, List.of()));
    }

    private static ResponseEntity<?> whole(HttpStatus status, Draft draft) {
        var answer = ResponseEntity.status(status).eTag("\"" + draft.version() + "\"");
        if (status == HttpStatus.CREATED) {
            answer.location(URI.create("/api/referrals/drafts/" + draft.id()));
        }
        return answer.body(Whole.of(draft));
    }

    private static ResponseEntity<?> stale(Optional<Draft> present) {
        var problem = Problem.of(HttpStatus.PRECONDITION_FAILED, "stale-revision", present.isPresent() ? "The draft has changed since you read it; look at it again."
                : "There is no such draft any more.");
        return present.map(draft -> problem.with("version", draft.version())).orElse(problem).response();
    }

    static ResponseEntity<?> unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "unknown-draft", "There is no such draft.").response();
    }
}
