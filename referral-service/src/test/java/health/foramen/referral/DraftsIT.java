package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.outbox.Json;
import health.foramen.referral.attachment.FilesOfEveryKind;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a practice's own system begins, a physician may finish by hand, and the other way round. */
class DraftsIT extends RunningService {

    private static String path(String id) {
        return "/api/referrals/drafts/" + id;
    }

    private static String tag(Answer answer) {
        return answer.raw().headers().firstValue("ETag").orElseThrow();
    }

    @Test
    void aDraftIsBegunReadReplacedAndLetGoByWhoeverHasReadIt() {
        var id = UUID.randomUUID().toString();
        var begun = send("PUT", path(id), AMIN, "{\"patient\":{\"givenName\":\"Zoë 🌱\",\"birthDate\":\"sometime\"},\"symptom\":{\"pain\":8,\"numbness\":true},\"target\":{\"levels\":[\"L4\",\"L5\"]}}");
        assertThat(begun.status()).as(begun.raw().body()).isEqualTo(201);
        assertThat(begun.raw().headers().firstValue("Location")).hasValue(path(id));
        assertThat(begun.text("/referral/patient/birthDate")).as("kept as it was typed").isEqualTo("sometime");
        assertThat(begun.json().at("/referral/symptom/pain").asInt()).isEqualTo(8);
        assertThat(begun.json().at("/referral/target/levels").size()).isEqualTo(2);
        var again = send("PUT", path(id), AMIN, "{\"patient\":{\"givenName\":\"Zoë 🌱\",\"birthDate\":\"sometime\"},\"symptom\":{\"pain\":8,\"numbness\":true},\"target\":{\"levels\":[\"L4\",\"L5\"]}}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(tag(again)).as("the same again changes nothing").isEqualTo(tag(begun));

        assertThat(send("PUT", path(id), AMIN, "{\"note\":\"other\"}").status()).as("nobody overwrites unread").isEqualTo(428);
        var replaced = send("PUT", path(id), AMIN, "{\"patient\":{\"givenName\":\"Zoë\"},\"note\":\"a letter follows\"}", "If-Match", tag(begun));
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(send("PUT", path(id), AMIN, "{\"note\":\"late\"}", "If-Match", tag(begun)).status()).isEqualTo(412);
        assertThat(send("DELETE", path(id), AMIN, null, "If-Match", tag(begun)).status()).isEqualTo(412);
        assertThat(page("/referrals/drafts/" + id, AMIN).body()).contains("value=\"Zoë\"", "a letter follows");
        assertThat(all("/api/referrals/drafts", "/drafts", AMIN)).anyMatch(line -> line.at("/draftId").asString().equals(id) && line.at("/patient").asString().equals("Zoë"));

        for (var stranger : new String[] {BROOKS, DANA}) {
            assertThat(send("GET", path(id), stranger, null).status()).isEqualTo(404);
            assertThat(send("PUT", path(id), stranger, "{\"note\":\"theft\"}").status()).isEqualTo(404);
            assertThat(send("DELETE", path(id), stranger, null).status()).isEqualTo(404);
            assertThat(send("POST", path(id) + "/send", stranger, null).status()).isEqualTo(404);
        }
        assertThat(send("GET", "/api/referrals/drafts", HADDAD, null).status()).isEqualTo(403);
        assertThat(send("DELETE", path(id), AMIN, null, "If-Match", tag(replaced)).status()).isEqualTo(204);
        assertThat(send("GET", path(id), AMIN, null).status()).isEqualTo(404);
        assertThat(send("PUT", path(id), AMIN, "{\"note\":\"x\"}", "If-Match", tag(replaced)).status()).as("what is gone is not replaced").isEqualTo(412);
    }

    @Test
    void whatNoReferralHasIsRefusedAndSoIsWhatAFormCouldNotShow() {
        var id = UUID.randomUUID().toString();
        var strange = send("PUT", path(id), AMIN, "{\"safety\":{\"bloodThinner\":[\"apixaban\"]},\"colour\":\"red\",\"origin\":{\"way\":\"fax\"}}");
        assertThat(strange.status()).isEqualTo(422);
        assertThat(strange.json().at("/errors").toString()).contains("/safety/bloodThinner", "/colour", "/origin");
        assertThat(send("PUT", path(id), AMIN, "{\"conservativeCare\":[{\"kind\":\"other\"},{\"kind\":\"other\"}]}").text("/errors/0/pointer")).isEqualTo("/conservativeCare/1/kind");
        assertThat(send("PUT", path(id), AMIN, "[]").status()).isEqualTo(422);
        assertThat(send("PUT", path(id), AMIN, "{\"symptom\":\"text\",\"note\":{\"a\":1},\"target\":[\"L5\"],\"patient\":{\"givenName\":\"\\u0000x\"}}").json().at("/errors").toString())
                .as("what no form could hold").contains("\"/symptom\"", "\"/note\"", "\"/target\"", "\"/patient/givenName\"");
        assertThat(send("PUT", path("no-id"), AMIN, "{}").status()).isEqualTo(400);
        assertThat(send("PUT", path(id), AMIN, "{\"note\":\"" + "x".repeat(70_000) + "\"}").text("/type")).endsWith("draft-too-large");
        assertThat(send("GET", path(id), AMIN, null).status()).as("nothing half stored").isEqualTo(404);
        var desks = send("PUT", path(id), DANA, "{\"origin\":{\"way\":\"fax\",\"newPhysician\":{\"name\":\"Dr. Petersen\",\"practiceName\":\"Riverside\"}}}");
        assertThat(desks.status()).as(desks.raw().body()).isEqualTo(201);
        assertThat(desks.text("/referral/origin/newPhysician/practiceName")).isEqualTo("Riverside");
    }

    @Test
    void aSentDraftIsOneReferralWithItsFiles() throws Exception {
        var id = UUID.randomUUID().toString();
        assertThat(send("PUT", path(id), AMIN, "{\"note\":\"first thoughts\"}").status()).isEqualTo(201);
        assertThat(upload(path(UUID.randomUUID().toString()) + "/attachments", AMIN, "report.pdf", FilesOfEveryKind.aPdf()).statusCode()).as("a file alone begins none").isEqualTo(404);
        assertThat(upload(path(id) + "/attachments", BROOKS, "report.pdf", FilesOfEveryKind.aPdf()).statusCode()).isEqualTo(404);
        assertThat(upload(path(id) + "/attachments", AMIN, "report.pdf", "no file".getBytes()).statusCode()).isEqualTo(422);
        var attached = upload(path(id) + "/attachments", AMIN, "report.pdf", FilesOfEveryKind.aPdf());
        assertThat(attached.statusCode()).as(attached.body()).isEqualTo(201);
        var file = attached.headers().firstValue("Location").orElseThrow();
        assertThat(upload(path(id) + "/attachments", AMIN, "again.pdf", FilesOfEveryKind.aPdf()).headers().firstValue("Location")).as("the same file is one").hasValue(file);
        assertThat(page(file, AMIN).headers().firstValue("Content-Disposition")).hasValueSatisfying(value -> assertThat(value).startsWith("attachment"));
        assertThat(send("GET", file, BROOKS, null).status()).isEqualTo(404);
        assertThat(send("DELETE", file, AMIN, null).status()).isEqualTo(204);
        assertThat(send("DELETE", file, AMIN, null).status()).isEqualTo(404);
        assertThat(upload(path(id) + "/attachments", AMIN, "report.pdf", FilesOfEveryKind.aPdf()).statusCode()).isEqualTo(201);
        var early = send("POST", path(id) + "/send", AMIN, null);
        assertThat(early.status()).isEqualTo(422);
        assertThat(early.json().at("/errors").toString()).contains("/patient", "/symptom");
        var withFile = send("GET", path(id), AMIN, null);
        assertThat(withFile.text("/attachments/0/name")).isEqualTo("report.pdf");
        var whole = send("PUT", path(id), AMIN, marias(), "If-Match", tag(withFile));
        assertThat(whole.status()).as(whole.raw().body()).isEqualTo(200);
        assertThat(send("POST", path(id) + "/send", AMIN, null, "If-Match", tag(withFile)).status()).isEqualTo(412);
        var sent = send("POST", path(id) + "/send", AMIN, null, "If-Match", tag(whole));
        assertThat(sent.status()).as(sent.raw().body()).isEqualTo(201);
        var again = send("POST", path(id) + "/send", AMIN, null);
        assertThat(again.text("/referralId")).isEqualTo(sent.text("/referralId"));
        var referral = send("GET", "/api/referrals/" + sent.text("/referralId"), AMIN, null);
        assertThat(referral.raw().body()).contains("report.pdf", "\"payer\":\"medicare\"", "physical-therapy", "no better");
        assertThat(send("GET", path(id), AMIN, null).status()).isEqualTo(404);
        var late = send("PUT", path(id), AMIN, "{\"note\":\"late\"}");
        assertThat(late.text("/type")).endsWith("draft-sent");
        assertThat(late.text("/referralId")).isEqualTo(sent.text("/referralId"));
    }

    @Test
    void draftsComeInPages() {
        var ids = new HashSet<String>();
        for (int i = 0; i < 3; i++) {
            var id = UUID.randomUUID().toString();
            ids.add(id);
            send("PUT", path(id), BROOKS, Json.mapper().createObjectNode().put("note", "one of three"));
        }
        var seen = new HashSet<String>();
        for (var next = ""; next != null;) {
            var page = send("GET", "/api/referrals/drafts?limit=1" + (next.isEmpty() ? "" : "&cursor=" + next), BROOKS, null);
            assertThat(page.json().at("/drafts").size()).isEqualTo(1);
            seen.add(page.text("/drafts/0/draftId"));
            next = page.text("/next").isEmpty() ? null : page.text("/next");
        }
        assertThat(seen).containsAll(ids);
        ids.forEach(id -> send("DELETE", path(id), BROOKS, null));
    }
}
