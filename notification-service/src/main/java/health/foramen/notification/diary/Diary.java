package health.foramen.notification.diary;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a patient answered after one visit. It begins with the first answer and ends with day 90. An answer belongs to the day that was
 * asked last; another answer for the same day replaces it.
 *
 * @param entries in the order of their days
 */
public record Diary(String appointmentId, String referralId, String patientId, List<Entry> entries) {

    static final int WORST = 10;
    /** More pain is expected for the first days (DOMAIN 1, rows 13 and 14); from this day on it is looked at. */
    static final int FIRST_DAYS_OVER = 4;
    static final int SEVERE = 8;
    static final int MUCH_MORE = 3;
    /** Days that can be asked. Day 0 is not among them. */
    static final int LAST_DAY = 90;

    /**
     * @param pain    0 (none) to 10 (worst)
     * @param version grows when the patient corrects the day's answer
     */
    public record Entry(int day, int pain, Instant at, int version) {
        public Entry {
            Objects.requireNonNull(at, "at");
            if (day < 1 || day > LAST_DAY) {
                throw new IllegalArgumentException("a diary day is 1 to " + LAST_DAY + ", not " + day);
            }
            if (pain < 0 || pain > WORST) {
                throw new IllegalArgumentException("pain is 0 to " + WORST + ", not " + pain);
            }
        }
    }

    public Diary {
        Objects.requireNonNull(appointmentId, "appointmentId");
        Objects.requireNonNull(patientId, "patientId");
        entries = List.copyOf(entries);
    }

    public static Diary empty(String appointmentId, String referralId, String patientId) {
        return new Diary(appointmentId, referralId, patientId, List.of());
    }

    public Optional<Entry> on(int day) {
        return entries.stream().filter(entry -> entry.day() == day).findFirst();
    }

    /** Severe and not getting better, or much more than the patient said before, once the first days are over. For a person to look at; it is no finding. */
    public boolean isWorrying(int day) {
        Optional<Entry> before = entries.stream().filter(entry -> entry.day() < day).max(Comparator.comparingInt(Entry::day));
        return day >= FIRST_DAYS_OVER && on(day).filter(entry -> entry.pain() >= SEVERE && before.filter(earlier -> entry.pain() < earlier.pain()).isEmpty()
                || before.filter(earlier -> entry.pain() - earlier.pain() >= MUCH_MORE).isPresent()).isPresent();
    }

    /** @return the diary itself when the day has that answer already */
    public Diary answered(int day, int pain, Instant at) {
        Optional<Entry> known = on(day);
        if (known.filter(entry -> entry.pain() == pain).isPresent()) {
            return this;
        }
        List<Entry> all = new ArrayList<>(entries.stream().filter(entry -> entry.day() != day).toList());
        all.add(new Entry(day, pain, at, known.map(Entry::version).orElse(0) + 1));
        all.sort(Comparator.comparingInt(Entry::day));
        return new Diary(appointmentId, referralId, patientId, all);
    }
}
