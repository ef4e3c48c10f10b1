package health.foramen.referral.triage.web;

import health.foramen.referral.care.Clearance;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.referral.ClearanceTask.As;
import health.foramen.referral.referral.ClearanceTask.Word;
import java.time.LocalDate;
import java.util.Optional;

/** Reads what somebody says about a clearance. Signatures belong to blood thinners, numbers and dates to payers. */
final class WordReader {

    private WordReader() {
    }

    /** @return nothing when a mistake was noted */
    static Optional<Word> word(Reading body, Optional<Clearance.Kind> kind, LocalDate today) {
        var state = body.needed("state", body.word("state", Clearance.State.class));
        var note = body.needed("note", body.lines("note", 1_000));
        var as = body.word("as", As.class);
        var requested = body.yes("requested");
        var number = body.line("number", 60);
        var validFrom = body.date("validFrom");
        var expires = body.date("expires");
        if (as.isPresent() && kind.filter(Clearance.Kind.BLOOD_THINNER::equals).isEmpty()) {
            body.wrong("as", "Only a blood thinner is signed by prescriber and proceduralist.");
        }
        if (kind.filter(Clearance.Kind.PRIOR_AUTHORISATION::equals).isEmpty()) {
            for (var field : new String[] {"requested", "number", "validFrom", "expires"}) {
                if (body.says(field) && (!field.equals("requested") || requested)) {
                    body.wrong(field, "Only a payer's authorisation has this.");
                }
            }
        }
        if (requested && state.filter(Clearance.State.OPEN::equals).isEmpty()) {
            body.wrong("requested", "What is requested is still open.");
        }
        expires.filter(day -> day.isBefore(today)).ifPresent(_ -> body.wrong("expires", "An authorisation that has run out clears nothing."));
        if (validFrom.isPresent() && expires.filter(validFrom.get()::isAfter).isPresent()) {
            body.wrong("expires", "The last day lies before the first.");
        }
        return body.mistakes().isEmpty() ? Optional.of(new Word(state.orElseThrow(), note.orElseThrow(), as, requested, number, validFrom, expires)) : Optional.empty();
    }
}
