package health.foramen.referral.triage.web;

import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Urgency;
import health.foramen.referral.care.web.IfMatch;
import health.foramen.referral.care.web.Mistakes;
import health.foramen.referral.care.web.Paging;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.Patients;
import health.foramen.referral.referral.DeclineReason;
import health.foramen.referral.referral.ReferralOutcome;
import health.foramen.referral.referral.Refusal;
import health.foramen.referral.referral.web.Callers;
import health.foramen.referral.referral.web.ReferralsApi;
import health.foramen.referral.referral.web.ReferralViews;
import health.foramen.referral.referral.web.RefusalProblems;
import health.foramen.referral.triage.TriagingReferrals;
import health.foramen.referral.triage.TriagingReferrals.AcceptReferral;
import health.foramen.referral.triage.Waiting;
import health.foramen.safeguard.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The clinician's decisions, for programs. */
@RestController
public final class TriageApi {

    /** A page of the worklist. @param all how many fit */
    public record Listed(List<JsonNode> referrals, int all, Optional<String> next) {
    }

    private final TriagingReferrals triage;
    private final Patients patients;

    public TriageApi(TriagingReferrals triage, Patients patients) {
        this.triage = triage;
        this.patients = patients;
    }

    @GetMapping("/api/triage")
    Listed worklist(@RequestParam Optional<String> urgency, @RequestParam Optional<String> payer, @RequestParam Optional<String> procedure,
            @RequestParam(defaultValue = "false") boolean mine, @RequestParam(defaultValue = "false") boolean missing, @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = "50") int limit, Person person) {
        var filter = new Waiting.Filter(urgency.map(code -> code("urgency", code, Urgency.class)), payer, procedure.map(code -> code("procedure", code, Procedure.class)),
                mine ? Optional.of(Callers.who(person)) : Optional.empty(), missing);
        var page = triage.worklist(filter, Paging.after(cursor), Paging.most(limit));
        var people = patients.find(page.waiting().stream().map(line -> line.referral().patientId()).toList());
        return new Listed(page.waiting().stream().map(line -> line(line, Optional.ofNullable(people.get(line.referral().patientId())))).toList(), page.all(), page.next());
    }

    /** {takeOver}: the id of the clinician who was seen reading it. */
    @PostMapping("/api/triage/{id}/claim")
    ResponseEntity<?> claim(@PathVariable UUID id, @RequestBody(required = false) JsonNode body, Person person) {
        var from = Optional.ofNullable(body).flatMap(given -> {
            var reading = Reading.of(given);
            var seen = reading.line("takeOver", 100);
            reading.nothingElse();
            Mistakes.refuse(reading.mistakes());
            return seen;
        });
        var me = Callers.who(person);
        return from.map(seen -> triage.takeOver(id, seen, me)).orElseGet(() -> triage.claim(id, me)).<ResponseEntity<?>>map(claim -> claim.isBy(me)
                ? ResponseEntity.ok(ClaimView.of(claim)) : RefusalProblems.of(new Refusal.ClaimedByAnother(claim.by().name())).with("claim", ClaimView.of(claim)).response())
                .orElseGet(() -> RefusalProblems.of(new Refusal.UnknownReferral()).response());
    }

    @DeleteMapping("/api/triage/{id}/claim")
    ResponseEntity<?> release(@PathVariable UUID id, Person person) {
        triage.release(id, Callers.who(person));
        return ResponseEntity.noContent().build();
    }

    private static JsonNode line(Waiting waiting, Optional<Patient> patient) {
        var line = ReferralViews.line(waiting.referral(), patient);
        line.put("waitingSince", waiting.since().toString());
        var told = line.putObject("completeness").put("told", waiting.completeness().told()).put("of", waiting.completeness().of()).putArray("missing");
        waiting.completeness().missing().forEach(told::add);
        waiting.claim().ifPresent(claim -> line.putObject("claim").put("by", claim.by().id()).put("name", claim.by().name()).put("until", claim.until().toString()));
        return line;
    }

    private static <E extends Enum<E> & Coded> E code(String parameter, String code, Class<E> type) {
        return Coded.of(type, code).orElseThrow(() -> new Mistakes(List.of(new Reading.Mistake("/" + parameter, "The code " + code + " is not known."))));
    }

    @PostMapping("/api/triage/rebuild")
    Map<String, Integer> rebuild() {
        return Map.of("looked", triage.rebuild());
    }

    @PostMapping("/api/referrals/{id}/accept")
    ResponseEntity<?> accept(@PathVariable UUID id, @RequestHeader("If-Match") Optional<String> seen, @RequestBody JsonNode body, Person person) {
        var reading = Reading.of(body);
        var choices = PlanReader.choices(reading);
        var overrides = PlanReader.overrides(reading);
        var redirect = reading.lines("redirectBecause", 1_000);
        reading.nothingElse();
        Mistakes.refuse(reading.mistakes());
        return answer(triage.accept(new AcceptReferral(id, IfMatch.version(seen), Callers.who(person), choices, overrides, redirect)));
    }

    @PostMapping("/api/referrals/{id}/decline")
    ResponseEntity<?> decline(@PathVariable UUID id, @RequestHeader("If-Match") Optional<String> seen, @RequestBody JsonNode body, Person person) {
        var reading = Reading.of(body);
        var reason = reading.needed("reason", reading.lines("reason", 1_000));
        var code = reading.word("code", DeclineReason.class);
        reading.nothingElse();
        Mistakes.refuse(reading.mistakes());
        return answer(triage.decline(id, IfMatch.version(seen), Callers.who(person), reason.orElseThrow(), code));
    }

    @PostMapping("/api/referrals/{id}/ask")
    ResponseEntity<?> ask(@PathVariable UUID id, @RequestHeader("If-Match") Optional<String> seen, @RequestBody JsonNode body, Person person) {
        return answer(triage.ask(id, IfMatch.version(seen), Callers.who(person), ReferralsApi.sentence(body, "question", 4_000)));
    }

    @PostMapping("/api/referrals/{id}/close")
    ResponseEntity<?> close(@PathVariable UUID id, @RequestHeader("If-Match") Optional<String> seen, @RequestBody JsonNode body, Person person) {
        return answer(triage.close(id, IfMatch.version(seen), Callers.who(person), ReferralsApi.sentence(body, "reason", 1_000)));
    }

    static ResponseEntity<?> answer(ReferralOutcome outcome) {
        return switch (outcome) {
            case ReferralOutcome.Changed(var referral, _) -> ReferralViews.decided(referral);
            case ReferralOutcome.Unchanged(var referral) -> ReferralViews.decided(referral);
            case ReferralOutcome.Refused(var reason) -> RefusalProblems.of(reason).response();
        };
    }
}
