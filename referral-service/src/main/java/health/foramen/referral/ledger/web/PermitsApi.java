package health.foramen.referral.ledger.web;

import health.foramen.referral.ledger.Ledgers;
import health.foramen.referral.ledger.store.PermitFact;
import health.foramen.shell.Problem;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The owner's word on a permit, for an arrival that wants to be sure. */
@RestController
public final class PermitsApi {

    private final Ledgers ledgers;

    public PermitsApi(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @GetMapping("/api/permits/{id}")
    ResponseEntity<?> permit(@PathVariable UUID id) {
        return ledgers.permit(id).<ResponseEntity<?>>map(permit -> ResponseEntity.ok().eTag("\"" + permit.sequence() + "\"").body(PermitFact.of(permit)))
                .orElseGet(() -> Problem.of(HttpStatus.NOT_FOUND, "unknown-permit", "There is no such permit.").response());
    }
}
