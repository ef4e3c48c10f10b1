package health.foramen.scheduling.board;

import static health.foramen.scheduling.Cast.DAY;
import static health.foramen.scheduling.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.foramen.outbox.Json;
import health.foramen.scheduling.Desk;
import health.foramen.scheduling.ServiceIT;
import health.foramen.scheduling.board.web.DowntimeSheets;
import health.foramen.scheduling.board.web.LiveBoards;
import health.foramen.scheduling.day.DayId;
import health.foramen.scheduling.openings.DayBoards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The day as it hangs on the wall: it changes by itself, knows who is late, shows where a card could go, and lies on paper. */
class BoardIT extends ServiceIT {

    @Autowired
    private LiveBoards live;
    @Autowired
    private DowntimeSheets paper;
    @Autowired
    private DayBoards boards;

    private String site;

    @BeforeEach
    void aMorningAtTheSite() {
        site = desk.aSite("board", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).expecting(200);
    }

    @AfterEach
    void backToNow() {
        time.set(NOW);
    }

    private String book(String at) {
        String permit = desk.aPermit();
        return desk.book(permit, desk.openingAt(permit, site, DAY, at)).expecting(201).word("appointmentId");
    }

    private String board() {
        return desk.page("/board/" + site + "/" + DAY).body();
    }

    @Test
    void whoeverLooksHearsThatTheDayChanged() throws Exception {
        book("09:00");
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        try (Stream<String> line = desk.listen("/board/" + site + "/" + DAY + "/live?version=0")) {
            Thread.ofVirtual().start(() -> readUntilHungUp(line, told));
            assertThat(next(told, "beat").required("version").asLong()).isPositive();
            long before = live.watching();
            assertThat(before).isPositive();
            long known = next(told, "change", book("10:00"));
            assertThat(known).isGreaterThan(1);
            time.set(Instant.parse("2026-12-03T14:30:00Z"));
            assertThat(board()).contains("data-version=\"").contains("/board/" + site + "/" + DAY + "/live");
        }
        desk.get("/board/nowhere/" + DAY + "/live").expecting(404);
    }

    private static void readUntilHungUp(Stream<String> line, BlockingQueue<String> told) {
        try {
            line.forEach(told::add);
        } catch (UncheckedIOException hungUp) {
            told.add("");
        }
    }

    private static JsonNode next(BlockingQueue<String> told, String event) throws InterruptedException {
        String name = "";
        for (String text = told.poll(10, TimeUnit.SECONDS); text != null; text = told.poll(10, TimeUnit.SECONDS)) {
            if (text.startsWith("event:")) {
                name = text.substring(6).strip();
            } else if (text.startsWith("data:") && name.equals(event)) {
                return Json.mapper().readTree(text.substring(5));
            }
        }
        throw new AssertionError("no " + event + " was told");
    }

    /** The version told after that booking. */
    private static long next(BlockingQueue<String> told, String event, String booked) throws InterruptedException {
        assertThat(booked).isNotBlank();
        return next(told, event).required("version").asLong();
    }

    @Test
    void theBoardSaysWhatIsMissingAndWhoIsLate() {
        String id = book("09:00");
        String after = book("09:30");
        assertThat(board()).contains("unconfirmed", "ride open").doesNotContain("running late");
        time.set(Instant.parse("2026-12-03T14:00:00Z"));
        desk.change(id, "late", 1, Map.of("minutes", 20)).expecting(200);
        assertThat(board()).contains("about 09:20, 20 min late", "about 09:50, 20 min late", "running late");
        assertThat(desk.get("/api/appointments/" + after).word("localStart")).as("an estimate moves nothing").endsWith("T09:30");
    }

