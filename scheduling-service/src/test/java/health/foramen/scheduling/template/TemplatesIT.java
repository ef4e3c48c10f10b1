package health.foramen.scheduling.template;

import static health.foramen.scheduling.Cast.DAY;
import static health.foramen.scheduling.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.foramen.scheduling.Desk;
import health.foramen.scheduling.Desk.Answer;
import health.foramen.scheduling.ServiceIT;
import health.foramen.scheduling.job.Job;
import health.foramen.scheduling.job.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class TemplatesIT extends ServiceIT {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 30);

    @Autowired
    private Jobs jobs;

    @AfterEach
    void backToNow() {
        time.set(NOW);
    }

    private static Map<String, Object> weekly(String site, String clinician, String room, String device, String rule) {
        var body = new TreeMap<String, Object>();
        body.put("site", site);
        body.put("clinician", clinician + "-" + site);
        body.put("room", room);
        body.put("device", device);
        body.put("nurses", List.of("nurse-1"));
        body.put("from", "08:00");
        body.put("to", "12:00");
        body.put("rule", rule);
        body.put("first", MONDAY.toString());
        return body;
    }

    private String paint(Map<String, Object> template) {
        return desk.post("/api/blocks/templates", template, UUID.randomUUID().toString()).expecting(201).word("templateId");
    }

    private JsonNode preview(String site, LocalDate from, LocalDate to) {
        return desk.get("/api/blocks/templates/preview?site=" + site + "&from=" + from + "&to=" + to).expecting(200).body();
    }

    private JsonNode publish(String site, LocalDate from, LocalDate to) {
        String job = desk.post("/api/blocks/templates/publish", Map.of("site", site, "from", from.toString(), "to", to.toString()), UUID.randomUUID().toString())
                .expecting(202).word("jobId");
        return over(job);
    }

    private JsonNode over(String job) {
        return await().atMost(Duration.ofSeconds(30)).until(() -> desk.get("/api/blocks/jobs/" + job).expecting(200).body(), body -> body.has("finished"));
    }

    private List<JsonNode> blocks(String site, LocalDate from, LocalDate to) {
        return desk.get("/api/blocks?site=" + site + "&from=" + from + "&to=" + to).expecting(200).body().required("blocks").values().stream().toList();
    }

    @Test
    void aMonthIsPreviewedPublishedAndPublishedOnceHoweverOften() {
        String site = desk.aSite("month", 4);
        paint(weekly(site, "dr.haddad", "room-1", "c-arm-a", "FREQ=WEEKLY;BYDAY=MO,TH"));
        paint(weekly(site, "dr.lindqvist", "room-2", "c-arm-b", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"));
        JsonNode before = preview(site, MONDAY, MONDAY.plusDays(27));
        assertThat(before.at("/counts/new").asInt()).isEqualTo(10);
        assertThat(blocks(site, MONDAY, MONDAY.plusDays(27))).isEmpty();

        JsonNode job = publish(site, MONDAY, MONDAY.plusDays(27));
        assertThat(job.at("/counts/published").asInt()).isEqualTo(10);
        assertThat(blocks(site, MONDAY, MONDAY.plusDays(27))).hasSize(10);
        assertThat(preview(site, MONDAY, MONDAY.plusDays(27)).at("/counts/unchanged").asInt()).isEqualTo(10);

        JsonNode again = publish(site, MONDAY, MONDAY.plusDays(27));
        assertThat(again.required("steps").asInt()).isZero();
        assertThat(blocks(site, MONDAY, MONDAY.plusDays(27))).hasSize(10);
        // And what was published can be booked.
        String permit = desk.aPermit();
        desk.book(permit, desk.openingAt(permit, site, DAY, "08:00")).expecting(201);
    }

    @Test
    void theSameRequestIsOneJobAndOneTemplate() {
        String site = desk.aSite("once", 4);
        Map<String, Object> template = weekly(site, "dr.haddad", "room-1", "c-arm-a", "FREQ=WEEKLY;BYDAY=TH");
        String key = UUID.randomUUID().toString();
        String first = desk.post("/api/blocks/templates", template, key).expecting(201).word("templateId");
        assertThat(desk.post("/api/blocks/templates", template, key).expecting(200).word("templateId")).isEqualTo(first);
        template.put("to", "13:00");
        desk.post("/api/blocks/templates", template, key).refusing(422, "idempotency-key-reused");

        Map<String, String> wish = Map.of("site", site, "from", MONDAY.toString(), "to", DAY.toString());
        String job = desk.post("/api/blocks/templates/publish", wish, key).expecting(202).word("jobId");
        assertThat(desk.post("/api/blocks/templates/publish", wish, key).expecting(202).word("jobId")).isEqualTo(job);
        desk.post("/api/blocks/templates/publish", Map.of("site", site, "from", MONDAY.toString(), "to", DAY.plusDays(1).toString()), key)
                .refusing(422, "idempotency-key-reused");
        assertThat(over(job).at("/counts/published").asInt()).isEqualTo(1);
    }

    @Test
    void exceptionsLeaveHolidaysAndSwapsAreHonoured() {
        String site = desk.aSite("except", 4);
        var body = new TreeMap<>(Desk.siteBody(site, 4));
        body.put("closures", List.of(Map.of("from", "2026-12-24", "to", "2026-12-26", "because", "Christmas")));
        desk.asAdministrator().put("/api/sites/" + site, body).expecting(200);
        Map<String, Object> template = weekly(site, "dr.haddad", "room-1", "c-arm-a", "FREQ=WEEKLY;BYDAY=TH");
        template.put("except", List.of("2026-12-10"));
        template.put("swaps", List.of(Map.of("date", "2026-12-03", "clinician", "dr.lindqvist-" + site)));
        paint(template);
        desk.post("/api/blocks/leave", Map.of("clinician", "dr.haddad-" + site, "from", "2026-12-28", "to", "2027-01-03", "because", "holiday"),
                UUID.randomUUID().toString()).expecting(201);

        JsonNode preview = preview(site, MONDAY, MONDAY.plusDays(44));
        assertThat(preview.required("drafts").values().stream().map(d -> d.required("date").asString() + " " + d.required("verdict").asString())).containsExactly(
                "2026-12-03 new", "2026-12-17 new", "2026-12-24 site-closed", "2026-12-31 on-leave", "2027-01-07 new");
        publish(site, MONDAY, MONDAY.plusDays(44));
        assertThat(blocks(site, MONDAY, MONDAY.plusDays(44)).stream().map(b -> b.required("date").asString() + " " + b.required("clinician").asString()))
                .containsExactly("2026-12-03 dr.lindqvist-" + site, "2026-12-17 dr.haddad-" + site, "2027-01-07 dr.haddad-" + site);
    }

    @Test
    void leaveListsWhatWasPublishedBeforeAndNothingIsPublishedIntoIt() {
        String site = desk.aSite("leave", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY.plusDays(2)).expecting(200);
        String permit = desk.aPermit();
        desk.book(permit, desk.openingAt(permit, site, DAY.plusDays(1), "09:00")).expecting(201);
        Map<String, String> leave = Map.of("clinician", "dr.haddad-" + site, "from", DAY.plusDays(1).toString(), "to", DAY.plusDays(9).toString(), "because", "illness");
        Answer taken = desk.post("/api/blocks/leave", leave, "leave-" + site).expecting(201);
        assertThat(taken.body().required("blocks").values().stream().map(b -> b.required("date").asString() + " " + b.required("appointments").asInt()))
                .containsExactly(DAY.plusDays(1) + " 1", DAY.plusDays(2) + " 0");
        Answer published = desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "13:00", "15:00", DAY, DAY.plusDays(3)).expecting(200);
        assertThat(published.body().required("published").asInt()).isEqualTo(1);
        assertThat(published.body().at("/left/0/because").asString()).isEqualTo("on-leave");

        String id = desk.post("/api/blocks/leave", leave, "leave-" + site).expecting(201).word("leaveId");
        assertThat(desk.get("/api/blocks/leave?clinician=dr.haddad-" + site).expecting(200).body().required("leaves").size()).isEqualTo(1);
        desk.delete("/api/blocks/leave/dr.haddad-" + site + "/" + id).expecting(204);
        desk.delete("/api/blocks/leave/dr.haddad-" + site + "/" + id).refusing(404, "unknown-leave");
        desk.post("/api/blocks/leave", Map.of("clinician", "dr.nobody", "from", DAY.toString(), "to", DAY.toString(), "because", "holiday"), "x").refusing(422, "invalid-leave");
        desk.post("/api/blocks/leave", Map.of("clinician", "dr.haddad-" + site, "from", DAY.toString(), "to", DAY.minusDays(1).toString(), "because", "holiday"), "x")
                .refusing(422, "invalid-leave");
    }

    @Test
    void aClinicianWhoIsAwayFromAnHourIsPublishedUntilThen() {
        String site = desk.aSite("hours", 4);
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY, DAY).expecting(200);
        String permit = desk.aPermit();
        desk.book(permit, desk.openingAt(permit, site, DAY, "10:45")).expecting(201);
        var leave = Map.of("clinician", "dr.haddad-" + site, "from", DAY.toString(), "fromTime", "11:00", "to", DAY.plusDays(1).toString(), "toTime", "09:00", "because", "teaching");
        Answer taken = desk.post("/api/blocks/leave", leave, "leave-" + site).expecting(201);
        assertThat(taken.body().at("/fromTime").asString()).isEqualTo("11:00");
        assertThat(taken.body().at("/blocks/0/awayFrom").asString()).isEqualTo("11:00");
        // It lasts beyond eleven.
        assertThat(taken.body().at("/blocks/0/appointments").asInt()).isEqualTo(1);
        assertThat(desk.page("/blocks/leave").body()).contains("of it 11:00–12:00", "from 11:00 until 09:00", "fromTime=11:00");
        assertThat(desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "13:00", "15:00", DAY, DAY).expecting(200).body().at("/left/0/because").asString()).isEqualTo("on-leave");
        desk.publish(site, "dr.haddad", "room-1", "c-arm-a", "08:00", "12:00", DAY.plusDays(1), DAY.plusDays(1)).expecting(200);
        assertThat(desk.get("/api/openings?permitId=" + desk.aPermit() + "&site=" + site + "&from=" + DAY.plusDays(1) + "&limit=3").expecting(200).body()
                .at("/openings/0/localStart").asString()).isEqualTo(DAY.plusDays(1) + "T09:00");
        desk.post("/api/blocks/leave", Map.of("clinician", "dr.haddad-" + site, "from", DAY.toString(), "fromTime", "11:00", "to", DAY.toString(), "toTime", "11:00", "because",
                "teaching"), "y").refusing(422, "invalid-leave");
    }

    @Test
    void aCorrectedTemplateChangesOnlyBlocksInWhichNobodyIs() {
        String site = desk.aSite("amend", 4);
        Map<String, Object> template = weekly(site, "dr.haddad", "room-1", "c-arm-a", "FREQ=WEEKLY;BYDAY=TH");
        String id = paint(template);
        publish(site, DAY, DAY.plusDays(7));
        String permit = desk.aPermit();
        String booked = desk.book(permit, desk.openingAt(permit, site, DAY, "09:00")).expecting(201).word("appointmentId");
        template.put("from", "09:00");
        template.put("clinician", "dr.lindqvist-" + site);
        desk.putIfMatch("/api/blocks/templates/" + id, template, "\"7\"").refusing(412, "stale-version");
        desk.putIfMatch("/api/blocks/templates/" + id, template, "soon").refusing(400, "invalid-parameter");
        desk.putIfMatch("/api/blocks/templates/" + id, template, "\"1\"").expecting(200);
        assertThat(preview(site, DAY, DAY.plusDays(7)).required("drafts").values().stream().map(d -> d.required("verdict").asString()))
                .containsExactly("booked-otherwise", "amended");
        assertThat(publish(site, DAY, DAY.plusDays(7)).at("/counts/changed").asInt()).isEqualTo(1);
        assertThat(blocks(site, DAY, DAY.plusDays(7)).stream().map(b -> b.required("clinician").asString() + " " + b.required("from").asString() + " " + b.required("revision").asInt()))
                .containsExactly("dr.haddad-" + site + " 08:00 1", "dr.lindqvist-" + site + " 09:00 2");
        assertThat(desk.get("/api/appointments/" + booked).expecting(200).word("status")).isEqualTo("booked");
        // The clinician who gave the block away is free for another then.
        desk.publish(site, "dr.haddad", "room-2", "c-arm-b", "08:00", "12:00", DAY.plusDays(7), DAY.plusDays(7)).expecting(200);
        assertThat(desk.asAdministrator().get("/api/check").body().required("breaches").size()).isZero();
    }

    @Test
    void twoTemplatesForOneRoomAndAClinicianElsewhereAreContested() {
        String site = desk.aSite("contest", 4);
        paint(weekly(site, "dr.haddad", "room-1", "c-arm-a", "FREQ=WEEKLY;BYDAY=TH"));
        Map<String, Object> second = weekly(site, "dr.lindqvist", "room-1", "c-arm-a", "FREQ=WEEKLY;BYDAY=TH");
        second.put("from", "11:00");
        paint(second);
        assertThat(preview(site, DAY, DAY).required("drafts").values().stream().map(d -> d.required("verdict").asString())).containsExactly("new", "conflicts-with-block");
        assertThat(publish(site, DAY, DAY).required("steps").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsOverIsNotPublished() {
        String site = desk.aSite("past", 4);
        Map<String, Object> template = weekly(site, "dr.haddad", "room-1", "c-arm-a", "FREQ=DAILY");
        template.put("first", "2026-11-10");
        paint(template);
        // Thursday 12 November, half past twelve on the wall: this morning's block is over.
        time.set(Instant.parse("2026-11-12T18:30:00Z"));
        assertThat(preview(site, LocalDate.of(2026, 11, 11), LocalDate.of(2026, 11, 13)).required("drafts").values().stream().map(d -> d.required("verdict").asString()))
                .containsExactly("past", "past", "new");
    }

    @Test
    void templatesThatCannotBeAreRefused() {
        String site = desk.aSite("bad", 4);
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(Map.of("rule", "every thursday"), Map.of("rule", "FREQ=SECONDLY"), Map.of("rule", "FREQ=WEEKLY;BYDAY=XX"),
                Map.of("rule", "FREQ=WEEKLY;BYDAY=TH;BYHOUR=8"), Map.of("rule", "FREQ=DAILY;UNTIL=20261231T000000Z"), Map.of("to", "07:00"), Map.of("room", "room-9"),
                Map.of("device", "c-arm-b"), Map.of("clinician", "dr.nobody"), Map.of("site", "nowhere"), Map.of("from", "08:00:30"),
                Map.of("swaps", List.of(Map.of("date", DAY.toString(), "clinician", "dr.nobody"))))) {
            var template = new TreeMap<>(weekly(site, "dr.haddad", "room-1", "c-arm-a", "FREQ=WEEKLY;BYDAY=TH"));
            template.putAll(wrong);
            assertThat(desk.post("/api/blocks/templates", template, UUID.randomUUID().toString()).refusing(422, "invalid-template").body().required("errors").size())
                    .as(wrong.toString()).isPositive();
        }
        desk.post("/api/blocks/templates", Map.of("site", site), "x").refusing(400, "invalid-fields");
        assertThat(desk.get("/api/blocks/templates?site=" + site).expecting(200).body().required("templates").size()).isZero();
        desk.get("/api/blocks/templates/unknown").refusing(404, "unknown-template");
        desk.get("/api/blocks/jobs/unknown").refusing(404, "unknown-job");
        desk.get("/api/blocks/templates/preview?site=" + site + "&from=" + DAY + "&to=" + DAY.plusYears(1)).refusing(422, "invalid-template");
        desk.get("/api/blocks/templates/preview?site=nowhere&from=" + DAY + "&to=" + DAY).refusing(422, "invalid-template");
    }

    /** Its worker died with three of five done: whoever finds the lease run out goes on where the notes end. */
    @Test
    void aJobWhoseWorkerDiedIsFinishedByWhoeverFindsIt() {
        String site = desk.aSite("resume", 4);
        String template = paint(weekly(site, "dr.haddad", "room-1", "c-arm-a", "FREQ=DAILY"));
        List<Job.Step> steps = DAY.datesUntil(DAY.plusDays(5)).map(date -> Job.Step.of(Map.of("template", template, "site", site, "date", date.toString()))).toList();
        String id = UUID.randomUUID().toString();
        Instant longAgo = Instant.now().minusSeconds(60);
        var job = new Job(id, "publish-templates", "Publishing", "/sites", "dana", "Dana", "x", NOW, steps, Optional.empty());
        // Worked on by somebody from the first moment, so that nobody here takes it before its worker has died.
        assertThat(jobs.add(job)).isTrue();
        jobs.claim("another instance", Instant.MAX.minusSeconds(1), longAgo);
        JsonNode over = over(id);
        assertThat(over.at("/counts/published").asInt()).isEqualTo(5);
        assertThat(jobs.add(job)).isFalse();
        assertThat(jobs.note(id, "another instance", 4, Job.Done.of("late"), Instant.now())).isFalse();
    }

    @Test
    void theWeekIsPaintedLookedAtAndPublishedByForms() {
        String site = desk.aSite("pages", 4);
        String week = "/blocks/templates/" + site + "?week=" + DAY;
        assertThat(page(week)).contains("Nothing is painted yet", "id=\"week\"", "week.js");
        var form = new TreeMap<>(Map.of("key", "k1", "clinician", "dr.haddad-" + site, "room", site + "/room-1", "device", site + "/c-arm-a", "on", "TH",
                "from", "08:00", "to", "12:00", "every", "1", "first", DAY.toString(), "until", ""));
        form.put("rule", "");
        assertThat(follow(desk.form("/blocks/templates/" + site, form))).contains("said=added");
        assertThat(page(week)).contains("Dr. Leila Haddad, Room 1", "every week on Thu", "data-verdict=\"new\"");
        var wrong = new TreeMap<>(form);
        wrong.put("device", site + "/c-arm-b");
        assertThat(desk.form("/blocks/templates/" + site, wrong).statusCode()).isEqualTo(422);
        assertThat(page("/blocks/templates/" + site + "/publish?from=" + DAY + "&to=" + DAY.plusDays(7))).contains("Publish 2 blocks");
        String job = follow(desk.form("/blocks/templates/" + site + "/publish", Map.of("from", DAY.toString(), "to", DAY.plusDays(7).toString(), "key", "p1")));
        await().atMost(Duration.ofSeconds(20)).until(() -> page(job).contains("Done"));
        assertThat(page(job)).contains("Published", "2 of 2").doesNotContain("hx-trigger");
        assertThat(page(week)).contains("data-verdict=\"unchanged\"");

        String template = desk.get("/api/blocks/templates?site=" + site).body().at("/templates/0/templateId").asString();
        String one = "/blocks/templates/" + site + "/" + template;
        assertThat(page(one)).contains("Thu 3 Dec 2026", "Leave it out", "FREQ=WEEKLY;BYDAY=TH");
        assertThat(follow(desk.form(one + "/except", Map.of("date", DAY.plusDays(14).toString(), "again", "false")))).contains("said=excepted");
        assertThat(follow(desk.form(one + "/swap", Map.of("date", DAY.plusDays(7).toString(), "clinician", "dr.lindqvist-" + site)))).contains("said=swapped");
        assertThat(follow(desk.form(one + "/swap", Map.of("date", DAY.plusDays(7).toString(), "clinician", "dr.haddad-" + site)))).contains("said=as-ever");
        assertThat(page(one)).doesNotContain("data-state=\"wait\">swapped");
        assertThat(follow(desk.form(one + "/swap", Map.of("date", DAY.plusDays(7).toString(), "clinician", "dr.lindqvist-" + site)))).contains("said=swapped");
        assertThat(page(one)).contains("left out", "Put it back", "swapped");
        String later = DAY.plusWeeks(12).toString();
        assertThat(page(one)).contains("The next dates", "Later dates", dateRow(DAY)).doesNotContain(dateRow(DAY.plusWeeks(30)));
        assertThat(page(one + "?dates=" + later)).contains("Dates from that day on", dateRow(DAY.plusWeeks(12)), "The next ones").doesNotContain(dateRow(DAY));
        assertThat(follow(desk.form(one + "/except", Map.of("date", DAY.plusWeeks(13).toString(), "again", "false", "dates", later)))).contains("said=excepted", "dates=" + later);
        assertThat(page(one + "?dates=" + later)).contains("left out");
        assertThat(page(one + "?dates=" + DAY.minusYears(3))).contains("The next dates", dateRow(DAY));
        assertThat(page(one + "?dates=" + DAY.plusYears(90))).contains("Dates from that day on", "Later dates");
        assertThat(page("/blocks/templates/" + site + "/publish?from=" + DAY + "&to=" + DAY.plusDays(7))).contains("Publish 1 block", "Dr. Sven Lindqvist");
        assertThat(follow(desk.form(one + "/end", Map.of("from", DAY.toString())))).contains("said=ended");
        assertThat(page(one)).contains("Let it go on");
        assertThat(page("/blocks/templates/" + site + "/publish?from=" + DAY + "&to=" + DAY.plusDays(7))).contains("no longer in a template");

        assertThat(page("/blocks/leave")).contains("Write leave down");
        assertThat(follow(desk.form("/blocks/leave", Map.of("clinician", "dr.haddad-" + site, "from", DAY.toString(), "to", DAY.toString(), "because", "illness"))))
                .contains("said=taken");
        assertThat(page("/blocks/leave")).contains("Illness", "Take back");
        assertThat(desk.form("/blocks/leave", Map.of("clinician", "dr.haddad-" + site, "from", "", "to", "", "because", "illness")).statusCode()).isEqualTo(422);
        var backwards = desk.form("/blocks/leave", Map.of("clinician", "dr.haddad-" + site, "from", DAY.toString(), "fromTime", "10:30", "to", DAY.minusDays(1).toString(), "because", "teaching"));
        assertThat(backwards.statusCode()).isEqualTo(422);
        assertThat(backwards.body()).as("what was typed is there to be put right").contains("value=\"" + DAY + "\"", "value=\"10:30\"", "value=\"" + DAY.minusDays(1) + "\"",
                "value=\"dr.haddad-" + site + "\" selected", "value=\"teaching\" selected");
        assertThat(desk.page("/blocks/jobs/unknown").statusCode()).isEqualTo(404);
    }

    /** The night of a gap, the night of an overlap, and the turn of a year: the same hours on the wall, published once. */
    @Test
    void aTemplateHangsOnTheWallOverBothChangeDaysAndTheTurnOfTheYear() {
        String site = "night-" + UUID.randomUUID().toString().substring(0, 8);
        var body = new TreeMap<>(Desk.siteBody(site, 4));
        body.put("hours", List.of(Map.of("days", List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU"), "from", "00:00", "to", "23:45")));
        desk.asAdministrator().put("/api/sites/" + site, body).expecting(201);
        Map<String, Object> template = weekly(site, "dr.haddad", "room-1", "c-arm-a", "FREQ=WEEKLY;BYDAY=SU");
        template.put("from", "01:00");
        template.put("to", "05:00");
        paint(template);
        LocalDate gap = LocalDate.of(2027, 3, 14);
        LocalDate overlap = LocalDate.of(2027, 11, 7);
        assertThat(publish(site, LocalDate.of(2026, 12, 27), gap.plusDays(7)).at("/counts/published").asInt()).isEqualTo(13);
        assertThat(publish(site, overlap.minusDays(7), overlap.plusDays(7)).at("/counts/published").asInt()).isEqualTo(3);
        assertThat(publish(site, overlap.minusDays(7), overlap.plusDays(7)).required("steps").asInt()).isZero();
        assertThat(blocks(site, gap.minusDays(77), gap.plusDays(7))).hasSize(13).allSatisfy(b -> assertThat(b.required("from").asString()).isEqualTo("01:00"));
        String permit = desk.aPermit();
        // Openings are looked for so far ahead as a patient waits.
        time.set(Instant.parse("2027-03-01T15:00:00Z"));
        List<String> starts = await().atMost(Duration.ofSeconds(20)).until(() -> desk.get("/api/openings?permitId=" + permit + "&site=" + site + "&from=" + gap + "&to=" + gap
                + "&limit=100").expecting(200).body().required("openings").values().stream().map(o -> o.required("localStart").asString()).toList(), found -> !found.isEmpty());
        assertThat(starts).contains(gap + "T01:45", gap + "T03:00").noneMatch(start -> start.startsWith(gap + "T02"));
        desk.book(permit, desk.openingAt(permit, site, gap, "01:45")).expecting(201);
        assertThat(desk.asAdministrator().get("/api/check").body().required("breaches")).isEmpty();
    }

    @Test
    void whatAChangeOfATemplateWouldDoIsSeenBeforeItIsStored() {
        String site = desk.aSite("look", 4);
        Map<String, Object> template = weekly(site, "dr.haddad", "room-1", "c-arm-a", "FREQ=WEEKLY;BYDAY=TH");
        String id = paint(template);
        publish(site, DAY, DAY.plusDays(14));
        String permit = desk.aPermit();
        desk.book(permit, desk.openingAt(permit, site, DAY, "09:00")).expecting(201);
        var form = new TreeMap<>(Map.of("version", "1", "clinician", "dr.haddad-" + site, "room", site + "/room-1", "device", site + "/c-arm-a", "from", "09:00", "to", "12:00",
                "first", MONDAY.toString(), "rule", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"));
        String look = "/blocks/templates/" + site + "/" + id + "/look";
        var seen = desk.form(look, form);
        assertThat(seen.statusCode()).as(seen.body()).isEqualTo(200);
        // Every other week: one is booked, one changes, one is in no template any more.
        assertThat(seen.body()).contains("What it would change", "08:00–12:00, Dr. Leila Haddad, Room 1", "09:00–12:00, Dr. Leila Haddad, Room 1", "Thu 3 Dec", "Thu 17 Dec",
                "In no template any more", "value=\"09:00\"");
        assertThat(desk.get("/api/blocks/templates/" + id).expecting(200).word("from")).isEqualTo("08:00");
        assertThat(blocks(site, DAY, DAY.plusDays(14)).stream().map(b -> b.required("from").asString())).containsOnly("08:00");
        var wrong = new TreeMap<>(form);
        wrong.put("rule", "now and then");
        assertThat(desk.form(look, wrong).statusCode()).isEqualTo(422);
        assertThat(desk.form("/blocks/templates/" + site + "/nothing/look", form).statusCode()).isEqualTo(404);
    }

    private String page(String path) {
        var page = desk.page(path);
        assertThat(page.statusCode()).as(path + page.body()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("th:").doesNotContain("style=").doesNotContain("onclick");
        return page.body();
    }

    private static String follow(java.net.http.HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(302, 303);
        return answer.headers().firstValue("location").orElseThrow();
    }

    private static String dateRow(LocalDate date) {
        return "name=\"date\" value=\"" + date + "\"";
    }
}
