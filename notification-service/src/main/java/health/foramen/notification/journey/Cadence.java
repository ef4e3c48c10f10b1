package health.foramen.notification.journey;

import health.foramen.notification.wording.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The versioned file that says which messages go when. A clinic edits the file; the code knows none of its numbers. */
public record Cadence(String version, Hours hours, Caps caps, List<OtherCaps> otherCaps, List<Rule> rules) {

    public Cadence {
        Objects.requireNonNull(version, "version");
        otherCaps = List.copyOf(otherCaps);
        rules = List.copyOf(rules);
    }

    /** Of the first entry that fits, else of everybody. */
    public Caps capsFor(Audience audience) {
        return otherCaps.stream().filter(other -> other.fits(audience)).findFirst().map(OtherCaps::caps).orElse(caps);
    }

    /**
     * When a text may arrive, in the recipient's zone.
     *
     * @param evening where a message of the night is moved to, the evening before
     */
    public record Hours(LocalTime from, LocalTime until, LocalTime evening) {

        public boolean open(Instant when, ZoneId zone) {
            LocalTime local = when.atZone(zone).toLocalTime();
            return !local.isBefore(from) && local.isBefore(until);
        }

        /** The evening before a moment of the night. */
        Instant eveningBefore(Instant night, ZoneId zone) {
            ZonedDateTime local = night.atZone(zone);
            return (local.toLocalTime().isBefore(from) ? local.toLocalDate().minusDays(1) : local.toLocalDate()).atTime(evening).atZone(zone).toInstant();
        }

        /** The morning after a moment of the night. */
        public Instant morningAfter(Instant night, ZoneId zone) {
            ZonedDateTime local = night.atZone(zone);
            return (local.toLocalTime().isBefore(from) ? local.toLocalDate() : local.toLocalDate().plusDays(1)).atTime(from).atZone(zone).toInstant();
        }
    }

    /** Texts per patient, by days of the recipient's calendar. */
    public record Caps(int perDay, int perWeek) {
    }

    /** How the number's holder came to get texts. */
    public enum Consent {
        /** The patient agreed at the clinic. */
        GIVEN,
        /** The number's holder asked for them in writing: START. */
        ASKED_FOR
    }

    /**
     * For whom caps hold.
     *
     * @param region of the telephone number, ISO 3166
     */
    public record Audience(Optional<String> region, Consent consent) {

        public static final Audience ANYBODY = new Audience(Optional.empty(), Consent.GIVEN);
    }

    /** Caps for some: empty fits all. */
    public record OtherCaps(Optional<String> region, Optional<Consent> consent, Caps caps) {

        boolean fits(Audience audience) {
            return (region.isEmpty() || region.equals(audience.region())) && (consent.isEmpty() || consent.get() == audience.consent());
        }
    }

    /** The part of a visit's life that plans a rule. */
    public enum Phase { BOOKED, MOVED, CANCELLED, AHEAD, AFTER, FOLLOW_UP }

    /** When a step is due. */
    public sealed interface When {

        record AtOnce() implements When {
        }

        /** So many days before (negative) or after the phase's day, at that hour of the recipient. */
        record OnDay(int days, LocalTime at) implements When {
        }

        /** So long before the visit's start. */
        record Before(Duration time) implements When {
        }
    }

    /** Until when it is of use. */
    public sealed interface UseBy {

        record Arrival() implements UseBy {
        }

        record OnDay(int days, LocalTime at) implements UseBy {
        }

        record Within(Duration time) implements UseBy {
        }
    }

    /** For which visits. */
    public enum Only { BLOOD_THINNER, ESCORT, INJECTION, CONSULTATION }

    /** By which channels. */
    public enum Pick { BOTH, ONE, DESK }

    /**
     * @param message    none for the desk
     * @param vital      goes even over the cap when there is no other channel; the desk's business when it cannot go
     * @param exempt     goes regardless of the caps: what must be told at once. It still counts for those that come after
     * @param later      how long a step waits that is planned when its hour has passed already
     * @param mergesInto steps that say enough when both fall on one day
     * @param diaryDay   0 for none
     */
    public record Rule(String step, Phase phase, When when, UseBy useBy, Set<Only> only, Pick channels, Optional<Message> message, Priority priority,
            Set<Question> asks, boolean vital, boolean exempt, Duration later, Set<String> mergesInto, int diaryDay) {

        public Rule {
            only = Set.copyOf(only);
            asks = Set.copyOf(asks);
            mergesInto = Set.copyOf(mergesInto);
        }

        boolean isFor(Appointment appointment) {
            return only.stream().allMatch(condition -> switch (condition) {
                case BLOOD_THINNER -> appointment.bloodThinnerHeld();
                case ESCORT -> appointment.escortRequired();
                case INJECTION -> !appointment.isConsultation();
                case CONSULTATION -> appointment.isConsultation();
            });
        }
    }
}
