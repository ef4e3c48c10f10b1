package health.foramen.scheduling.site;

import static health.foramen.scheduling.Cast.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.scheduling.Desk;
import health.foramen.scheduling.Desk.Answer;
import health.foramen.scheduling.ServiceIT;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A site changes under the appointments that were booked there. */
class ChangingSitesIT extends ServiceIT {

    private String booked(String site, String time) {
        String permit = desk.aPermit("patient-" + site + time, "none", "[\"" + site + "\"]");
        return desk.book(permit, desk.openingAt(permit, site, DAY, time)).expecting(201).word("appointmentId");
    }

    private String aBookedSite(String name) {
        String site = desk.aSite(name, 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).expecting(200);
        return site;
    }

    @Test
    void whatWouldBreakIsListedAndNothingIsChangedUntilEachWasSeen() {
        String site = aBookedSite("breaks");
        String first = booked(site, "08:00");
        var closed = new TreeMap<>(Desk.siteBody(site, 4));
        closed.put("closures", List.of(Map.of("from", DAY.toString(), "because", "Water in the cellar")));
        Answer asked = desk.asAdministrator().put("/api/sites/" + site, closed).refusing(409, "would-break");
        assertThat(asked.body().at("/appointments/0/appointment").asString()).isEqualTo(first);
        assertThat(asked.body().at("/appointments/0/because").asString()).contains("Water in the cellar");
        assertThat(desk.get("/api/sites/" + site).body().required("version").asLong()).isEqualTo(1);

        // The list grows before the confirmation comes: asked again.
        String second = booked(site, "10:00");
        closed.put("confirmed", List.of(first));
        assertThat(desk.asAdministrator().put("/api/sites/" + site, closed).refusing(409, "would-break").body().required("appointments").size()).isEqualTo(2);
        closed.put("confirmed", List.of(first, second));
        desk.asAdministrator().put("/api/sites/" + site, closed).expecting(200);
        String worklist = desk.get("/api/worklist").expecting(200).body().toString();
        assertThat(worklist).contains("clinic:" + first, "clinic:" + second, "moved-by-clinic");
        // What was seen once is not asked again.
        closed.remove("confirmed");
        closed.put("phone", "+1 312 555 0199");
        desk.asAdministrator().put("/api/sites/" + site, closed).expecting(200);
        assertThat(desk.openings(desk.aPermit(), site, 5)).isEmpty();
    }

    @Test
    void eachKindOfChangeIsNoticed() {
        String site = aBookedSite("kinds");
        booked(site, "09:00");
        Map<String, Map<String, Object>> changes = new LinkedHashMap<>();
        changes.put("Outside the opening hours", Map.of("hours", List.of(Map.of("days", List.of("TH"), "from", "10:00", "to", "18:00"))));
        changes.put("is not at the site any more", Map.of("bays", List.of()));
        changes.put("does not do this procedure", Map.of("clinicians", List.of(Map.of("id", "dr.haddad-" + site, "name", "Dr. Leila Haddad", "procedures", List.of()))));
        changes.put("does not hold", Map.of("rooms", List.of(Map.of("id", "room-1", "name", "Room 1", "holds", List.of(), "sedation", "moderate"))));
        changes.put("is out of service", Map.of("outages", List.of(Map.of("unit", "c-arm-a", "from", DAY.toString(), "because", "tube"))));
        changes.forEach((because, change) -> {
            var body = new TreeMap<>(Desk.siteBody(site, 4));
            body.putAll(change);
            Answer asked = desk.asAdministrator().put("/api/sites/" + site, body).refusing(409, "would-break");
            assertThat(asked.body().at("/appointments/0/because").asString()).contains(because);
        });
        assertThat(desk.get("/api/sites/" + site).body().required("version").asLong()).isEqualTo(1);
    }

