package health.foramen.referral.referral.web;

import health.foramen.referral.care.web.Moments;
import health.foramen.referral.draft.Draft;
import java.time.Instant;
import java.util.UUID;

/** A referral that was begun, in a list. */
public record DraftRow(UUID id, String patient, String born, String by, Instant savedAt, String savedTime, int files) {

    static DraftRow of(Draft draft, Moments moments) {
        var name = (draft.value("patient.givenName") + " " + draft.value("patient.familyName")).strip();
        return new DraftRow(draft.id(), name.isEmpty() ? "No name yet" : name, draft.value("patient.birthDate"), draft.by().name(), draft.savedAt(),
                moments.time(draft.savedAt()), draft.attachments().size());
    }
}
