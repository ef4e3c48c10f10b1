package health.foramen.referral.history.web;

import health.foramen.referral.history.HistoryList;
import health.foramen.referral.history.HistoryList.Judged;
import health.foramen.referral.history.HistoryList.Line;
import health.foramen.referral.history.JudgingLines;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;

/**
 * Lists as spreadsheets write them: comma, semicolon, tab or bar; UTF-8 with or without its mark, UTF-16, or the old Western encoding; headings
 * in any case, order and spelling that people use.
 */
final class CsvLists {

    private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');
    private static final int LONGEST_CELL = 500;
    private static final Charset WESTERN = Charset.forName("windows-1252");

    /** Headings as people write them, without case, spaces and signs. */
    private static final Map<String, String> HEADINGS = headings();

    private CsvLists() {
    }

    /** @param ignored headings that nobody reads */
    record Parsed(List<Line> lines, List<String> ignored) {
    }

    /** Why a file is no list. */
    static final class NoList extends Exception {

        private static final long serialVersionUID = 1;

        NoList(String sentence) {
            super(sentence);
        }
    }

    static Parsed read(byte[] file) throws NoList {
        if (file.length > HistoryList.MOST_BYTES) {
            throw new NoList("The file is larger than 5 MB. Please bring the list in parts.");
        }
        var text = text(file);
        if (text.isBlank()) {
            throw new NoList("The file is empty.");
        }
        if (text.indexOf('\0') >= 0) {
            throw new NoList("This is not a CSV file. In the spreadsheet, save the sheet as CSV.");
        }
        try (var parser = CSVParser.parse(new StringReader(text), CSVFormat.RFC4180.builder().setDelimiter(separator(text)).setIgnoreEmptyLines(true)
                .setTrim(true).get())) {
            var rows = parser.iterator();
            if (!rows.hasNext()) {
                throw new NoList("The file is empty.");
            }
            var heading = rows.next().toList();
            var columns = heading.stream().map(CsvLists::column).toList();
            var named = columns.stream().flatMap(Optional::stream).toList();
            if (!named.contains("date") || !named.contains("procedure")) {
                throw new NoList("The first line must name the columns; date and procedure are needed. Found: " + shortened(String.join(", ", heading)) + ".");
            }
            if (named.stream().distinct().count() < named.size()) {
                throw new NoList("Two columns mean the same; please leave one: " + shortened(String.join(", ", heading)) + ".");
            }
            var lines = new ArrayList<Line>();
            var editor = new Editor(text);
            while (rows.hasNext()) {
                var row = rows.next();
                editor.goTo((int) row.getCharacterPosition());
                if (lines.size() == HistoryList.MOST_LINES) {
                    throw new NoList("The list has more than %,d lines. Please bring it in parts.".formatted(HistoryList.MOST_LINES));
                }
                lines.add(new Line(editor.line, cells(row.toList(), heading, columns)));
            }
            if (lines.isEmpty()) {
                throw new NoList("There is no line below the heading.");
            }
            return new Parsed(lines, heading.stream().filter(name -> column(name).isEmpty()).map(CsvLists::shortened).limit(50).toList());
        } catch (UncheckedIOException | IOException | IllegalStateException e) {
            throw new NoList("The file breaks off or its quotes do not fit: " + shortened(String.valueOf(e.getMessage())));
        }
    }