    @Test
    void someHoursBreakOnlyWhatLiesInThem() {
        String site = aBookedSite("hours");
        booked(site, "08:00");
        String late = booked(site, "10:00");
        for (Map<String, Object> change : List.<Map<String, Object>>of(
                Map.of("outages", List.of(Map.of("unit", "c-arm-a", "from", DAY.toString(), "fromTime", "10:15", "because", "tube"))),
                Map.of("closures", List.of(Map.of("from", DAY.toString(), "fromTime", "10:15", "toTime", "15:00", "because", "fire drill"))))) {
            var body = new TreeMap<>(Desk.siteBody(site, 4));
            body.putAll(change);
            Answer asked = desk.asAdministrator().put("/api/sites/" + site, body).refusing(409, "would-break");
            assertThat(asked.body().required("appointments").size()).isEqualTo(1);
            assertThat(asked.body().at("/appointments/0/appointment").asString()).isEqualTo(late);
            assertThat(asked.body().at("/appointments/0/because").asString()).contains("from 10:15");
        }
        var body = new TreeMap<>(Desk.siteBody(site, 4));
        body.put("outages", List.of(Map.of("unit", "c-arm-a", "from", DAY.toString(), "toTime", "07:30", "because", "tube")));
        assertThat(desk.asAdministrator().put("/api/sites/" + site, body).expecting(200).body().at("/outages/0/toTime").asString()).isEqualTo("07:30");
        body.put("outages", List.of(Map.of("unit", "c-arm-a", "from", DAY.toString(), "fromTime", "12:00", "toTime", "07:30", "because", "tube")));
        desk.asAdministrator().put("/api/sites/" + site, body).refusing(422, "invalid-site");
    }

    @Test
    void everythingASiteHasIsKeptAndATagGuardsIt() {
        String site = desk.aSite("whole", 2);
        var body = new TreeMap<>(Desk.siteBody(site, 2));
        body.put("directionsIn", Map.of("es", "Toque en la puerta azul", "ar", "اطرق الباب الأزرق"));
        body.put("closures", List.of(Map.of("from", "2026-12-24", "to", "2026-12-26", "because", "Christmas")));
        body.put("clinicians", List.of(Map.of("id", "dr.haddad-" + site, "name", "Dr. Leila Haddad", "procedures", List.of("consultation"), "ages", Map.of("youngest", 18, "oldest", 90))));
        desk.asAdministrator().putIfMatch("/api/sites/" + site, body, "\"4\"").refusing(412, "stale-version");
        desk.asAdministrator().putIfMatch("/api/sites/" + site, body, "four").refusing(400, "invalid-parameter");
        Answer kept = desk.asAdministrator().putIfMatch("/api/sites/" + site, body, "\"1\"").expecting(200);
        assertThat(kept.body().at("/directionsIn/ar").asString()).isEqualTo("اطرق الباب الأزرق");
        assertThat(kept.body().at("/closures/0/because").asString()).isEqualTo("Christmas");
        assertThat(kept.body().at("/clinicians/0/ages/youngest").asInt()).isEqualTo(18);
        assertThat(kept.body().at("/rooms/0/monitored").asBoolean()).isTrue();
        body.put("directionsIn", Map.of("fr", "La porte bleue"));
        body.put("outages", List.of(Map.of("unit", "room-9", "from", "2026-12-24", "to", "2026-12-20", "because", "x")));
        assertThat(desk.asAdministrator().put("/api/sites/" + site, body).refusing(422, "invalid-site").body().required("errors").size()).isEqualTo(3);
    }

    @Test
    void anAdministratorEditsASiteByItsForm() {
        String site = aBookedSite("form");
        String appointment = booked(site, "08:00");
        Desk alex = desk.asAdministrator();
        assertThat(desk.page("/sites/" + site + "/edit").statusCode()).isEqualTo(403);
        HttpResponse<String> page = alex.page("/sites/" + site + "/edit");
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.body()).contains("Never changes", "C-arm A").doesNotContain("style=").doesNotContain("th:");
        Map<String, String> fields = fields(page.body());
        fields.put("directionsEs", "Toque en la puerta azul");
        fields.put("nurses[2].name", "Nurse Cai");
        HttpResponse<String> kept = alex.form("/sites/" + site + "/edit", fields);
        assertThat(kept.statusCode()).as(kept.body()).isIn(302, 303);
        assertThat(desk.get("/api/sites/" + site).body().at("/nurses/2/id").asString()).isEqualTo(site + "/nurse-cai");
        assertThat(desk.get("/api/sites/" + site).body().at("/directionsIn/es").asString()).contains("azul");

