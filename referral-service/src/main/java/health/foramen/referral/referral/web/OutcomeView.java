package health.foramen.referral.referral.web;

import health.foramen.referral.care.web.Moments;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.referral.FollowUp;
import health.foramen.referral.referral.Outcome;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.ReferralState;
import health.foramen.referral.ledger.Session.Relief;
import java.util.List;
import java.util.Optional;

/** What became of it, in sentences. */
public record OutcomeView(String headline, String relief, List<String> diary, String followUp, String site, String date) {

    static Optional<OutcomeView> of(Referral referral, Moments moments, SiteNames sites) {
        return switch (referral.state()) {
            case ReferralState.Performed p -> Optional.of(new OutcomeView(Reading.capital(p.acceptance().plan().words()),
                    p.relief().isEmpty() ? "We ask the patient how it feels." : said(p.relief().getLast()), diary(p.relief()), followUp(p.followUp(), moments),
                    sites.name(p.appointment().siteId()), moments.date(p.on())));
            case ReferralState.Closed c -> Optional.of(switch (c.outcome()) {
                case Outcome.Treated t -> new OutcomeView(Reading.capital(t.procedure().words()),
                        t.reported().map(OutcomeView::said).orElse("Relief not reported."), diary(t.relief()), followUp(t.followUp(), moments),
                        sites.name(t.siteId()), moments.date(t.on()));
                case Outcome.Consulted s -> new OutcomeView("Consultation", null, List.of(), followUp(s.followUp(), moments), sites.name(s.siteId()),
                        moments.date(s.on()));
                case Outcome.NotTreated(var reason) -> new OutcomeView("Closed without treatment: " + reason, null, List.of(), null, null, null);
            });
            case ReferralState.Emergency _, ReferralState.AwaitingTriage _, ReferralState.InformationRequested _, ReferralState.Accepted _,
                    ReferralState.Booked _, ReferralState.Declined _, ReferralState.Withdrawn _ -> Optional.empty();
        };
    }

    private static String said(Relief relief) {
        return relief.percent() >= 0 ? "%d %% relief on day %d.".formatted(relief.percent(), relief.day())
                : "No relief on day %d: the pain was stronger than before.".formatted(relief.day());
    }

    private static List<String> diary(List<Relief> relief) {
        return relief.stream().map(entry -> "Day %d: %d %%".formatted(entry.day(), entry.percent())).toList();
    }

    private static String followUp(FollowUp followUp, Moments moments) {
        return followUp.date().map(moments::date).or(() -> followUp.noneBecause().map(because -> "none: " + because.replace('-', ' '))).orElse("not stated");
    }
}
