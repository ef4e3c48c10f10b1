package health.foramen.referral.triage.web;

import health.foramen.referral.care.Clearance;
import health.foramen.referral.care.Coded;
import health.foramen.referral.care.web.Mistakes;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.patient.Patients;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.ReferralOutcome;
import health.foramen.referral.referral.Refusal;
import health.foramen.referral.referral.web.Callers;
import health.foramen.referral.referral.web.ReferralsApi;
import health.foramen.referral.referral.web.ReferralViews;
import health.foramen.referral.referral.web.RefusalProblems;
import health.foramen.referral.triage.TriagingReferrals;
import health.foramen.referral.triage.TriagingReferrals.AcceptReferral;
import health.foramen.safeguard.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The clinician's decisions, for programs. */
@RestController
public final class TriageApi {

    private final TriagingReferrals triage;
    private final Patients patients;

    public TriageApi(TriagingReferrals triage, Patients patients) {
        this.triage = triage;
        this.patients = patients;
    }

    @GetMapping("/api/triage")
    Map<String, List<JsonNode>> worklist() {
        var waiting = triage.worklist();
        var people = patients.find(waiting.stream().map(Referral::patientId).toList());
        return Map.of("referrals", waiting.stream().<JsonNode>map(referral -> ReferralViews.line(referral, Optional.ofNullable(people.get(referral.patientId())))).toList());
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
        reading.nothingElse();
        Mistakes.refuse(reading.mistakes());
        return answer(triage.accept(new AcceptReferral(id, ReferralsApi.revision(seen), Callers.who(person), choices, overrides)));
    }

    @PostMapping("/api/referrals/{id}/decline")
    ResponseEntity<?> decline(@PathVariable UUID id, @RequestHeader("If-Match") Optional<String> seen, @RequestBody JsonNode body, Person person) {
        return answer(triage.decline(id, ReferralsApi.revision(seen), Callers.who(person), ReferralsApi.sentence(body, "reason", 1_000)));
    }

    @PostMapping("/api/referrals/{id}/ask")
    ResponseEntity<?> ask(@PathVariable UUID id, @RequestHeader("If-Match") Optional<String> seen, @RequestBody JsonNode body, Person person) {
        return answer(triage.ask(id, ReferralsApi.revision(seen), Callers.who(person), ReferralsApi.sentence(body, "question", 4_000)));
    }

    @PostMapping("/api/referrals/{id}/close")
    ResponseEntity<?> close(@PathVariable UUID id, @RequestHeader("If-Match") Optional<String> seen, @RequestBody JsonNode body, Person person) {
        return answer(triage.close(id, ReferralsApi.revision(seen), Callers.who(person), ReferralsApi.sentence(body, "reason", 1_000)));
    }

    /** {state: cleared | refused, note}. */
    @PostMapping("/api/referrals/{id}/clearances/{kind}")
    ResponseEntity<?> clear(@PathVariable UUID id, @PathVariable String kind, @RequestHeader("If-Match") Optional<String> seen, @RequestBody JsonNode body,
            Person person) {
        var reading = Reading.of(body);
        var which = Coded.of(Clearance.Kind.class, kind);
        var state = reading.needed("state", reading.word("state", Clearance.State.class));
        var note = reading.needed("note", reading.lines("note", 1_000));
        reading.nothingElse();
        Mistakes.refuse(reading.mistakes());
        return which.isEmpty() ? RefusalProblems.of(new Refusal.NoSuchClearance()).response()
                : answer(triage.clear(id, ReferralsApi.revision(seen), which.get(), state.orElseThrow(), Callers.who(person), note.orElseThrow()));
    }

    private static ResponseEntity<?> answer(ReferralOutcome outcome) {
        return switch (outcome) {
            case ReferralOutcome.Changed(var referral, _) -> ReferralViews.decided(referral);
            case ReferralOutcome.Unchanged(var referral) -> ReferralViews.decided(referral);
            case ReferralOutcome.Refused(var reason) -> RefusalProblems.of(reason).response();
        };
    }
}
