package health.foramen.scheduling.site.web;

import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Times as they hang on the wall of a site, and codes as people say them. */
public final class Wall {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_OF_YEAR = DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    /** For a machine and for a person. */
    public record At(String iso, String words) {
    }

    private Wall() {
    }

    public static At when(LocalDateTime local) {
        return new At(local.toString(), DAY.format(local) + ", " + TIME.format(local));
    }

    public static At when(Instant instant, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        return new At(instant.toString(), DAY.format(local) + ", " + TIME.format(local));
    }

    public static At time(Instant instant, ZoneId zone) {
        return new At(instant.toString(), TIME.format(LocalDateTime.ofInstant(instant, zone)));
    }

    public static At day(LocalDate date) {
        return new At(date.toString(), DAY.format(date));
    }

    public static At dayOfYear(LocalDate date) {
        return new At(date.toString(), DAY_OF_YEAR.format(date));
    }

    public static String age(Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        if (age.toDays() > 0) {
            return age.toDays() + " d";
        }
        return age.toHours() > 0 ? age.toHours() + " h" : Math.max(0, age.toMinutes()) + " min";
    }

    /** What to write beside a site's times, when its zone is not that of most sites. */
    public static Optional<String> zone(Site site, Collection<Sites.Known> all) {
        Map<ZoneId, Long> zones = all.stream().map(k -> k.site().zone()).collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        ZoneId home = zones.entrySet().stream().max(Map.Entry.<ZoneId, Long>comparingByValue().thenComparing(e -> e.getKey().getId(), Comparator.reverseOrder()))
                .map(Map.Entry::getKey).orElse(site.zone());
        return site.zone().equals(home) ? Optional.empty() : Optional.of(site.zone().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
    }

    /** {@code transforaminal-lumbar-sacral}: Transforaminal lumbar sacral. */
    public static String words(String code) {
        String spaced = code == null ? "" : code.replace('-', ' ');
        return spaced.isEmpty() ? "" : Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    }
}
