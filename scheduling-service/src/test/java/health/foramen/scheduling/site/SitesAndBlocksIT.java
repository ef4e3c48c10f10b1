package health.foramen.scheduling.site;

import static health.foramen.scheduling.Cast.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.safeguard.Role;
import health.foramen.scheduling.Desk;
import health.foramen.scheduling.Desk.Answer;
import health.foramen.scheduling.ServiceIT;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SitesAndBlocksIT extends ServiceIT {

    @Test
    void aSiteIsWrittenDownCorrectedAndRead() {
        String site = desk.aSite("sites", 4);
        var corrected = new TreeMap<>(Desk.siteBody(site, 4));
        corrected.put("directions", "Ring at the green door");
        Answer again = desk.asAdministrator().put("/api/sites/" + site, corrected).expecting(200);
        assertThat(again.body().required("version").asLong()).isEqualTo(2);
        assertThat(desk.asAdministrator().put("/api/sites/" + site, corrected).expecting(200).body().required("version").asLong()).isEqualTo(2);
        Answer read = desk.as("notification-service", Role.SERVICE).get("/api/sites/" + site).expecting(200);
        assertThat(read.word("directions")).isEqualTo("Ring at the green door");
        assertThat(read.body().at("/rooms/0/id").asString()).isEqualTo(site + "/room-1");
        assertThat(read.raw().headers().firstValue("etag")).contains("\"2\"");
        desk.get("/api/sites/nowhere").refusing(404, "unknown-site");
        desk.put("/api/sites/" + site, corrected).expecting(403);
    }

    @Test
    void aSiteThatCannotBeIsRefusedBesideTheFieldsAndKeptAsItWas() {
        String site = desk.aSite("sites", 4);
        var other = new TreeMap<>(Desk.siteBody(site, 4));
        other.put("zone", "Europe/London");
        assertThat(desk.asAdministrator().put("/api/sites/" + site, other).refusing(422, "invalid-site").body().at("/errors/0/pointer").asString()).isEqualTo("/zone");
        other.put("zone", "Atlantis/Capital");
        assertThat(desk.asAdministrator().put("/api/sites/" + site, other).expecting(400).body().at("/errors/0/pointer").asString()).isEqualTo("/zone");
        other.put("zone", "America/Chicago");
        other.put("rooms", List.of(Map.of("id", "room-1", "name", "Room 1", "holds", List.of("c-arm-x")), Map.of("id", "room-1", "name", "Twin", "holds", List.of())));
        assertThat(desk.asAdministrator().put("/api/sites/" + site, other).refusing(422, "invalid-site").body().required("errors").size()).isEqualTo(2);
        other.put("rooms", List.of(Map.of("id", "room-1")));
        assertThat(desk.asAdministrator().put("/api/sites/" + site, other).refusing(400, "invalid-fields").body().at("/errors/0/pointer").asString()).isEqualTo("/rooms/0/name");
        other.put("setting", "spaceship");
        assertThat(desk.asAdministrator().put("/api/sites/" + site, other).refusing(400, "malformed-body").body().at("/errors/0/pointer").asString()).isEqualTo("/setting");
        desk.asAdministrator().put("/api/sites/Not A Slug".replace(" ", "%20"), Desk.siteBody("x", 1)).expecting(422);
        assertThat(desk.get("/api/sites/" + site).expecting(200).body().required("version").asLong()).isEqualTo(1);
    }

    @Test
    void publishingIsSafeToRepeatAndClosedStaysClosed() {
        String site = desk.aSite("blocks", 4);
        Answer first = desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY.plusDays(27)).expecting(200);
        assertThat(first.body().required("published").asInt()).isEqualTo(28);
        Answer second = desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY.plusDays(27)).expecting(200);
        assertThat(second.body().required("published").asInt()).isZero();
        assertThat(second.body().required("unchanged").asInt()).isEqualTo(28);
        String block = "dr.haddad-" + site + "@0800";
        desk.post("/api/blocks/close", Map.of("site", site, "date", DAY.toString(), "block", block, "because", "clinician-ill")).expecting(200);
        Answer third = desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY.plusDays(27)).expecting(200);
        assertThat(third.body().at("/left/0/because").asString()).isEqualTo("closed-before");
        var blocks = desk.get("/api/blocks?site=" + site + "&from=" + DAY + "&to=" + DAY.plusDays(27)).expecting(200).body().required("blocks");
        assertThat(blocks.size()).isEqualTo(28);
        assertThat(blocks.get(0).required("open").asBoolean()).isFalse();
        desk.post("/api/blocks/close", Map.of("site", site, "date", DAY.toString(), "block", "nobody@0800", "because", "clinician-ill")).refusing(404, "unknown-block");
    }

    @Test
    void nobodyIsPublishedInTwoPlacesNorTwoInOneRoom() {
        String one = desk.aSite("blocks", 4);
        desk.publish(one, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).expecting(200);
        desk.publish(one, "dr.lindqvist", "room-1", "c-arm-a", "11:00", "13:00", DAY, DAY.plusDays(1)).refusing(409, "block-conflicts");
        desk.publish(one, "dr.haddad", "room-2", "c-arm-b", "09:00", "10:00", DAY, DAY).refusing(409, "block-conflicts");
        // Nothing was published of what was refused.
        assertThat(desk.get("/api/blocks?site=" + one + "&from=" + DAY + "&to=" + DAY.plusDays(2)).body().required("blocks").size()).isEqualTo(1);

        String other = desk.aSite("blocks", 4);
        var body = new TreeMap<>(Desk.siteBody(other, 4));
        body.put("clinicians", List.of(Map.of("id", "dr.haddad-" + one, "name", "Dr. Leila Haddad", "procedures", List.of())));
        desk.asAdministrator().put("/api/sites/" + other, body).expecting(200);
        Map<String, Object> elsewhere = Map.of("site", other, "clinician", "dr.haddad-" + one, "room", "room-1", "device", "c-arm-a",
                "weekly", Map.of("days", List.of("TH"), "from", "11:30", "to", "13:00"), "firstDate", DAY.toString(), "lastDate", DAY.toString());
        Answer refused = desk.post("/api/blocks/publish", elsewhere).refusing(409, "block-conflicts");
        assertThat(refused.body().at("/days/0/because").asString()).isEqualTo("clinician-elsewhere");
    }

    @Test
    void blocksThatCannotBeAreRefused() {
        String site = desk.aSite("blocks", 4);
        desk.publish("nowhere", "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).refusing(422, "invalid-block");
        desk.publish(site, "dr.nobody", "room-9", "c-arm-a", "08:00", "12:00", DAY, DAY).refusing(422, "invalid-block");
        desk.publish(site, "dr.haddad", "room-1", "c-arm-b", "08:00", "12:00", DAY, DAY).refusing(422, "invalid-block");
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "12:00", "08:00", DAY, DAY).refusing(422, "invalid-block");
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY.minusDays(1)).refusing(422, "invalid-block");
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY.plusYears(3)).refusing(422, "invalid-block");
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY.minusYears(1), DAY).refusing(422, "invalid-block");
        Answer night = desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "20:00", "22:00", DAY, DAY).expecting(200);
        assertThat(night.body().at("/left/0/because").asString()).isEqualTo("outside-opening-hours");
        desk.get("/api/blocks?site=nowhere").refusing(404, "unknown-site");
        desk.get("/api/blocks?site=" + site + "&from=2026-12-03&to=2036-12-03").refusing(400, "invalid-fields");
        desk.get("/api/blocks?site=" + site + "&from=soon").expecting(400);
    }
}
