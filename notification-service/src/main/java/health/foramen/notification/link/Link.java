package health.foramen.notification.link;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One address that was sent to a patient. It is opened, on one device at a time, by the birth year; after {@value #MOST_TRIES} wrong years
 * it rests for a while, each time twice as long, and after {@value #MOST_WRONG} in all it is shut for good: nobody can try a lifetime of years.
 *
 * @param tries  wrong years since the last right one or the last rest
 * @param rests  real time until which no year is taken
 * @param wrong  wrong years since the last right one
 * @param stops  the key of the e-mail address to which no more is sent when somebody presses the button; such a link opens no page of a visit
 * @param opened devices that gave the right year, at most {@value #MOST_DEVICES}
 */
public record Link(String journeyId, String patientId, Instant until, int tries, Instant rests, Integer wrong, List<Opened> opened,
        Optional<String> stops) {

    static final int MOST_TRIES = 5;
    static final int MOST_WRONG = 20;
    static final int MOST_DEVICES = 5;
    static final Duration REST = Duration.ofMinutes(15);
    /** A family shares phones: an open page shuts again. */
    static final Duration STAYS_OPEN = Duration.ofMinutes(45);

    /**
     * @param hash  of the device's secret
     * @param until real time
     */
    public record Opened(String hash, Instant until) {
    }

    public Link {
        Objects.requireNonNull(journeyId, "journeyId");
        Objects.requireNonNull(until, "until");
        rests = rests == null ? Instant.EPOCH : rests;
        wrong = wrong == null ? 0 : wrong;
        opened = opened == null ? List.of() : List.copyOf(opened);
        stops = stops == null ? Optional.empty() : stops;
    }

    public static Link fresh(String journeyId, String patientId, Instant until) {
        return new Link(journeyId, patientId, until, 0, Instant.EPOCH, 0, List.of(), Optional.empty());
    }

    /** Sent with each letter, for those who want no more of them. */
    public static Link stopping(String journeyId, String patientId, String addressKey, Instant until) {
        return new Link(journeyId, patientId, until, 0, Instant.EPOCH, 0, List.of(), Optional.of(addressKey));
    }

    public boolean isResting(Instant real) {
        return real.isBefore(rests);
    }

    /** Too many wrong years: the patient calls, and the next message has another link. */
    public boolean isShutForGood() {
        return wrong >= MOST_WRONG;
    }

    public boolean isOpenTo(String deviceHash, Instant real) {
        return opened.stream().anyMatch(one -> one.hash().equals(deviceHash) && real.isBefore(one.until()));
    }

    Link wrongYear(Instant real) {
        int all = wrong + 1;
        boolean enough = tries + 1 >= MOST_TRIES;
        Instant next = !enough ? rests : all >= MOST_WRONG ? Instant.MAX : real.plus(REST.multipliedBy(1L << (all / MOST_TRIES - 1)));
        return new Link(journeyId, patientId, until, enough ? 0 : tries + 1, next, all, opened, stops);
    }

    Link openedBy(String deviceHash, Instant real) {
        List<Opened> devices = new ArrayList<>(opened.stream().filter(one -> real.isBefore(one.until())).toList());
        devices.add(new Opened(deviceHash, real.plus(STAYS_OPEN)));
        return new Link(journeyId, patientId, until, 0, Instant.EPOCH, 0, devices.subList(Math.max(0, devices.size() - MOST_DEVICES), devices.size()), stops);
    }
}
