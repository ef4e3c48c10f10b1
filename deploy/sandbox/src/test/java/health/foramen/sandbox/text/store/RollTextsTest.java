package health.foramen.sandbox.text.store;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import health.foramen.sandbox.text.Direction;
import health.foramen.sandbox.text.Status;
import health.foramen.sandbox.text.Text;
import health.foramen.sandbox.text.Texts.Search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class RollTextsTest {

    private static final String CLINIC = "+13125550100";
    private static final String MARISOL = "+12025550101";
    private static final String AMIRA = "+201000000101";

    @TempDir
    Path folder;

    private RollTexts texts;

    @BeforeEach
    void open() {
        texts = texts(folder.resolve("texts.jsonl"), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        texts.close();
    }

    private static RollTexts texts(Path file, Clock clock) {
        return new RollTexts(file, JsonMapper.shared(), clock);
    }

    private void restart() {
        texts.close();
        open();
    }

    private Text toPatient(String phone, String body) {
        return texts.accept(Direction.OUTBOUND_API, phone, CLINIC, body, Optional.of("http://127.0.0.1/status"), Optional.empty());
    }

    private void fromPatient(String phone, String body) {
        texts.accept(Direction.INBOUND, CLINIC, phone, body, Optional.empty(), Optional.empty());
    }

    @Test
    void aTextIsFoundByItsSidBeforeAndAfterARestart() {
        Text text = toPatient(AMIRA, "موعدك يوم الخميس");

        assertThat(text.sid()).matches("SM[0-9a-f]{32}");
        assertThat(texts.find(text.sid())).contains(text);
        restart();
        assertThat(texts.find(text.sid())).map(Text::body).contains("موعدك يوم الخميس");
        assertThat(texts.find("SM" + "0".repeat(32))).isEmpty();
    }

    @Test
    void acceptedTextsAreCountedExactlyAndRepliesAreNot() {
        toPatient(MARISOL, "one");
        toPatient(MARISOL, "two");
        toPatient(AMIRA, "three");
        fromPatient(MARISOL, "3");
        restart();

        assertThat(texts.accepted()).isEqualTo(3);
        assertThat(texts.accepted(MARISOL)).isEqualTo(2);
        assertThat(texts.accepted("+12025550109")).isZero();
    }

    @Test
    void theThreadOfAPhoneHoldsBothWaysInOrder() {
        toPatient(MARISOL, "Do you have a ride?");
        toPatient(AMIRA, "Somebody else's");
        fromPatient(MARISOL, "3");
        restart();

        assertThat(texts.thread(MARISOL, 10)).extracting(Text::body).containsExactly("Do you have a ride?", "3");
        assertThat(texts.thread(MARISOL, 1)).extracting(Text::body).containsExactly("3");
        assertThat(texts.phones(10)).extracting(phone -> phone.number() + " " + phone.texts())
                .containsExactly(MARISOL + " 2", AMIRA + " 1");
    }

    @Test
    void aListGoesOnWhereItsPageEnded() {
        List<String> bodies = IntStream.range(0, 25).mapToObj(i -> "text " + i).toList();
        bodies.forEach(body -> toPatient(MARISOL, body));
        Search toMarisol = new Search(Optional.of(MARISOL), Optional.empty(), Optional.empty(), Optional.empty());

        List<Text> first = texts.newestFirst(toMarisol, Optional.empty(), 10);
        List<Text> second = texts.newestFirst(toMarisol, Optional.of(first.getLast().sid()), 10);

        assertThat(first).extracting(Text::body).startsWith("text 24").endsWith("text 15");
        assertThat(second).extracting(Text::body).startsWith("text 14").endsWith("text 5");
    }

    @Test
    void aSearchKeepsToItsDatesAndNumbers() {
        texts.close();
        Instant day = Instant.parse("2026-12-03T12:00:00Z");
        texts = texts(folder.resolve("dated.jsonl"), Clock.fixed(day, ZoneOffset.UTC));
        toPatient(MARISOL, "of the third");
        fromPatient(MARISOL, "an answer");
        Optional<Instant> noon = Optional.of(day);

        assertThat(texts.newestFirst(new Search(Optional.of(MARISOL), Optional.empty(), noon, Optional.empty()), Optional.empty(), 9))
                .extracting(Text::body).containsExactly("of the third");
        assertThat(texts.newestFirst(new Search(Optional.of(MARISOL), Optional.empty(), Optional.empty(), noon), Optional.empty(), 9))
                .isEmpty();
        assertThat(texts.newestFirst(new Search(Optional.of(CLINIC), Optional.of(MARISOL), Optional.empty(), Optional.empty()),
                Optional.empty(), 9)).extracting(Text::body).containsExactly("an answer");
    }

    @Test
    void whoSaidStopIsOptedOutUntilSheSaysStart() {
        fromPatient(MARISOL, " stopall ");
        restart();

        assertThat(texts.optedOut(MARISOL, CLINIC)).isTrue();
        assertThat(texts.optedOut(MARISOL, "+13125550199")).isFalse();
        assertThat(texts.optedOut(AMIRA, CLINIC)).isFalse();
        fromPatient(MARISOL, "Start");
        restart();
        assertThat(texts.optedOut(MARISOL, CLINIC)).isFalse();
    }

    @Test
    void stopAmongOtherWordsIsNoStop() {
        fromPatient(MARISOL, "please stop by at nine");

        assertThat(texts.optedOut(MARISOL, CLINIC)).isFalse();
    }

    @Test
    void whatBecameOfATextIsRememberedAndWhatIsOpenIsListed() {
        Text done = toPatient(MARISOL, "done");
        Text lost = toPatient(MARISOL, "lost");
        Text open = toPatient(MARISOL, "open");
        texts.settle(done.sid(), Status.DELIVERED, Optional.empty());
        texts.settle(lost.sid(), Status.UNDELIVERED, Optional.of(30006));
        restart();

        assertThat(texts.unsettled()).containsExactly(open.sid());
        assertThat(texts.find(lost.sid())).hasValueSatisfying(text -> {
            assertThat(text.status()).isEqualTo(Status.UNDELIVERED);
            assertThat(text.error()).contains(30006);
        });
    }

    @Test
    void forgettingForgetsEverything() {
        Text text = toPatient(MARISOL, "one");
        fromPatient(MARISOL, "STOP");
        texts.clear();
        Text later = toPatient(MARISOL, "two");
        restart();

        assertThat(texts.find(text.sid())).isEmpty();
        assertThat(texts.accepted()).isEqualTo(1);
        assertThat(texts.optedOut(MARISOL, CLINIC)).isFalse();
        assertThat(texts.find(later.sid())).isPresent();
    }

    @Test
    void manyNumbersStayApart() {
        for (int i = 0; i < 20_000; i++) {
            toPatient("+1202" + (1_000_000 + i), "text " + i);
        }

        assertThat(texts.accepted()).isEqualTo(20_000);
        assertThat(texts.thread("+12021000000", 5)).extracting(Text::body).containsExactly("text 0");
        assertThat(texts.thread("+12021019999", 5)).extracting(Text::body).containsExactly("text 19999");
        assertThat(texts.phones(3)).extracting(phone -> phone.newest().body()).containsExactly("text 19999", "text 19998", "text 19997");
    }

    @Test
    void aKillForgetsNothingThatWasAccepted() throws Exception {
        texts.close();
        Path file = folder.resolve("killed.jsonl");
        Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
                System.getProperty("java.class.path"), Accepting.class.getName(),
                file.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Set<String> told = new HashSet<>();
        try (BufferedReader answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (int i = 0; i < 2_000; i++) {
                told.add(answers.readLine());
            }
            process.destroyForcibly().waitFor();
        }

        texts = texts(file, Clock.systemUTC());

        assertThat(told).hasSize(2_000).allSatisfy(sid -> assertThat(texts.find(sid)).isPresent());
        assertThat(texts.accepted()).isGreaterThanOrEqualTo(told.size());
    }

    /** Accepts texts until it is killed, and tells each sid once the text is accepted. */
    static final class Accepting {

        public static void main(String[] arguments) {
            RollTexts texts = texts(Path.of(arguments[0]), Clock.systemUTC());
            while (true) {
                System.out.println(texts.accept(Direction.OUTBOUND_API, MARISOL, CLINIC, "Your appointment", Optional.empty(),
                        Optional.empty()).sid());
            }
        }
    }
}
