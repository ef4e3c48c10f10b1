package health.foramen.referral.packs;

import health.foramen.referral.care.Sedation;
import java.time.LocalTime;
import java.util.List;

/**
 * Clinical screens and the clinic's own terms.
 *
 * @param painWeeks            weeks after which an injection is considered at all
 * @param severePain           from this score (0 to 10) no weeks are asked
 * @param contrastNoticeHours  notice that a premedication order needs
 * @param dayStarts            the earliest hour a visit begins; turns hours of notice into a date
 * @param lightMealHours       before sedation
 * @param clearFluidsHours     before sedation
 * @param drivingHours         after a procedure, {@code drivingHoursSedated} after sedation
 * @param consentBeforeVisit   sedations under which nobody can sign on the day: the consent is collected beforehand
 * @param permitValidDays      how long a permit may wait for a booking
 * @param agreedReliefDay      the diary day on which the outcome is read
 * @param outcomeGivenUpDays   without an answer by then the referral closes as "relief not reported"
 */
public record Screens(PackInfo info, Sourced<Integer> painWeeks, Sourced<Integer> severePain, Sourced<Integer> contrastNoticeHours,
                      LocalTime dayStarts, Sourced<Integer> lightMealHours, Sourced<Integer> clearFluidsHours, Sourced<Integer> drivingHours,
                      Sourced<Integer> drivingHoursSedated, List<Sedation> consentBeforeVisit, int permitValidDays,
                      int agreedReliefDay, int outcomeGivenUpDays, Advice pregnancy, Advice infection, Advice diabetes, Advice sedation,
                      Advice consent) {

    public Screens {
        consentBeforeVisit = List.copyOf(consentBeforeVisit);
    }

    /** The advice for a sedated patient with the hours that hold. */
    public String sedationInWords() {
        return sedation.sentence().replace("{lightMealHours}", lightMealHours.value().toString())
                .replace("{clearFluidsHours}", clearFluidsHours.value().toString()).replace("{drivingHours}", drivingHours.value().toString())
                .replace("{drivingHoursSedated}", drivingHoursSedated.value().toString());
    }

    /** A sentence a physician reads, and where it comes from. */
    public record Advice(String sentence, String source) {
    }
}