    /** A report that a spreadsheet can open: no cell of it is taken for a formula. */
    static String report(Stream<Judged> rejected) {
        var out = new StringWriter();
        try (var printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
            var columns = JudgingLines.COLUMNS;
            printer.printRecord(Stream.concat(Stream.of("line", "reason"), columns.stream()).toList());
            for (var judged : (Iterable<Judged>) rejected::iterator) {
                printer.printRecord(Stream.concat(Stream.of(String.valueOf(judged.line().number()), harmless(judged.because().orElse(""))),
                        columns.stream().map(column -> harmless(judged.line().cell(column).orElse("")))).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /** Counts lines as an editor does: cells may hold line ends of their own, and empty lines are skipped. */
    private static final class Editor {

        private final String text;
        private int at;
        private int line = 1;

        Editor(String text) {
            this.text = text;
        }

        void goTo(int row) {
            while (at < text.length() && (at < row || isEnd(text.charAt(at)))) {
                var character = text.charAt(at++);
                if (character == '\n' || character == '\r' && (at == text.length() || text.charAt(at) != '\n')) {
                    line++;
                }
            }
        }

        private static boolean isEnd(char character) {
            return character == '\n' || character == '\r';
        }
    }

    /** What a spreadsheet would calculate is shown as text (OWASP: CSV injection). */
    static String harmless(String cell) {
        return !cell.isEmpty() && "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private static Map<String, String> cells(List<String> row, List<String> heading, List<Optional<String>> columns) {
        var cells = new LinkedHashMap<String, String>();
        for (int i = 0; i < Math.min(row.size(), heading.size()); i++) {
            var cell = row.get(i);
            if (columns.get(i).isPresent() && !cell.isBlank()) {
                cells.put(columns.get(i).get(), cell.substring(0, Math.min(cell.length(), LONGEST_CELL)));
            }
        }
        return cells;
    }

    private static String text(byte[] file) throws NoList {
        if (starts(file, 0xEF, 0xBB, 0xBF)) {
            return new String(file, 3, file.length - 3, StandardCharsets.UTF_8);
        }
        if (starts(file, 0xFF, 0xFE)) {
            return new String(file, 2, file.length - 2, StandardCharsets.UTF_16LE);
        }
        if (starts(file, 0xFE, 0xFF)) {
            return new String(file, 2, file.length - 2, StandardCharsets.UTF_16BE);
        }
        if (starts(file, 'P', 'K')) {
            throw new NoList("This is a spreadsheet's own file. In the spreadsheet, save the sheet as CSV.");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
        } catch (CharacterCodingException _) {
            return new String(file, WESTERN);
        }
    }

    private static boolean starts(byte[] file, int... with) {
        for (int i = 0; i < with.length; i++) {
            if (file.length <= i || (file[i] & 0xFF) != with[i]) {
                return false;
            }
        }
        return true;
    }

    /** The one that the heading has most of. */
    private static char separator(String text) {
        var heading = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        return SEPARATORS.stream().max((a, b) -> Long.compare(count(heading, a), count(heading, b))).filter(best -> count(heading, best) > 0).orElse(',');
    }

    private static long count(String text, char separator) {
        return text.chars().filter(character -> character == separator).count();
    }

    private static Optional<String> column(String heading) {
        return Optional.ofNullable(HEADINGS.get(heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "")));
    }

    private static Map<String, String> headings() {
        var all = new HashMap<String, String>();
        JudgingLines.COLUMNS.forEach(column -> all.put(column.toLowerCase(Locale.ROOT), column));
        Map.ofEntries(Map.entry("patient", "patientId"), Map.entry("mrn", "recordNumber"), Map.entry("chartnumber", "recordNumber"), Map.entry("chart", "recordNumber"),
                Map.entry("firstname", "givenName"), Map.entry("given", "givenName"), Map.entry("lastname", "familyName"), Map.entry("surname", "familyName"),
                Map.entry("family", "familyName"), Map.entry("dob", "birthDate"), Map.entry("dateofbirth", "birthDate"), Map.entry("born", "birthDate"),
                Map.entry("dateofservice", "date"), Map.entry("dos", "date"), Map.entry("performed", "date"), Map.entry("performedon", "date"),
                Map.entry("cpt", "procedure"), Map.entry("code", "procedure"), Map.entry("insurance", "payer"), Map.entry("insurer", "payer"),
                Map.entry("knownfrom", "source")).forEach(all::put);
        return Map.copyOf(all);
    }

    private static String shortened(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }
}