        // Sent again: it is another by now.
        fields.put("phone", "+1 312 555 0000");
        assertThat(alex.form("/sites/" + site + "/edit", fields).statusCode()).isEqualTo(409);
        fields = fields(alex.page("/sites/" + site + "/edit").body());
        fields.put("closures[0].from", DAY.toString());
        HttpResponse<String> why = alex.form("/sites/" + site + "/edit", fields);
        assertThat(why.statusCode()).isEqualTo(422);
        assertThat(why.body()).contains("from when, and why");
        fields.put("closures[0].because", "Water in the cellar");
        HttpResponse<String> asked = alex.form("/sites/" + site + "/edit", fields);
        assertThat(asked.statusCode()).isEqualTo(409);
        assertThat(asked.body()).contains("Nothing was changed yet", "/appointments/" + appointment, "Water in the cellar");
        fields.put("confirmed", appointment);
        HttpResponse<String> done = alex.form("/sites/" + site + "/edit", fields);
        assertThat(done.headers().firstValue("location").orElse(done.body())).endsWith("said=displaced-1");
        assertThat(desk.page("/sites/" + site).body()).contains("Water in the cellar");
    }

    @Test
    void anAdministratorWritesANewSiteDownByItsForm() {
        Desk alex = desk.asAdministrator();
        String id = "new-" + java.util.UUID.randomUUID().toString().substring(0, 8);
        Map<String, String> fields = fields(alex.page("/sites/new").body());
        fields.putAll(Map.of("id", id, "name", "Harbor Office", "zone", "Atlantis/Capital", "line1", "2 Pier", "city", "Chicago", "rooms[0].name", "Room A", "bays[0].name", "Bay 1"));
        assertThat(alex.form("/sites/new", fields).body()).contains("Name the zone");
        fields.put("zone", "America/Chicago");
        HttpResponse<String> kept = alex.form("/sites/new", fields);
        assertThat(kept.statusCode()).as(kept.body()).isIn(302, 303);
        assertThat(desk.get("/api/sites/" + id).expecting(200).body().at("/rooms/0/id").asString()).isEqualTo(id + "/room-a");
        assertThat(alex.form("/sites/new", fields).statusCode()).isEqualTo(422);
    }

    /** What a browser would send of the form as it is. */
    private static Map<String, String> fields(String page) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher inputs = Pattern.compile("<input[^>]*>").matcher(page);
        while (inputs.find()) {
            String input = inputs.group();
            boolean box = input.contains("type=\"checkbox\"");
            if (input.contains("name=\"") && (!box || input.contains("checked"))) {
                fields.put(attribute(input, "name"), attribute(input, "value"));
            }
        }
        Matcher texts = Pattern.compile("(?s)<textarea[^>]*name=\"([^\"]*)\"[^>]*>(.*?)</textarea>").matcher(page);
        while (texts.find()) {
            fields.put(texts.group(1), texts.group(2));
        }
        Matcher selects = Pattern.compile("(?s)<select[^>]*name=\"([^\"]*)\"[^>]*>(.*?)</select>").matcher(page);
        while (selects.find()) {
            Matcher chosen = Pattern.compile("<option[^>]*selected[^>]*>").matcher(selects.group(2));
            Matcher first = Pattern.compile("<option[^>]*>").matcher(selects.group(2));
            if (chosen.find()) {
                fields.put(selects.group(1), attribute(chosen.group(), "value"));
            } else if (first.find()) {
                fields.put(selects.group(1), attribute(first.group(), "value"));
            }
        }
        fields.remove("q");
        return fields;
    }

    private static String attribute(String tag, String name) {
        Matcher matcher = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return matcher.find() ? matcher.group(1).replace("&amp;", "&") : "";
    }
}
