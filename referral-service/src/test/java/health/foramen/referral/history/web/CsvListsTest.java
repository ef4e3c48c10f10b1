package health.foramen.referral.history.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.foramen.referral.history.HistoryList.Judged;
import health.foramen.referral.history.HistoryList.Line;
import health.foramen.referral.history.HistoryList.Verdict;
import health.foramen.referral.history.web.CsvLists.NoList;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CsvListsTest {

    private static final String LIST = "Given Name;Family name;DOB;Date of service;CPT;Remarks\nJosé;Muñoz;1961-04-02;2026-03-04;64483;x\n\n\"Ana\nMaria\";Ruiz;1970-01-01;2026-01-02;62323;\n";

    @Test
    void headingsSeparatorsAndEncodingsAreReadAsPeopleWriteThem() throws Exception {
        for (var charset : new Charset[] {StandardCharsets.UTF_8, Charset.forName("windows-1252"), StandardCharsets.UTF_16}) {
            var list = CsvLists.read(LIST.getBytes(charset));
            assertThat(list.lines().getFirst().cells()).as(charset.name()).containsEntry("givenName", "José").containsEntry("familyName", "Muñoz")
                    .containsEntry("procedure", "64483");
            assertThat(list.lines()).extracting(Line::number).containsExactly(2, 4);
            assertThat(list.ignored()).containsExactly("Remarks");
        }
        assertThat(CsvLists.read(("\uFEFF" + LIST).replace(';', '\t').getBytes(StandardCharsets.UTF_8)).lines()).hasSize(2);
        assertThat(CsvLists.read("date,procedure\r\n\"2026-01-02\",\"62323\"\r\n".getBytes(StandardCharsets.UTF_8)).lines()).hasSize(1);
    }

    @Test
    void whatIsNoListSaysWhy() {
        refused("", "empty");
        refused("name,born\nMaria,1961-04-02", "date and procedure are needed");
        refused("date,dos,procedure\n2026-01-01,2026-01-01,62323", "mean the same");
        refused("date,procedure\n", "no line below");
        refused("date,procedure\n\"2026-01-01,62323\n", "quotes do not fit");
        refused("PK\u0003\u0004 a spreadsheet", "save the sheet as CSV");
        refused("date,procedure\n" + "2026-01-01,62323\n".repeat(20_001), "more than 20,000 lines");
        refused("x".repeat(5 * 1024 * 1024 + 1), "larger than 5 MB");
    }

    @Test
    void noCellOfAReportIsAFormula() {
        var line = new Line(7, Map.of("familyName", "=HYPERLINK(\"http://example.org\")", "givenName", "@SUM(A1)", "source", "-2+3", "recordNumber", "\"+1\""));
        var report = CsvLists.report(Stream.of(new Judged(line, Verdict.REJECTED, Optional.of("No patient on record fits."))));
        assertThat(report).contains("7,No patient on record fits.").contains("'@SUM(A1)", "'-2+3", "\"'=HYPERLINK(\"\"http://example.org\"\")\"");
    }

    @Property(tries = 2_000)
    void anyBytesAreAListOrARefusal(@ForAll @Size(max = 400) byte[] bytes) {
        try {
            assertThat(CsvLists.read(bytes).lines()).isNotEmpty();
        } catch (NoList no) {
            assertThat(no.getMessage()).isNotBlank();
        }
    }

    @Property(tries = 2_000)
    void anyTextBelowAHeadingIsAListOrARefusal(@ForAll @Size(max = 300) String text) {
        try {
            assertThat(CsvLists.read(("date,procedure,familyName\n" + text).getBytes(StandardCharsets.UTF_8)).lines()).isNotEmpty();
        } catch (NoList no) {
            assertThat(no.getMessage()).isNotBlank();
        }
    }

    private static void refused(String file, String because) {
        assertThatThrownBy(() -> CsvLists.read(file.getBytes(StandardCharsets.UTF_8))).isInstanceOf(NoList.class).hasMessageContaining(because);
    }
}
