package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import health.foramen.referral.TrackingConfiguration.OpenReferralMeters;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.Referrals;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

/** No referral is lost sight of. */
class TrackingIT extends RunningService {

    @Autowired
    private MongoOperations mongo;
    @Autowired
    private Referrals referrals;
    @Autowired
    private Clock clock;
    @Autowired
    private MeterRegistry meters;
    @Autowired
    private OpenReferralMeters figures;

    private List<String> open(String part, String token) {
        var ids = new ArrayList<String>();
        var cursor = "";
        do {
            var page = send("GET", "/api/referrals/open?limit=20&part=" + part + cursor, token, null);
            assertThat(page.status()).as(page.raw().body()).isEqualTo(200);
            page.json().at("/referrals").values().forEach(line -> ids.add(line.at("/referralId").asString()));
            cursor = page.text("/next").isEmpty() ? "" : "&cursor=" + page.text("/next");
        } while (!cursor.isEmpty());
        return ids;
    }

    @Test
    void anOpenReferralStandsInTheListUntilItsEnd() {
        var id = refer(marias()).text("/referralId");
        assertThat(open("triage", HADDAD)).contains(id);
        accept(id, "{}");
        assertThat(open("booking", DANA)).contains(id);
        assertThat(open("triage", HADDAD)).doesNotContain(id);
        send("POST", "/api/referrals/" + id + "/withdraw", AMIN, "{\"reason\":\"moved away\"}");
        assertThat(open("all", DANA)).doesNotContain(id);
        assertThat(send("GET", "/api/referrals/open?part=nonsense", DANA, null).status()).isEqualTo(400);
        assertThat(send("GET", "/api/referrals/open?cursor=%00", DANA, null).status()).isEqualTo(400);
        assertThat(send("GET", "/api/referrals/open", AMIN, null).status()).isEqualTo(403);
    }

    @Test
    void oneOwnsAReferralAndAnotherTakesItOverOnlyFromWhomSheSaw() throws Exception {
        var id = refer(marias()).text("/referralId");
        var taken = ReferralServiceIT.atOnce(2, new java.util.concurrent.Callable<Integer>() {
            private final java.util.concurrent.atomic.AtomicInteger who = new java.util.concurrent.atomic.AtomicInteger();

            @Override
            public Integer call() {
                return send("POST", "/api/referrals/" + id + "/take", who.getAndIncrement() == 0 ? DANA : HADDAD, "{}").status();
            }
        });
        assertThat(taken).containsExactlyInAnyOrder(204, 409);
        var owner = open("mine", DANA).contains(id) ? DANA : HADDAD;
        var other = owner.equals(DANA) ? HADDAD : DANA;
        assertThat(open("mine", owner)).contains(id);
        assertThat(send("POST", "/api/referrals/" + id + "/take", other, "{\"from\":\"nobody.known\"}").status()).isEqualTo(409);
        assertThat(send("POST", "/api/referrals/" + id + "/release", other, null).status()).isEqualTo(409);
        assertThat(send("POST", "/api/referrals/" + id + "/take", other, "{\"from\":\"" + (owner.equals(DANA) ? "dana" : "dr.haddad") + "\"}").status()).isEqualTo(204);
        assertThat(open("mine", other)).contains(id);
        assertThat(send("POST", "/api/referrals/" + id + "/release", other, null).status()).isEqualTo(204);
        assertThat(open("nobodys", other)).contains(id);
        assertThat(send("POST", "/api/referrals/" + UUID.randomUUID() + "/take", DANA, "{}").status()).isEqualTo(404);
    }

    @Test
    void whatIsOpenForHalfAYearIsAnAlarm() {
        var id = UUID.randomUUID();
        referrals.add(Referral.received(id, UUID.randomUUID(), "riverside", Cast.AMIN, "hash", Cast.mariasIntake(), List.of(), clock.instant().minus(Duration.ofDays(181))));
        assertThat(open("stale", DANA)).contains(id.toString());
        figures.look();
        assertThat(meters.get("foramen.referrals.stale").gauge().value()).isPositive();
        assertThat(meters.get("foramen.referrals.oldest.unowned").gauge().value()).isGreaterThanOrEqualTo(Duration.ofDays(181).toSeconds());
        assertThat(meters.get("foramen.referrals.open").tag("waiting", "triage").gauge().value()).isPositive();
        var page = page("/referrals/open", DANA);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Open for more than 180 days", "too long", "Nobody&#39;s");
        assertThat(post("/referrals/open/" + id + "/take", DANA, form("from", "", "part", "stale")).headers().firstValue("Location")).hasValueSatisfying(
                path -> assertThat(path).endsWith("/referrals/open?part=stale"));
        assertThat(page("/referrals/open?part=mine", DANA).body()).contains("Give up");
        send("POST", "/api/referrals/" + id + "/decline", HADDAD, "{\"reason\":\"too old\"}");
        assertThat(open("stale", DANA)).doesNotContain(id.toString());
        assertThat(mongo.<Long>execute("referral-owners", owners -> owners.countDocuments(Filters.eq("_id", id.toString())))).as("what has ended is nobody's").isZero();
    }

    @Test
    void aReferrerSaysWhereToHearOfNews() {
        var id = refer(marias()).text("/referralId");
        assertThat(send("GET", "/api/referrals/" + id + "/notice-address", SCHEDULING, null).text("/email")).isEmpty();
        assertThat(post("/referrals/notices", AMIN, form("email", "not an address")).statusCode()).isEqualTo(422);
        assertThat(post("/referrals/notices", AMIN, form("email", "amin@riverside.example.org")).statusCode()).isEqualTo(303);
        assertThat(page("/referrals/notices", AMIN).body()).contains("amin@riverside.example.org");
        assertThat(send("GET", "/api/referrals/" + id + "/notice-address", SCHEDULING, null).text("/email")).isEqualTo("amin@riverside.example.org");
        assertThat(send("GET", "/api/referrals/" + id + "/notice-address", AMIN, null).status()).isEqualTo(403);
        assertThat(send("PUT", "/api/referrals/notice-address", AMIN, "{}").status()).isEqualTo(200);
        assertThat(send("GET", "/api/referrals/notice-address", AMIN, null).text("/email")).isEmpty();
    }
}