    @Test
    void aCardOpensBesideTheBoardAndItsFormsAreAnsweredThere() {
        String id = book("09:00");
        time.set(Instant.parse("2026-12-03T14:30:00Z"));
        var drawer = desk.fragment("/appointments/" + id);
        assertThat(drawer.body()).contains("What happens next", "Arrived").doesNotContain("<html");
        var arrived = desk.fragmentForm("/appointments/" + id + "/arrive", Map.of("revision", "1"));
        assertThat(arrived.statusCode()).isEqualTo(200);
        assertThat(arrived.headers().firstValue("HX-Trigger")).contains("day-changed");
        assertThat(arrived.body()).contains("Begin to prepare", "Time-out", "confirmed by", "Take back: arrived").doesNotContain("<html");
        var stale = desk.fragmentForm("/appointments/" + id + "/prepare", Map.of("revision", "1"));
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(stale.body()).contains("error-summary").doesNotContain("<html");
        var noReason = desk.fragmentForm("/appointments/" + id + "/undo", Map.of("revision", "2", "because", ""));
        assertThat(noReason.statusCode()).isEqualTo(422);
        assertThat(noReason.body()).contains("Say why it is taken back");
    }

    @Test
    void whereACardCouldGoIsSaidBeforeItIsDropped() {
        String id = book("09:00");
        String other = book("10:00");
        List<JsonNode> targets = desk.get("/api/appointments/" + id + "/moves").expecting(200).body().required("targets").values().stream().toList();
        JsonNode taken = at(targets, "10:00");
        assertThat(taken.required("fits").asBoolean()).isFalse();
        assertThat(taken.required("because").asString()).isEqualTo("Clinician taken");
        assertThat(taken.required("inTheWay").toString()).contains(other);
        JsonNode free = at(targets, "11:00");
        assertThat(free.required("fits").asBoolean()).isTrue();
        assertThat(at(targets, "09:15").required("fits").asBoolean()).as("its own claims are not in its way").isTrue();
        desk.change(id, "move", 1, Map.of("openingId", free.required("openingId").asString())).expecting(200);
        desk.change(id, "move", 2, Map.of("openingId", taken.required("openingId").asString())).refusing(409, "slot-no-longer-available");
        desk.get("/api/appointments/nobody/moves").refusing(404, "unknown-appointment");
        desk.change(id, "cancel", 2, Map.of("reason", "clinic")).expecting(200);
        desk.get("/api/appointments/" + id + "/moves").refusing(409, "not-in-that-state");
    }

    private static JsonNode at(List<JsonNode> targets, String time) {
        return targets.stream().filter(t -> t.required("localTime").asString().equals(time)).findFirst().orElseThrow();
    }

    @Test
    void theDayLiesOnPaperBeforeEverythingGoesDark() throws IOException {
        book("09:00");
        time.set(Instant.parse("2026-12-02T15:00:00Z"));
        boards.refresh();
        paper.write();
        DowntimeSheets.Written sheet = paper.of(new DayId(site, DAY)).orElseThrow();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            time.set(time.instant().plus(Duration.ofMinutes(5)));
            paper.write();
            assertThat(Files.readString(sheet.path())).contains("M. S., 1961", "L5 left", "09:00", "Dr. Leila Haddad", "blood thinner: cleared");
        });
        String text = Files.readString(sheet.path());
        assertThat(text).doesNotContain("Miriam", "Stone", "http://", "https://", "src=", "xmlns").contains("Tell people apart by their own papers");
        assertThat(board()).contains(sheet.path().getFileName().toString());
        assertThat(Files.readString(sheet.path().resolveSibling("index.html"))).contains(sheet.path().getFileName().toString());

        String second = book("10:00");
        assertThat(second).isNotBlank();
        boards.refresh();
        paper.write();
        assertThat(Files.readString(sheet.path())).as("written again on a change").contains("10:00");
        desk.post("/api/blocks/leave", Map.of("clinician", "dr.haddad-" + site, "from", DAY.toString(), "fromTime", "10:00", "to", DAY.toString(), "because", "illness"),
                UUID.randomUUID().toString()).expecting(201);
        boards.refresh();
        paper.write();
        assertThat(Files.readString(sheet.path())).contains("away 10:00–12:00", "Booked, clinician away");
        try (Stream<Path> files = Files.list(sheet.path().getParent())) {
            assertThat(files.map(f -> f.getFileName().toString())).noneMatch(name -> name.startsWith(".writing"));
        }
    }
}
