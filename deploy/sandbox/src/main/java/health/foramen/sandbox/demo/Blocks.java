package health.foramen.sandbox.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

import health.foramen.sandbox.suite.Caller;
import health.foramen.sandbox.suite.Suite;

/** The demo clinic's places, and the clinicians' time at them. Writing them down again changes nothing. */
record Blocks(Caller alex) {

    private static final int FOUR_WEEKS = 28;
    /** Rules are counted from here; before any day on which somebody looks at the demo. */
    private static final LocalDate A_MONDAY = LocalDate.of(2026, 1, 5);

    /** @return the sites' names */
    List<String> keepSites() {
        return DemoFiles.sites().path("sites").properties().stream().map(site -> {
            Suite.Answer kept = alex.put("/api/sites/" + site.getKey(), site.getValue());
            if (!kept.ok()) {
                throw Broken.because("Writing down " + site.getKey(), kept);
            }
            return kept.body().path("name").asString();
        }).toList();
    }

    /** Paints the week of every site, and publishes it from tomorrow by the site's own calendar. @return how many days of blocks were not there before */
    int publish(Instant now) {
        JsonNode file = DemoFiles.sites();
        for (JsonNode block : file.path("blocks")) {
            paint(block);
        }
        // Begun for all sites, then awaited: they are published side by side.
        Map<String, String> jobs = new LinkedHashMap<>();
        file.path("sites").properties().forEach(site -> jobs.put(site.getKey(),
                begin(site.getKey(), LocalDate.ofInstant(now, ZoneId.of(site.getValue().path("zone").asString())).plusDays(1))));
        return jobs.values().stream().mapToInt(this::published).sum();
    }

    /** The same every day the demo is begun, so that it is painted once. */
    private void paint(JsonNode block) {
        Map<String, Object> template = new LinkedHashMap<>();
        for (String field : List.of("site", "clinician", "room", "device", "nurses", "from", "to")) {
            template.put(field, block.path(field));
        }
        template.put("rule", "FREQ=WEEKLY;BYDAY=" + block.path("days").valueStream().map(JsonNode::asString).collect(Collectors.joining(",")));
        template.put("first", A_MONDAY.toString());
        Suite.Answer answer = alex.once("demo-week:" + Integer.toHexString(template.hashCode())).post("/api/blocks/templates", template);
        if (!answer.ok()) {
            throw Broken.because("Painting the week of " + block.path("clinician").asString() + " at " + block.path("site").asString(), answer);
        }
    }

    private String begin(String site, LocalDate first) {
        Map<String, Object> wish = Map.of("site", site, "from", first.toString(), "to", first.plusDays(FOUR_WEEKS - 1).toString());
        Suite.Answer answer = alex.once(UUID.randomUUID().toString()).post("/api/blocks/templates/publish", wish);
        if (!answer.ok()) {
            throw Broken.because("Publishing " + site, answer);
        }
        return answer.body().path("jobId").asString();
    }

    private int published(String job) {
        JsonNode over = Waiting.until("the end of publishing", () -> {
            Suite.Answer answer = alex.get("/api/blocks/jobs/" + job);
            return Optional.of(answer.body()).filter(body -> answer.ok() && body.has("finished"));
        });
        return over.path("counts").path("published").asInt();
    }

    static int clinicians() {
        TreeSet<String> clinicians = new TreeSet<>();
        DemoFiles.sites().path("blocks").forEach(block -> clinicians.add(block.path("clinician").asString()));
        return clinicians.size();
    }
}
