package health.foramen.sandbox.demo;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells a story on a terminal: the day, who does what, and what arrived on a telephone, in a box. */
final class Teller {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final int WIDTH = 72;
    private static final String MARGIN = "           ";

    private final PrintStream out;
    private final ZoneId zone;
    private String day = "";

    Teller(PrintStream out, ZoneId zone) {
        this.out = out;
        this.zone = zone;
    }

    void title(String words) {
        out.println();
        out.println(words);
        out.println("=".repeat(width(words)));
    }

    /** Somebody does something at some moment. */
    void at(Instant moment, String words) {
        String today = DAY.format(moment.atZone(zone));
        if (!today.equals(day)) {
            day = today;
            out.println();
            out.println("── " + today + " " + "─".repeat(Math.max(3, WIDTH + 8 - today.length())));
        }
        List<String> lines = wrapped(words, WIDTH);
        out.println("   " + HOUR.format(moment.atZone(zone)) + "   " + lines.getFirst());
        lines.stream().skip(1).forEach(line -> out.println(MARGIN + line));
    }

    /** A thing that goes with what was just told. */
    void also(String words) {
        wrapped(words, WIDTH).forEach(line -> out.println(MARGIN + line));
    }

    /** One of several, in columns. */
    void item(String line) {
        out.println(MARGIN + "  " + line);
    }

    /** What lies on a telephone or in a mailbox, word by word. */
    void box(String label, String content) {
        List<String> lines = new ArrayList<>();
        content.strip().lines().forEach(line -> lines.addAll(line.isBlank() ? List.of("") : wrapped(line, WIDTH - 4)));
        String head = "─ " + label + " ";
        out.println(MARGIN + "┌" + head + "─".repeat(Math.max(1, WIDTH - 2 - width(head))) + "┐");
        lines.forEach(line -> out.println(MARGIN + "│ " + line + " ".repeat(Math.max(0, WIDTH - 4 - width(line))) + " │"));
        out.println(MARGIN + "└" + "─".repeat(WIDTH - 2) + "┘");
    }

    void line(String words) {
        out.println(words);
    }

    private static List<String> wrapped(String words, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words.strip().split(" +")) {
            if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Columns on a terminal: marks that combine with a letter, and the invisible signs of writing direction, take none. */
    static int width(String text) {
        return (int) text.codePoints().filter(point -> switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> false;
            default -> true;
        }).count();
    }
}
