package health.foramen.referral;

import static health.foramen.referral.attachment.FilesOfEveryKind.aPdf;
import static health.foramen.referral.attachment.FilesOfEveryKind.aPicture;
import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.referral.attachment.Contents;
import health.foramen.referral.referral.AttachingFiles;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

/** Files on their way in, to the store and out again. */
class AttachmentsIT extends RunningService {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Autowired
    private MongoOperations mongo;

    @Autowired
    private Contents contents;

    @Autowired
    private AttachingFiles attaching;

    @Test
    void aReportOfManyChunksComesBackAsItWasSentAndOnlyAsADownload() throws Exception {
        var id = refer(marias()).text("/referralId");
        var report = aPdf(3_500_000);
        var attached = upload("/api/referrals/" + id + "/attachments", AMIN, "MRI تقرير.pdf", report);
        assertThat(attached.statusCode()).as(attached.body()).isEqualTo(201);
        var again = upload("/api/referrals/" + id + "/attachments", AMIN, "other.pdf", report);
        assertThat(again.headers().firstValue("Location")).isEqualTo(attached.headers().firstValue("Location"));
        var path = attached.headers().firstValue("Location").orElseThrow();
        for (var reader : List.of(AMIN, HADDAD, DANA)) {
            var read = bytes(path, reader);
            assertThat(read.body()).isEqualTo(report);
            assertThat(read.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment;").contains("MRI%20");
            assertThat(read.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(read.headers().allValues("Content-Security-Policy")).singleElement().asString().contains("sandbox");
        }
        assertThat(bytes(path, BROOKS).statusCode()).isEqualTo(404);
        assertThat(upload("/api/referrals/" + id + "/attachments", BROOKS, "x.pdf", aPdf()).statusCode()).isEqualTo(404);
        var told = send("GET", "/api/referrals/" + id, AMIN, null);
        assertThat(told.json().at("/attachments").size()).isEqualTo(1);
        assertThat(told.json().at("/history").toString()).contains("attached MRI تقرير.pdf");
        assertThat(page("/referrals/" + id, AMIN).body()).contains("MRI تقرير.pdf", "3.5 MB");
        assertThat(page("/triage/" + id, HADDAD).body()).contains("MRI تقرير.pdf");
    }

    @Test
    void aFileThatLiesIsRefusedAndNothingOfItStays() throws Exception {
        var id = refer(marias()).text("/referralId");
        var refused = upload("/api/referrals/" + id + "/attachments", AMIN, "letter.pdf", "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("urn:foramen:problem:unacceptable-file", "/file");
        assertThat(upload("/referrals/" + id + "/attachments", AMIN, "letter.pdf", "nothing".getBytes(StandardCharsets.UTF_8)).body()).contains("file-error", "neither a PDF");
        assertThat(upload("/api/referrals/" + id + "/attachments", AMIN, "huge.pdf", aPdf(25 * 1024 * 1024)).statusCode()).isEqualTo(413);
        assertThat(upload("/api/referrals/" + id + "/answer", AMIN, "letter.pdf", aPdf(2_000_000)).statusCode()).isEqualTo(413);
        assertThat(send("GET", "/api/referrals/" + id, AMIN, null).json().at("/attachments").size()).isZero();
        assertThat(contents.unsettledFor(Duration.ofSeconds(-60))).isEmpty();
    }

    @Test
    void aReferralCarriesAFewFilesAndGivesThemBackUntilTriage() throws Exception {
        var id = refer(marias()).text("/referralId");
        for (int i = 0; i < 10; i++) {
            assertThat(upload("/api/referrals/" + id + "/attachments", i % 2 == 0 ? AMIN : DANA, "page.pdf", aPdf(i)).statusCode()).isEqualTo(201);
        }
        assertThat(upload("/api/referrals/" + id + "/attachments", AMIN, "x.png", aPicture("png")).body()).contains("too-many-attachments");
        var first = send("GET", "/api/referrals/" + id, AMIN, null).text("/attachments/0/attachmentId");
        assertThat(send("DELETE", "/api/referrals/" + id + "/attachments/" + first, BROOKS, null).status()).isEqualTo(404);
        assertThat(send("DELETE", "/api/referrals/" + id + "/attachments/" + first, AMIN, null).status()).isEqualTo(204);
        assertThat(send("GET", "/api/referrals/" + id + "/attachments/" + first, AMIN, null).status()).isEqualTo(404);
        assertThat(upload("/api/referrals/" + id + "/attachments", AMIN, "x.png", aPicture("png")).statusCode()).isEqualTo(201);
        accept(id, "{}");
        var second = send("GET", "/api/referrals/" + id, AMIN, null).text("/attachments/0/attachmentId");
        assertThat(send("DELETE", "/api/referrals/" + id + "/attachments/" + second, AMIN, null).text("/type")).endsWith("referral-not-open");
        assertThat(send("GET", "/api/referrals/" + id + "/attachments/" + second, AMIN, null).status()).isEqualTo(200);
    }

    /** As if the service had died between the bytes and the referral. */
    @Test
    void bytesThatNothingNamesAreTidiedUp() {
        var lost = UUID.randomUUID();
        contents.keep(lost, List.of(UUID.randomUUID()), () -> new ByteArrayInputStream(aPdf(2_500_000)));
        assertThat(contents.open(lost)).isPresent();
        mongo.execute("attachment-intents", intents -> intents.updateOne(new Document("_id", lost.toString()),
                new Document("$set", new Document("since", new Date(0)))));
        attaching.removeWhatNobodyNames((_, _) -> false);
        assertThat(contents.open(lost)).isEmpty();
        assertThat(mongo.<Long>execute("attachments.chunks", chunks -> chunks.countDocuments(new Document("files_id", lost.toString())))).isZero();
    }

    @Test
    void theFilesOfAnErasedPersonGoWithTheirName() throws Exception {
        var received = refer(marias());
        var id = received.text("/referralId");
        var path = upload("/api/referrals/" + id + "/attachments", AMIN, "letter.pdf", aPdf()).headers().firstValue("Location").orElseThrow();
        assertThat(send("POST", "/api/patients/" + received.text("/patientId") + "/erase", ALEX, "{\"reason\":\"asked for it\"}").status()).isEqualTo(200);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> bytes(path, HADDAD).statusCode() == 404);
        assertThat(send("GET", "/api/referrals/" + id, HADDAD, null).json().at("/attachments").size()).isZero();
    }

    private HttpResponse<byte[]> bytes(String path, String token) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(address(path))).header("Authorization", "Bearer " + token).build(), BodyHandlers.ofByteArray());
    }
}
