package health.foramen.referral.referral.web;

import health.foramen.referral.care.Plan;
import health.foramen.referral.care.web.Moments;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.referral.PermitState;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.ReferralState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One line of a table of referrals. @param mark the shape and colour of its state */
public record ReferralRow(UUID id, String patient, String born, String asked, List<Dot> dots, String standing, String mark, String news, Instant newsAt,
                          String newsTime, boolean needsAnswer, String urgency, String payer, String practice) {

    public static ReferralRow of(Referral referral, Map<UUID, Patient> people, Moments moments) {
        var patient = people.get(referral.patientId());
        var news = referral.lastNews();
        return new ReferralRow(referral.id(), name(patient), patient == null || patient.erased() ? "" : moments.date(patient.identity().birthDate()),
                asked(referral), Dot.of(referral), Reading.capital(referral.state().words()), mark(referral.state()), Reading.capital(news.what()), news.at(),
                moments.time(news.at()), referral.state() instanceof ReferralState.InformationRequested, referral.intake().urgency().code(),
                referral.intake().payer().orElse(""), referral.practiceId());
    }

    public static String name(Patient patient) {
        return patient == null || patient.erased() ? "Erased patient" : patient.identity().fullName();
    }

    /** What was planned, or before that what was asked for. */
    public static String asked(Referral referral) {
        return referral.acceptance().map(acceptance -> acceptance.plan().words()).or(() -> referral.intake().requestedProcedure()
                .map(procedure -> Plan.words(procedure, referral.intake().target().levels(), referral.intake().target().side())))
                .orElseGet(() -> "Advice asked for: " + referral.intake().target().region().map(region -> region.words() + " region").orElse("no region"));
    }

    public static String mark(ReferralState state) {
        return switch (state) {
            case ReferralState.Emergency _ -> "stop";
            case ReferralState.InformationRequested _ -> "warn";
            case ReferralState.AwaitingTriage _ -> "wait";
            case ReferralState.Accepted a when a.permit() instanceof PermitState.Withheld -> "warn";
            case ReferralState.Accepted _, ReferralState.Performed _ -> "wait";
            case ReferralState.Booked _ -> "ok";
            case ReferralState.Closed _, ReferralState.Declined _, ReferralState.Withdrawn _ -> "done";
        };
    }
}
