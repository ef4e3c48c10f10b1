package health.foramen.referral.referral.web;

import health.foramen.referral.care.Region;
import health.foramen.referral.care.SpinalLevel;
import java.util.ArrayList;
import java.util.List;

/**
 * The spine as the form draws it, seen from behind: the patient's left is on the left. Each level has three spots, the nerve on either side and the
 * midline between them. The picture is drawn here, once, with the numbers of a drawing and not of anatomy.
 *
 * @param height of the drawing, which is {@value #WIDTH} wide
 */
public record Spine(List<Level> levels, List<Part> parts, int height) {

    static final int WIDTH = 240;
    private static final int MIDDLE = 128;
    private static final int ROW = 18;
    private static final int GAP = 8;

    /**
     * @param region   the code of the region that a payer counts in
     * @param left     the nerve's way to the left, {@code right} to the right, as path data
     * @param x        left edge of the vertebra, {@code w} its width
     */
    public record Level(String code, String region, String part, int x, int y, int w, int h, String left, String right) {

        public int middle() {
            return x + w / 2;
        }

        public int textY() {
            return y + h - 4;
        }

        /** Where a nerve may be clicked: from the vertebra to the edge of the drawing. */
        public int rightEdge() {
            return x + w;
        }

        public int leftSpace() {
            return x - 44;
        }

        public int rightSpace() {
            return WIDTH - rightEdge();
        }
    }

    /** A part of the spine, written beside it. */
    public record Part(String words, int y) {
    }

    public static final Spine DRAWN = draw();

    private static Spine draw() {
        var levels = new ArrayList<Level>();
        var parts = new ArrayList<Part>();
        int y = 6;
        var before = "";
        for (var level : SpinalLevel.values()) {
            var part = part(level);
            if (!part.equals(before)) {
                y += before.isEmpty() ? 0 : GAP;
                parts.add(new Part(part, y + 12));
                before = part;
            }
            int w = width(level);
            int x = MIDDLE - w / 2;
            int nerve = y + ROW - 7;
            int drop = level.ordinal() < SpinalLevel.T1.ordinal() ? 3 : level.ordinal() < SpinalLevel.L1.ordinal() ? 5 : 8;
            levels.add(new Level(level.code(), region(level), part, x, y, w, ROW - 3, "M%d %dq-12 1 -26 %d".formatted(x - 1, nerve, drop),
                    "M%d %dq12 1 26 %d".formatted(x + w + 1, nerve, drop)));
            y += ROW;
        }
        return new Spine(List.copyOf(levels), List.copyOf(parts), y + 6);
    }

    private static String region(SpinalLevel level) {
        return Region.CERVICAL_THORACIC.contains(level) ? Region.CERVICAL_THORACIC.code() : Region.LUMBAR_SACRAL.code();
    }

    private static String part(SpinalLevel level) {
        return switch (level.code().charAt(0)) {
            case 'T' -> "Chest";
            case 'L' -> "Low back";
            case 'S' -> "Sacrum";
            default -> level == SpinalLevel.CO ? "Coccyx" : "Neck";
        };
    }

    /** Broader downward, and narrow again below the pelvis. */
    private static int width(SpinalLevel level) {
        int of = level.ordinal();
        if (of <= SpinalLevel.C8.ordinal()) {
            return 40 + 2 * of / 2;
        }
        if (of <= SpinalLevel.T12.ordinal()) {
            return 44 + 2 * (of - SpinalLevel.T1.ordinal()) / 2;
        }
        if (of <= SpinalLevel.L5.ordinal()) {
            return 60 + 2 * (of - SpinalLevel.L1.ordinal());
        }
        return level == SpinalLevel.CO ? 26 : 68 - 8 * (of - SpinalLevel.S1.ordinal());
    }
}
