package health.foramen.referral.referral.web;

import health.foramen.referral.care.web.IfMatch;
import health.foramen.referral.care.web.Mistakes;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.intake.web.FindingView;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.Patients;
import health.foramen.referral.referral.CorrespondingOnReferrals;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.ReferralOutcome;
import health.foramen.referral.referral.ReferralState;
import health.foramen.referral.referral.Referrals;
import health.foramen.referral.referral.ReferringPatients;
import health.foramen.referral.referral.Refusal;
import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import health.foramen.shell.Problem;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Referrals for programs: the same activities, rules and refusals as the pages. */
@RestController
public final class ReferralsApi {

    private static final int MOST_LISTED = 100;
    /** A filter looks at so many pages before it gives out a cursor instead. */
    private static final int MOST_PAGES = 10;

    public record Received(String referralId, String status, String patientId, List<FindingView> findings, Optional<String> instruction) {

        static ResponseEntity<Received> answer(Referral referral, Packs packs, Clock clock) {
            var emergency = referral.state() instanceof ReferralState.Emergency;
            return ResponseEntity.created(URI.create("/api/referrals/" + referral.id())).eTag(tag(referral)).body(new Received(referral.id().toString(),
                    referral.state().code(), referral.patientId().toString(), FindingView.of(referral.findings()), instructionIf(emergency, packs, clock)));
        }
    }

    public record Findings(List<FindingView> findings, Optional<String> instruction) {
    }

    public record Listed(List<JsonNode> referrals, Optional<String> next) {
    }

    private final ReferringPatients referring;
    private final CorrespondingOnReferrals corresponding;
    private final Patients patients;
    private final SubmissionReader reader;
    private final Packs packs;
    private final Clock clock;

    public ReferralsApi(ReferringPatients referring, CorrespondingOnReferrals corresponding, Patients patients, SubmissionReader reader, Packs packs,
            Clock clock) {
        this.referring = referring;
        this.corresponding = corresponding;
        this.patients = patients;
        this.reader = reader;
        this.packs = packs;
        this.clock = clock;
    }

    @PostMapping("/api/referrals")
    ResponseEntity<?> refer(@RequestHeader("Idempotency-Key") String key, @RequestBody JsonNode body, Person person) {
        if (key.isBlank() || key.length() > 200) {
            return Problem.of(HttpStatus.BAD_REQUEST, "invalid-header", "The Idempotency-Key has 1 to 200 characters.")
                    .with("header", "Idempotency-Key").response();
        }
        var desk = person.is(Role.FRONT_DESK);
        if (person.practice().isEmpty() && !desk) {
            return Problem.of(HttpStatus.FORBIDDEN, "no-practice", "This account belongs to no practice that could refer.").response();
        }
        return switch (referring.refer(reader.finished(body, SubmissionReader.idOf(person, key), person.practice().filter(_ -> !desk), person))) {
            case ReferralOutcome.Changed(var referral, _) -> Received.answer(referral, packs, clock);
            case ReferralOutcome.Unchanged(var referral) -> Received.answer(referral, packs, clock);
            case ReferralOutcome.Refused(var reason) -> RefusalProblems.of(reason).response();
        };
    }

    /** What the rules think of an unfinished referral. Nothing is stored, nobody is looked up. */
    @PostMapping("/api/findings")
    Findings findings(@RequestBody JsonNode body) {
        var findings = referring.considering(reader.unfinished(body));
        return new Findings(FindingView.of(findings), instructionIf(findings.stream().anyMatch(f -> f.rule().startsWith("red-flag.")), packs, clock));
    }

    @GetMapping("/api/referrals")
    Listed list(@RequestParam Optional<String> status, @RequestParam Optional<String> cursor, @RequestParam(defaultValue = "50") int limit, Person person) {
        var viewer = Callers.viewer(person);
        var most = Math.clamp(limit, 1, MOST_LISTED);
        var found = new ArrayList<Referral>();
        var next = cursor;
        for (int pages = 0; pages < MOST_PAGES && found.size() < most; pages++) {
            var page = corresponding.list(viewer, next, most - found.size());
            page.referrals().stream().filter(referral -> status.isEmpty() || referral.state().code().equals(status.get())).forEach(found::add);
            next = page.next();
            if (next.isEmpty()) {
                break;
            }
        }
        var people = patients.find(found.stream().map(Referral::patientId).toList());
        return new Listed(found.stream().<JsonNode>map(referral -> ReferralJson.line(referral, Optional.ofNullable(people.get(referral.patientId())))).toList(), next);
    }

    @GetMapping("/api/referrals/{id}")
    ResponseEntity<?> read(@PathVariable UUID id, Person person) {
        return corresponding.find(id, Callers.viewer(person)).<ResponseEntity<?>>map(referral -> whole(referral, person))
                .orElseGet(() -> RefusalProblems.of(new Refusal.UnknownReferral()).response());
    }

    @PostMapping("/api/referrals/{id}/answer")
    ResponseEntity<?> answer(@PathVariable UUID id, @RequestHeader("If-Match") Optional<String> seen, @RequestBody JsonNode body, Person person) {
        var answer = sentence(body, "answer", 4_000);
        deskSpeaksOnlyForWhatItEntered(id, person);
        return changed(corresponding.answer(id, Callers.viewer(person), IfMatch.version(seen), Callers.who(person), answer), person);
    }

    @PostMapping("/api/referrals/{id}/withdraw")
    ResponseEntity<?> withdraw(@PathVariable UUID id, @RequestHeader("If-Match") Optional<String> seen, @RequestBody JsonNode body, Person person) {
        var reason = sentence(body, "reason", 1_000);
        deskSpeaksOnlyForWhatItEntered(id, person);
        return changed(corresponding.withdraw(id, Callers.viewer(person), IfMatch.version(seen), Callers.who(person), reason), person);
    }

    private void deskSpeaksOnlyForWhatItEntered(UUID id, Person person) {
        if (person.is(Role.FRONT_DESK) && corresponding.find(id, Callers.viewer(person)).filter(referral -> !Callers.speaksForThePractice(person, referral)).isPresent()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
    }

    private ResponseEntity<?> changed(ReferralOutcome outcome, Person person) {
        return switch (outcome) {
            case ReferralOutcome.Changed(var referral, _) -> whole(referral, person);
            case ReferralOutcome.Unchanged(var referral) -> whole(referral, person);
            case ReferralOutcome.Refused(var reason) -> RefusalProblems.of(reason).response();
        };
    }

    private ResponseEntity<ObjectNode> whole(Referral referral, Person person) {
        Optional<Patient> patient = patients.find(referral.patientId());
        return ResponseEntity.ok().eTag(tag(referral)).body(ReferralJson.whole(referral, patient, Callers.readsNotes(person)));
    }

    private static Optional<String> instructionIf(boolean emergency, Packs packs, Clock clock) {
        return emergency ? Optional.of(packs.on(LocalDate.now(clock)).redFlags().instruction()) : Optional.empty();
    }

    static String tag(Referral referral) {
        return "\"" + referral.revision() + "\"";
    }

    /** The one text that a small body carries. */
    public static String sentence(JsonNode body, String field, int most) {
        var reading = Reading.of(body);
        var text = reading.needed(field, reading.lines(field, most));
        reading.nothingElse();
        Mistakes.refuse(reading.mistakes());
        return text.orElseThrow();
    }
}
