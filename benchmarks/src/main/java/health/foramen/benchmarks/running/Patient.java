package health.foramen.benchmarks.running;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Somebody with pain and a phone, whom nobody takes for somebody else.
///
/// @param zone      one where it is day now: at night a text would rightly wait until morning
/// @param readsMail whether they agreed to e-mail beside texts
public record Patient(int number, ZoneId zone, boolean readsMail) {

    private static final List<String> GIVEN = List.of("Miriam", "Yousef", "Lucía", "Harold", "Grace", "Omar", "Elena", "Walter", "Amal", "Ruth");
    private static final List<String> SYLLABLES = List.of("ba", "den", "fer", "gan", "hol", "ker", "lin", "mor", "nor", "ros", "sen", "tal", "var", "wil", "yor", "zan");
    private static final List<String> ZONES = List.of("America/Chicago", "Europe/London", "Asia/Kathmandu", "Asia/Tokyo", "Pacific/Auckland", "Pacific/Honolulu");
    /// Numbers that end in 0190 to 0196 are odd phones in the sandbox; of each area we take the 9,000 above them.
    private static final List<Integer> AREAS = List.of(312, 773, 847, 630, 708, 219, 260, 317, 574, 765);
    private static final int PER_AREA = 9_000;
    private static final AtomicInteger CHARTS = new AtomicInteger();

    public static Patient next() {
        return new Patient(CHARTS.getAndIncrement(), daytime(Instant.now()), false);
    }

    public static Patient nextWhoReadsMail() {
        return new Patient(CHARTS.getAndIncrement(), daytime(Instant.now()), true);
    }

    /// @param zone where they live, and so when their morning begins
    public static Patient nextIn(ZoneId zone) {
        return new Patient(CHARTS.getAndIncrement(), zone, false);
    }

    /// Somebody for whom it is day at that business time, which a story may have moved.
    public static Patient nextAwakeAt(Instant businessTime) {
        return nextIn(daytime(businessTime));
    }

    static ZoneId daytime(Instant now) {
        return ZONES.stream().map(ZoneId::of).filter(zone -> {
            int hour = now.atZone(zone).getHour();
            return hour >= 9 && hour < 19;
        }).findFirst().orElseThrow();
    }

    public String givenName() {
        return GIVEN.get(number % GIVEN.size());
    }

    public String familyName() {
        var name = new StringBuilder();
        for (int rest = number, letters = 0; letters < 4; letters++, rest /= SYLLABLES.size()) {
            name.append(SYLLABLES.get(rest % SYLLABLES.size()));
        }
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    public String phone() {
        return "+1%d555%04d".formatted(AREAS.get(number / PER_AREA % AREAS.size()), 1_000 + number % PER_AREA);
    }

    /// What a physician writes of a plainly appropriate case: twelve weeks of pain down the leg from a herniated disc, eight weeks of
    /// care that did not help, nothing that forbids an injection.
    public Map<String, Object> referral() {
        var today = LocalDate.now(zone);
        return Map.ofEntries(
                Map.entry("patient", Map.of("givenName", givenName(), "familyName", familyName(),
                        "birthDate", LocalDate.of(1940, 1, 1).plusDays(number % 18_000).toString(), "recordNumber", "B-" + number,
                        "language", "en", "zone", zone.getId(), "phone", phone(), "email", "patient-%d@bench.example".formatted(number),
                        "consent", Map.of("text", true, "email", readsMail))),
                Map.entry("symptom", Map.of("site", "left leg", "side", "left", "description", "Burning pain from the buttock to the big toe",
                        "onset", today.minusWeeks(12).toString(), "pain", 7, "radiating", true, "numbness", true, "weakness", "none",
                        "bladderOrBowel", false, "saddleNumbness", false)),
                Map.entry("target", Map.of("region", "lumbar-sacral", "levels", List.of("L5"), "side", "left")),
                Map.entry("requestedProcedure", "transforaminal-lumbar-sacral"),
                Map.entry("intent", "therapeutic"),
                Map.entry("indications", List.of("M51.16", "M54.16")),
                Map.entry("conservativeCare", List.of(
                        Map.of("kind", "medication", "from", today.minusWeeks(11).toString(), "to", today.minusWeeks(3).toString(), "result", "little relief"),
                        Map.of("kind", "physical-therapy", "from", today.minusWeeks(10).toString(), "to", today.minusWeeks(2).toString(), "result", "no relief"))),
                Map.entry("consultation", Map.of("date", today.minusWeeks(1).toString(), "by", "Dr. Ruth Weiss")),
                Map.entry("imaging", Map.of("modality", "mri", "date", today.minusWeeks(4).toString(), "accession", "B-" + number, "summary", "L4/5 disc herniation, left")),
                Map.entry("safety", Map.of("bloodThinners", List.of(), "contrastReaction", false, "pregnancy", "no", "infection", false,
                        "antibiotics", false, "diabetes", false)),
                Map.entry("coverage", Map.of("payer", "self-pay")),
                Map.entry("urgency", "routine"));
    }
}
