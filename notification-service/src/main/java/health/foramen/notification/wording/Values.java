package health.foramen.notification.wording;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a message can speak of. Each is told as its reader tells it: dates and numbers in the language, times in the site's zone.
 *
 * @param clinic   how the clinic signs its texts
 * @param name     given name alone; no message knows a full one
 * @param phone    of the site, for questions
 * @param today    of the reader, to count days from
 * @param link     the patient's own page
 * @param ride     what is known of the way home
 * @param sedated  decides how long not to drive
 * @param day      of the diary
 * @param pain     0–10, as answered
 * @param followUp the next visit's date
 * @param words    written by a person
 * @param choices  visits to choose between
 * @param by       until when an answer is awaited
 * @param toldBefore how many times an emergency was told before this
 */
public record Values(String clinic, String name, String phone, String emergency, LocalDate today, Optional<Visit> visit, Optional<String> link,
        RideNote ride, boolean fasting, boolean sedated, int day, int pain, Optional<LocalDate> followUp, String words, List<Choice> choices, Optional<ZonedDateTime> by, int toldBefore) {

    /** Where and when. */
    public record Visit(String site, String address, String directions, ZonedDateTime start, ZonedDateTime arrive) {
    }

    /**
     * One of the visits that an answer could be about, and the letter that picks it.
     *
     * @param initial of the given name, where the visits are different people's; else empty
     */
    public record Choice(String letter, String initial, ZonedDateTime arrive) {
    }

    /** What a message says of the way home: asks, thanks, or nothing. */
    public enum RideNote { ASK, ARRANGED, NOTHING }

    public Values {
        Objects.requireNonNull(clinic, "clinic");
        Objects.requireNonNull(today, "today");
        choices = List.copyOf(choices);
    }

    public static Values of(String clinic, String phone, String emergency, LocalDate today) {
        return new Values(clinic, "", phone, emergency, today, Optional.empty(), Optional.empty(), RideNote.NOTHING, false, false, 0, 0,
                Optional.empty(), "", List.of(), Optional.empty(), 0);
    }

    public Values named(String givenName) {
        return new Values(clinic, givenName, phone, emergency, today, visit, link, ride, fasting, sedated, day, pain, followUp, words, choices, by, toldBefore);
    }

    public Values visiting(Visit where, boolean fasts, boolean isSedated) {
        return new Values(clinic, name, phone, emergency, today, Optional.of(where), link, ride, fasts, isSedated, day, pain, followUp, words, choices, by, toldBefore);
    }

    public Values linked(String address) {
        return new Values(clinic, name, phone, emergency, today, visit, Optional.of(address), ride, fasting, sedated, day, pain, followUp, words, choices, by, toldBefore);
    }

    public Values riding(RideNote note) {
        return new Values(clinic, name, phone, emergency, today, visit, link, note, fasting, sedated, day, pain, followUp, words, choices, by, toldBefore);
    }

    public Values onDay(int diaryDay, int answered) {
        return new Values(clinic, name, phone, emergency, today, visit, link, ride, fasting, sedated, diaryDay, answered, followUp, words, choices, by, toldBefore);
    }

    public Values followedUp(Optional<LocalDate> date) {
        return new Values(clinic, name, phone, emergency, today, visit, link, ride, fasting, sedated, day, pain, date, words, choices, by, toldBefore);
    }

    public Values saying(String written) {
        return new Values(clinic, name, phone, emergency, today, visit, link, ride, fasting, sedated, day, pain, followUp, written, choices, by, toldBefore);
    }

    public Values until(ZonedDateTime latest) {
        return new Values(clinic, name, phone, emergency, today, visit, link, ride, fasting, sedated, day, pain, followUp, words, choices, Optional.of(latest), toldBefore);
    }

    public Values choosing(List<Choice> from) {
        return new Values(clinic, name, phone, emergency, today, visit, link, ride, fasting, sedated, day, pain, followUp, words, from, by, toldBefore);
    }

    public Values toldBefore(int times) {
        return new Values(clinic, name, phone, emergency, today, visit, link, ride, fasting, sedated, day, pain, followUp, words, choices, by, times);
    }
}
