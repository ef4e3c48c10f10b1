package health.foramen.referral.referral.web;

import health.foramen.referral.care.Coded;
import health.foramen.referral.intake.Intake;
import health.foramen.referral.intake.web.FindingView;
import health.foramen.referral.ledger.store.PermitFact.PlanFact;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.referral.Acceptance;
import health.foramen.referral.referral.Outcome;
import health.foramen.referral.referral.PermitState;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.ReferralState;
import health.foramen.referral.referral.store.StoredReferrals;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A referral as the API writes it. */
final class ReferralJson {

    private static final JsonMapper WORDS = StoredReferrals.MAPPER;

    private ReferralJson() {
    }

    /** One line of a list. */
    static ObjectNode line(Referral referral, Optional<Patient> patient) {
        var json = WORDS.createObjectNode();
        json.put("referralId", referral.id().toString());
        json.put("revision", referral.revision());
        json.put("status", referral.state().code());
        json.put("standing", referral.state().words());
        json.put("dots", referral.state().dots());
        json.put("practiceId", referral.practiceId());
        json.put("urgency", referral.intake().urgency().code());
        json.put("receivedAt", referral.receivedAt().toString());
        json.set("patient", patient(referral, patient));
        var news = json.putObject("lastNews");
        news.put("at", referral.lastNews().at().toString());
        news.put("what", referral.lastNews().what());
        return json;
    }

    /** @param notes whether the reader may see what was written about the patient's condition */
    static ObjectNode whole(Referral referral, Optional<Patient> patient, boolean notes) {
        var json = line(referral, patient);
        json.set("referrer", WORDS.valueToTree(referral.referrer()));
        json.set("origin", WORDS.valueToTree(referral.folder().origin()));
        json.set("attachments", WORDS.valueToTree(referral.folder().attachments().stream().map(AttachmentsApi::line).toList()));
        referral.acceptance().ifPresent(acceptance -> json.set("acceptance", acceptance(acceptance, notes)));
        permit(referral).ifPresent(permit -> json.set("permit", permit));
        referral.currentAppointment().ifPresent(appointment -> json.set("appointment", WORDS.valueToTree(appointment)));
        switch (referral.state()) {
            case ReferralState.Closed c -> json.set("outcome", outcome(c.outcome(), notes));
            case ReferralState.Performed p -> {
                json.put("performedOn", p.on().toString());
                json.set("followUp", WORDS.valueToTree(p.followUp()));
                if (notes) {
                    json.set("relief", WORDS.valueToTree(p.relief()));
                }
            }
            case ReferralState.Declined d -> {
                json.put("reason", d.reason());
                d.category().ifPresent(code -> json.put("reasonCode", code.code()));
            }
            case ReferralState.Withdrawn w -> json.put("reason", w.reason());
            case ReferralState.Accepted a -> a.bookAgainBecause().ifPresent(because -> json.put("bookAgainBecause", because));
            case ReferralState.Emergency _, ReferralState.AwaitingTriage _, ReferralState.InformationRequested _, ReferralState.Booked _ -> { }
        }
        if (notes) {
            json.set("intake", intake(referral.intake()));
            json.set("findings", WORDS.valueToTree(FindingView.of(referral.findings())));
            json.set("exchanges", WORDS.valueToTree(referral.exchanges()));
            json.set("history", WORDS.valueToTree(referral.history()));
        }
        return json;
    }

    /** What the ledger answered, for an acceptance. */
    static Optional<ObjectNode> permit(Referral referral) {
        var state = switch (referral.state()) {
            case ReferralState.Accepted a -> Optional.of(a.permit());
            case ReferralState.Booked b -> Optional.<PermitState>of(b.permit());
            case ReferralState.Emergency _, ReferralState.AwaitingTriage _, ReferralState.InformationRequested _, ReferralState.Performed _,
                    ReferralState.Closed _, ReferralState.Declined _, ReferralState.Withdrawn _ -> Optional.<PermitState>empty();
        };
        return state.map(permit -> {
            var json = WORDS.createObjectNode();
            switch (permit) {
                case PermitState.Wanted _ -> json.put("status", "wanted");
                case PermitState.Granted granted -> json.put("status", "granted").put("permitId", granted.id().toString());
                case PermitState.Withheld withheld -> {
                    json.put("status", "withheld").put("because", withheld.because());
                    withheld.nextEligible().ifPresent(day -> json.put("nextEligible", day.toString()));
                }
            }
            return json;
        });
    }

    static JsonNode outcome(Outcome outcome, boolean notes) {
        var json = WORDS.createObjectNode();
        switch (outcome) {
            case Outcome.Treated treated -> {
                json.put("kind", "treated").put("procedure", treated.procedure().code()).put("date", treated.on().toString())
                        .put("siteId", treated.siteId());
                json.set("followUp", WORDS.valueToTree(treated.followUp()));
                if (notes) {
                    json.put("reliefReported", treated.reported().isPresent());
                    treated.reported().ifPresent(relief -> json.put("reliefPercent", relief.percent()).put("reliefDay", relief.day()));
                    json.set("relief", WORDS.valueToTree(treated.relief()));
                }
            }
            case Outcome.Consulted consulted -> {
                json.put("kind", "consulted").put("date", consulted.on().toString()).put("siteId", consulted.siteId());
                json.set("followUp", WORDS.valueToTree(consulted.followUp()));
            }
            case Outcome.NotTreated(var reason) -> json.put("kind", "not-treated").put("reason", reason);
        }
        return json;
    }

    private static ObjectNode patient(Referral referral, Optional<Patient> patient) {
        var json = WORDS.createObjectNode().put("patientId", referral.patientId().toString());
        patient.filter(known -> !known.erased()).ifPresent(known -> json.put("givenName", known.identity().givenName())
                .put("familyName", known.identity().familyName()).put("birthDate", known.identity().birthDate().toString()));
        return json;
    }

    private static ObjectNode acceptance(Acceptance acceptance, boolean notes) {
        var json = WORDS.createObjectNode();
        json.set("by", WORDS.valueToTree(acceptance.by()));
        json.put("at", acceptance.at().toString());
        json.put("earliest", acceptance.earliestNow().toString());
        acceptance.redirected().ifPresent(why -> json.put("redirectBecause", why));
        json.set("plan", WORDS.valueToTree(PlanFact.of(acceptance.plan())));
        if (notes) {
            json.set("overrides", WORDS.valueToTree(acceptance.overrides()));
            json.set("clearances", WORDS.valueToTree(acceptance.clearances()));
        }
        return json;
    }

    /** In the shape in which it was sent. */
    private static ObjectNode intake(Intake intake) {
        ObjectNode json = WORDS.valueToTree(intake);
        var coverage = WORDS.createObjectNode();
        intake.payer().ifPresent(payer -> coverage.put("payer", payer));
        intake.memberId().ifPresent(member -> coverage.put("memberId", member));
        json.remove("payer");
        json.remove("memberId");
        json.set("coverage", coverage);
        return json;
    }

    static String codes(List<? extends Coded> words) {
        return String.join(", ", words.stream().map(Coded::words).toList());
    }
}
