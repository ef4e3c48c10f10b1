package health.foramen.scheduling.waitlist;

import health.foramen.scheduling.day.Actor;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.permit.Permit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A patient who waits for sooner, on one permit, with or without an appointment. A desk puts them on the list; they are offered one opening at a time,
 * and leave the list when they take one, when they are taken off, or when there is nothing left to wait for.
 *
 * @param offer what they are being asked now; written before the opening is kept, so that whoever finds a dead request can end it
 * @param asked what they were asked before, the newest last
 */
public record Waiting(String permit, String referral, String patient, String urgency, Instant since, Wish wish, Actor by, Optional<Making> offer,
        List<Asked> asked) {

    private static final int REMEMBERED = 20;
    /** Three texts a week are what a patient should get at most. */
    private static final int MOST_IN_A_WEEK = 3;
    private static final Duration A_WEEK = Duration.ofDays(7);

    /**
     * @param opening the opening's name
     * @param hold    the id of the hold that keeps it
     * @param later   the appointment that they have
     * @param written real time
     */
    public record Making(String offer, String opening, String hold, Optional<String> later, Instant answerBy, Instant written) {
    }

    /** @param how what became of it */
    public record Asked(String offer, DayId day, Offer.Status how, Instant at) {
    }

    public Waiting {
        Objects.requireNonNull(permit);
        Objects.requireNonNull(patient);
        Objects.requireNonNull(wish);
        asked = List.copyOf(asked);
    }

    public static Waiting since(Instant now, Permit permit, Wish wish, Actor by) {
        return new Waiting(permit.id(), permit.referral(), permit.patient(), permit.urgency(), now, wish, by, Optional.empty(), List.of());
    }

    public Waiting wishing(Wish other) {
        return new Waiting(permit, referral, patient, urgency, since, other, by, offer, asked);
    }

    Waiting asked(Making making) {
        return new Waiting(permit, referral, patient, urgency, since, wish, by, Optional.of(making), asked);
    }

    Waiting answered(DayId day, Offer.Status how, Instant at) {
        if (offer.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(asked);
        all.add(new Asked(offer.get().offer(), day, how, at));
        return new Waiting(permit, referral, patient, urgency, since, wish, by, Optional.empty(), all.subList(Math.max(0, all.size() - REMEMBERED), all.size()));
    }

    /** Whether they may be asked again so soon. */
    public boolean mayBeAsked(Instant now) {
        return offer.isEmpty() && asked.stream().filter(a -> a.at().isAfter(now.minus(A_WEEK))).count() < MOST_IN_A_WEEK;
    }

    /** Nobody is asked about the same day twice. */
    Set<DayId> askedAbout() {
        return asked.stream().map(Asked::day).collect(Collectors.toSet());
    }
}
