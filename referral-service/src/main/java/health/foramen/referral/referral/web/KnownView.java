package health.foramen.referral.referral.web;

import health.foramen.referral.care.web.Moments;
import health.foramen.referral.referral.RecognisingPatients.Known;
import java.util.List;
import java.util.UUID;

/** A patient who is known already, as the form offers them. */
public record KnownView(UUID id, String name, String born, List<Earlier> earlier) {

    /** @param asked what was asked for; empty for a reader who may not know */
    public record Earlier(UUID id, String day, String asked) {
    }

    static KnownView of(Known known, Moments moments, boolean notes) {
        var patient = known.patient();
        return new KnownView(patient.id(), patient.identity().fullName(), moments.date(patient.identity().birthDate()), known.earlier().stream()
                .map(referral -> new Earlier(referral.id(), moments.date(referral.receivedAt().atZone(moments.zone()).toLocalDate()), notes ? ReferralRow.asked(referral) : ""))
                .toList());
    }
}
