package health.foramen.sandbox.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;

import health.foramen.sandbox.suite.Caller;
import health.foramen.sandbox.suite.Suite;

/** The demo clinic's places, and the clinicians' time at them. Writing them down again changes nothing. */
record Blocks(Caller alex) {

    private static final int FOUR_WEEKS = 28;

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

    /** From tomorrow, by each site's own calendar. @return how many days of blocks were not there before */
    int publish(Instant now) {
        JsonNode file = DemoFiles.sites();
        int published = 0;
        for (JsonNode block : file.path("blocks")) {
            String site = block.path("site").asString();
            LocalDate tomorrow = LocalDate.ofInstant(now, ZoneId.of(file.path("sites").path(site).path("zone").asString())).plusDays(1);
            Map<String, Object> wish = new LinkedHashMap<>();
            for (String field : List.of("site", "clinician", "room", "device", "nurses")) {
                wish.put(field, block.path(field));
            }
            wish.put("weekly", Map.of("days", block.path("days"), "from", block.path("from"), "to", block.path("to")));
            wish.put("firstDate", tomorrow.toString());
            wish.put("lastDate", tomorrow.plusDays(FOUR_WEEKS - 1).toString());
            Suite.Answer answer = alex.once("demo-clinic:" + Integer.toHexString(wish.hashCode())).post("/api/blocks/publish", wish);
            if (!answer.ok()) {
                throw Broken.because("Publishing " + block.path("clinician").asString() + " at " + site, answer);
            }
            published += answer.body().path("published").asInt();
        }
        return published;
    }

    static int clinicians() {
        TreeSet<String> clinicians = new TreeSet<>();
        DemoFiles.sites().path("blocks").forEach(block -> clinicians.add(block.path("clinician").asString()));
        return clinicians.size();
    }
}
