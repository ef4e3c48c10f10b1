package health.foramen.referral.referral.web;

import health.foramen.referral.intake.web.FindingView;
import health.foramen.referral.referral.Refusal;
import health.foramen.shell.Problem;
import org.springframework.http.HttpStatus;

/** Every refusal as a problem with a type that stays. */
public final class RefusalProblems {

    private RefusalProblems() {
    }

    public static Problem of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.UnknownReferral _ -> problem(HttpStatus.NOT_FOUND, "unknown-referral", refusal);
            case Refusal.EmergencyIsNotQueued _ -> problem(HttpStatus.CONFLICT, "emergency-not-queued", refusal);
            case Refusal.AlreadyAccepted _ -> problem(HttpStatus.CONFLICT, "already-accepted", refusal);
            case Refusal.NotOpenForThat _ -> problem(HttpStatus.CONFLICT, "referral-not-open", refusal);
            case Refusal.StaleRevision(var present) -> problem(HttpStatus.PRECONDITION_FAILED, "stale-revision", refusal).with("revision", present);
            case Refusal.BlockedByFindings(var findings) ->
                    problem(HttpStatus.UNPROCESSABLE_CONTENT, "blocking-findings", refusal).with("findings", FindingView.of(findings));
            case Refusal.PlanImpossible(var problems) -> {
                var answer = problem(HttpStatus.UNPROCESSABLE_CONTENT, "impossible-plan", refusal);
                for (var impossible : problems) {
                    answer = answer.error(impossible.pointer(), impossible.detail());
                }
                yield answer;
            }
            case Refusal.KeyUsedForAnother _ -> problem(HttpStatus.UNPROCESSABLE_CONTENT, "key-reused", refusal);
            case Refusal.TooManyAttachments _ -> problem(HttpStatus.CONFLICT, "too-many-attachments", refusal);
            case Refusal.UnknownPhysician _ ->
                    problem(HttpStatus.UNPROCESSABLE_CONTENT, "unknown-physician", refusal).error("/origin/physician", refusal.sentence());
            case Refusal.NoSuchAttachment _ -> problem(HttpStatus.NOT_FOUND, "unknown-attachment", refusal);
            case Refusal.ClaimedByAnother(var reader) -> problem(HttpStatus.CONFLICT, "claimed-by-another", refusal).with("reader", reader);
            case Refusal.NoSuchClearance _ -> problem(HttpStatus.NOT_FOUND, "unknown-clearance", refusal);
        };
    }

    private static Problem problem(HttpStatus status, String slug, Refusal refusal) {
        return Problem.of(status, slug, refusal.sentence());
    }
}
