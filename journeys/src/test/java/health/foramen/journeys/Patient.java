package health.foramen.journeys;

import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Somebody with pain, a chart, a telephone and a mailbox of their own: what one journey says to them no other journey hears, and
 * nobody takes them for somebody else.
 *
 * @param language {@code en}, {@code es} or {@code ar}
 */
record Patient(String givenName, String familyName, LocalDate birthDate, String language, String phone, String email, String recordNumber) {

    /** Four digits, begun anywhere: journeys can be told again to a suite that still knows the patients of the last time. */
    private static final AtomicInteger CHARTS = new AtomicInteger(ThreadLocalRandom.current().nextInt(1000, 9000));

    static Patient miriamStone() {
        return of("Miriam", "Stone", "en");
    }

    static Patient yousefMansour() {
        return of("يوسف", "منصور", "ar");
    }

    static Patient luciaFerrer() {
        return of("Lucía", "Ferrer", "es");
    }

    private static Patient of(String givenName, String familyName, String language) {
        int chart = CHARTS.incrementAndGet();
        return new Patient(givenName, familyName, LocalDate.of(1950, 1, 1).plusDays(chart), language,
                "+1773555" + chart, "patient-%d@journeys.example".formatted(chart), "J-" + chart);
    }

    /** As a referral states it. */
    Map<String, Object> asJson() {
        return Map.of("givenName", givenName, "familyName", familyName, "birthDate", birthDate.toString(), "recordNumber", recordNumber,
                "language", language, "zone", "America/Chicago", "phone", phone, "email", email,
                "consent", Map.of("text", true, "email", true));
    }
}
