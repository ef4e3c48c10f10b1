package health.foramen.referral.packs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** What one version of a pack says that another does not. The cover is left out: that it differs is why it is another version. */
public record PackDifference(List<Line> lines) {

    private static final List<String> COVER = List.of("kind", "name", "version", "effectiveFrom");

    /** @param before absent for what is new, {@code after} for what was taken away */
    public record Line(String path, Optional<String> before, Optional<String> after) {
    }

    public static PackDifference between(PackInfo before, PackInfo after) {
        var paths = new LinkedHashSet<>(before.values().keySet());
        paths.addAll(after.values().keySet());
        var lines = new ArrayList<Line>();
        for (var path : paths) {
            var old = Optional.ofNullable(before.values().get(path));
            var now = Optional.ofNullable(after.values().get(path));
            if (!old.equals(now) && !COVER.contains(path)) {
                lines.add(new Line(path, old, now));
            }
        }
        return new PackDifference(List.copyOf(lines));
    }
}
