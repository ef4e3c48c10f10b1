package health.foramen.referral.triage;

import health.foramen.referral.care.web.Moments;
import org.springframework.stereotype.Component;

/** What nobody may write: a feature's root that knows a framework and an adapter. It shows that the rule bites. */
@Component
public record PlantedBreach(Moments moments) {
}
