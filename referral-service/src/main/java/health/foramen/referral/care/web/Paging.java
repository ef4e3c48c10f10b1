package health.foramen.referral.care.web;

import health.foramen.referral.care.UnknownCursor;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Pages of a list that changes while it is read. Each entry has a place, a text that sorts as the list does; the cursor is the place of the last one that
 * was read. So nothing is skipped or told twice when others come and go meanwhile, the last one that was read included.
 */
public final class Paging {

    public static final int MOST = 100;
    private static final int MOST_OF_A_NAME = 40;
    private static final String PLACE = "[0-9A-Za-z.-]{1,200}";

    private Paging() {
    }

    /** @param all of the list, of which this is a part; {@code next} where it goes on */
    public record Page<T>(List<T> entries, int all, Optional<String> next) {
    }

    /** @throws UnknownCursor for one that no list ever gave out */
    public static <T> Page<T> of(List<T> list, Function<T, String> place, Optional<String> cursor, int limit) {
        var last = after(cursor);
        var rest = list.stream().sorted(Comparator.comparing(place)).filter(entry -> place.apply(entry).compareTo(last) > 0).toList();
        var page = rest.stream().limit(most(limit)).toList();
        return new Page<>(page, list.size(), page.size() < rest.size() ? Optional.of(place.apply(page.getLast())) : Optional.empty());
    }

    /** How many a page holds, whatever was asked for. */
    public static int most(int limit) {
        return Math.clamp(limit, 1, MOST);
    }

    /** The place of the last one that was read; empty at the beginning. @throws UnknownCursor for one that no list ever gave out */
    public static String after(Optional<String> cursor) {
        if (cursor.filter(place -> !place.matches(PLACE)).isPresent()) {
            throw new UnknownCursor();
        }
        return cursor.orElse("");
    }

    /** A name as part of a place: sorted without regard to capitals, as lists of names are. */
    public static String name(String name) {
        var bytes = name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, MOST_OF_A_NAME)) + ".";
    }
}
