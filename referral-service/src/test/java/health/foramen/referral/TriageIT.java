package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import health.foramen.referral.care.Who;
import health.foramen.referral.triage.Claims;
import health.foramen.referral.triage.store.MongoClaims;
import health.foramen.safeguard.Role;
import health.foramen.safeguard.testing.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

/** Two clinicians, one worklist; and what is settled between the acceptance and the needle. */
class TriageIT extends RunningService {

    private static final String WEISS = TestTokens.bearer("dr.weiss", "Dr. Ruth Weiss", List.of(Role.CLINICIAN), null, "dr.weiss");
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("America/Chicago"));

    @Autowired
    private MongoOperations mongo;

    private String referred() {
        return refer(marias()).text("/referralId");
    }

    private Answer clearance(String id, String kind, String token, String body) {
        return send("POST", "/api/referrals/" + id + "/clearances/" + kind, token, body);
    }

    private Answer permit(String id) {
        return send("GET", "/api/permits/" + send("GET", "/api/referrals/" + id, HADDAD, null).text("/permit/permitId"), SCHEDULING, null);
    }

    private boolean waits(String query, String id) {
        return all("/api/triage" + query, "/referrals", HADDAD).stream().anyMatch(line -> line.at("/referralId").asString().equals(id));
    }

    @Test
    void whoReadsAReferralIsSeenAndAloneDecides() {
        var id = referred();
        assertThat(send("POST", "/api/triage/" + id + "/claim", HADDAD, null).text("/name")).isEqualTo("Dr. Leila Haddad");
        var refused = send("POST", "/api/triage/" + id + "/claim", WEISS, null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/type")).isEqualTo("urn:foramen:problem:claimed-by-another");
        assertThat(refused.text("/claim/by")).isEqualTo("dr.haddad");
        assertThat(page("/triage", WEISS).body()).contains("Dr. Leila Haddad</bdi> reads it");
        assertThat(page("/triage/" + id, WEISS).body()).contains("is reading this referral", "Take it over").doesNotContain("Decline, because");
        for (var decision : List.of("accept", "decline", "ask")) {
            var body = decision.equals("accept") ? "{}" : decision.equals("ask") ? "{\"question\":\"Which level?\"}" : "{\"reason\":\"no\"}";
            assertThat(send("POST", "/api/referrals/" + id + "/" + decision, WEISS, body).text("/reader")).isEqualTo("Dr. Leila Haddad");
        }
        assertThat(waits("?mine=true", id)).isTrue();
        assertThat(send("POST", "/api/triage/" + id + "/claim", WEISS, "{\"takeOver\":\"dr.nobody\"}").status()).isEqualTo(409);
        assertThat(send("POST", "/api/triage/" + id + "/claim", WEISS, "{\"takeOver\":\"dr.haddad\"}").status()).isEqualTo(200);
        assertThat(waits("?mine=true", id)).isFalse();
        assertThat(accept(id, "{}").status()).isEqualTo(409);
        assertThat(send("DELETE", "/api/triage/" + id + "/claim", WEISS, null).status()).isEqualTo(204);
        assertThat(accept(id, "{}").status()).isEqualTo(200);
        assertThat(send("POST", "/api/triage/" + id + "/claim", WEISS, null).status()).isEqualTo(404);
    }

    @Test
    void thePageClaimsReleasesAndTakesOver() {
        var id = referred();
        assertThat(page("/triage/" + id, HADDAD).body()).contains("Nobody reads this now.", "hx-trigger=\"load, submit\"");
        assertThat(post("/triage/" + id + "/claim", HADDAD, "").statusCode()).isEqualTo(303);
        assertThat(page("/triage/" + id, HADDAD).body()).contains("You are reading this until", "Let others read it");
        assertThat(post("/triage/" + id + "/claim", WEISS, form("takeOver", "dr.haddad")).statusCode()).isEqualTo(303);
        assertThat(post("/triage/" + id + "/decline", HADDAD, form("code", "duplicate", "reason", "sent twice")).body()).contains("Dr. Ruth Weiss is reading this referral");
        assertThat(post("/triage/" + id + "/release", WEISS, "").statusCode()).isEqualTo(303);
        assertThat(post("/triage/" + id + "/decline", HADDAD, form("reason", "sent twice")).body()).contains("Choose a reason.");
        assertThat(post("/triage/" + id + "/decline", HADDAD, form("code", "duplicate", "reason", "sent twice")).statusCode()).isEqualTo(303);
        var declined = send("GET", "/api/referrals/" + id, AMIN, null);
        assertThat(declined.text("/reasonCode")).isEqualTo("duplicate");
        assertThat(page("/referrals/" + id, AMIN).body()).contains("(duplicate): sent twice");
    }

    @Test
    void ofManyWhoReachForTheSameReferralOneReadsIt() throws Exception {
        var id = UUID.fromString(referred());
        var now = new AtomicReference<>(Instant.parse("2026-11-22T15:00:00Z"));
        var claims = new MongoClaims(mongo, Duration.ofMinutes(10), now::get);
        for (int round = 0; round < 5; round++) {
            var line = new CyclicBarrier(8);
            var readers = new HashSet<String>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var each = threads.invokeAll(IntStream.range(0, 8).<Callable<Claims.Claim>>mapToObj(i -> () -> {
                    line.await();
                    return claims.take(id, new Who("reader-" + i, "Reader " + i));
                }).toList());
                for (var claim : each) {
                    readers.add(claim.get().by().id());
                }
            }
            assertThat(readers).hasSize(1);
            // Nothing is stuck behind a claim that ran out.
            now.updateAndGet(then -> then.plusSeconds(600));
            assertThat(claims.of(List.of(id))).isEmpty();
        }
        now.updateAndGet(then -> then.plus(Duration.ofDays(3)));
        claims.forgetOld();
        long left = mongo.execute("triage-claims", stored -> stored.countDocuments(Filters.eq("_id", id.toString())));
        assertThat(left).isZero();
    }

    @Test
    void theWorklistIsFilteredAndSaysWhatIsMissing() {
        var whole = referred();
        var thin = refer(marias().replace(",\n \"imaging\"", ",\n \"urgency\":\"urgent\",\"imaging\"").replace(",\"urgency\":\"soon\"", "").replace("\"memberId\":\"1EG4\"", "\"memberId\":\"\""))
                .text("/referralId");
        assertThat(waits("?urgency=urgent", thin)).isTrue();
        assertThat(waits("?urgency=urgent", whole)).isFalse();
        assertThat(waits("?missing=true", thin)).isTrue();
        assertThat(waits("?missing=true", whole)).isFalse();
        assertThat(waits("?payer=medicare&procedure=transforaminal-lumbar-sacral", whole)).isTrue();
        assertThat(waits("?payer=evicore", whole)).isFalse();
        assertThat(waits("?procedure=facet-lumbar-sacral", whole)).isFalse();
        assertThat(send("GET", "/api/triage?urgency=yesterday", HADDAD, null).status()).isEqualTo(422);
        var line = all("/api/triage?urgency=urgent", "/referrals", HADDAD).stream()
                .filter(each -> each.at("/referralId").asString().equals(thin)).findFirst().orElseThrow();
        assertThat(line.at("/completeness/missing").toString()).contains("member number");
        assertThat(page("/triage?urgency=urgent&missing=yes", HADDAD).body()).contains("7 of 8 told", "Show all");
        assertThat(page("/triage?payer=evicore&urgency=urgent&mine=yes", HADDAD).body()).contains("No referral fits");
    }

    @Test
    void theWorklistComesInPagesAndADecisionOnWhatSomebodyElseChangedIsRefused() {
        var three = List.of(referred(), referred(), referred());
        var page = send("GET", "/api/triage?limit=2&urgency=soon", HADDAD, null);
        assertThat(page.json().at("/referrals").size()).isEqualTo(2);
        assertThat(page.json().at("/all").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(page.text("/next")).isNotEmpty();
        var paged = new ArrayList<String>();
        for (var next = ""; next != null;) {
            var each = send("GET", "/api/triage?limit=1&urgency=soon" + (next.isEmpty() ? "" : "&cursor=" + next), HADDAD, null);
            each.json().at("/referrals").values().forEach(line -> paged.add(line.at("/referralId").asString()));
            next = each.text("/next").isEmpty() ? null : each.text("/next");
        }
        assertThat(paged).doesNotHaveDuplicates().containsSubsequence(three);
        assertThat(send("GET", "/api/triage?limit=0", HADDAD, null).json().at("/referrals").size()).isEqualTo(1);
        assertThat(send("GET", "/api/triage?cursor=%00", HADDAD, null).status()).isEqualTo(400);

        var id = three.getFirst();
        var seen = send("GET", "/api/referrals/" + id, HADDAD, null).raw().headers().firstValue("ETag").orElseThrow();
        send("POST", "/api/referrals/" + id + "/ask", WEISS, "{\"question\":\"Which level?\"}");
        var bodies = Map.of("accept", "{}", "decline", "{\"reason\":\"no\"}", "close", "{\"reason\":\"no\"}", "withdraw", "{\"reason\":\"no\"}", "answer", "{\"answer\":\"L5\"}",
                "ask", "{\"question\":\"And the side?\"}");
        bodies.forEach((step, body) -> {
            var stale = send("POST", "/api/referrals/" + id + "/" + step, step.equals("answer") ? AMIN : HADDAD, body, "If-Match", seen);
            assertThat(stale.status()).as(step).isEqualTo(412);
            assertThat(stale.text("/type")).as(step).endsWith("stale-revision");
        });
        var now = send("GET", "/api/referrals/" + id, HADDAD, null);
        assertThat(now.text("/status")).isEqualTo("information-requested");
        assertThat(send("POST", "/api/referrals/" + id + "/decline", HADDAD, "{\"reason\":\"no\"}", "If-Match", now.raw().headers().firstValue("ETag").orElseThrow()).status()).isEqualTo(200);
        assertThat(send("POST", "/api/referrals/" + three.get(1) + "/decline", HADDAD, "{\"reason\":\"no\"}").status()).as("without one it is about the present").isEqualTo(200);
        assertThat(accept(three.get(2), "{}").status()).isEqualTo(200);
    }

    @Test
    void anotherProcedureIsExplainedAndAConsultationComesFirst() {
        var id = referred();
        assertThat(post("/triage/" + id + "/draft", HADDAD, form("plan.procedure", "consultation", "was", "transforaminal-lumbar-sacral")).body())
                .contains("Why not transforaminal lumbar sacral, as asked");
        assertThat(accept(id, "{\"plan\":{\"procedure\":\"consultation\"},\"redirectBecause\":\"Seen by nobody yet\"}").status()).isEqualTo(200);
        var referral = page("/referrals/" + id, AMIN).body();
        assertThat(referral).contains("Seen by nobody yet", "Accepted for consultation instead of transforaminal lumbar sacral");
    }

    @Test
    void anOverrideIsRecordedShownAndCounted() {
        var fresh = refer(marias().replace(TODAY.minusWeeks(10).toString(), TODAY.minusDays(3).toString())).text("/referralId");
        assertThat(accept(fresh, "{\"overrides\":[{\"rule\":\"payer.pain-weeks\",\"reason\":\"Severe; the payer agreed by phone\"},{\"rule\":\"made.up\",\"reason\":\"x\"}]}").status())
                .isEqualTo(200);
        assertThat(page("/referrals/" + fresh, HADDAD).body()).contains("Accepted all the same", "Severe; the payer agreed by phone", "Overrode payer.pain-weeks").doesNotContain("made.up");
        var given = send("GET", "/api/packs/overrides", ALEX, null);
        assertThat(given.json().at("/overrides").values()).anySatisfy(entry -> {
            assertThat(entry.at("/referralId").asString()).isEqualTo(fresh);
            assertThat(entry.at("/rule").asString()).isEqualTo("payer.pain-weeks");
            assertThat(entry.at("/by").asString()).isEqualTo("Dr. Leila Haddad");
        });
        assertThat(given.json().at("/byRule/0/count").asInt()).isPositive();
        assertThat(page("/packs/overrides", ALEX).body()).contains("payer.pain-weeks", "Severe; the payer agreed by phone");
        assertThat(send("GET", "/actuator/metrics/foramen.findings.overridden", ALEX, null).json().at("/measurements/0/value").asDouble()).isPositive();
        assertThat(send("GET", "/api/packs/overrides", AMIN, null).status()).isEqualTo(403);
    }

    @Test
    void aPrescriberAndTheProceduralistBothSign() {
        var id = refer(marias().replace("\"bloodThinners\":[]", "\"bloodThinners\":[\"apixaban\"]")).text("/referralId");
        accept(id, "{}");
        var task = all("/api/clearances?owner=me&kind=blood-thinner", "/clearances", HADDAD).stream()
                .filter(each -> each.at("/referralId").asString().equals(id)).findFirst().orElseThrow();
        assertThat(task.at("/due").asString()).isEqualTo(TODAY.plusDays(2).toString());
        assertThat(task.at("/unsigned").size()).isEqualTo(2);
        assertThat(clearance(id, "blood-thinner", HADDAD, "{\"state\":\"cleared\",\"as\":\"prescriber\",\"note\":\"Dr. Brooks, by phone\"}").status()).isEqualTo(200);
        assertThat(permit(id).text("/clearances/0/state")).isEqualTo("open");
        assertThat(page("/clearances?owner=me", HADDAD).body()).contains("the proceduralist is missing", "Dr. Brooks, by phone");
        assertThat(post("/clearances/" + id + "/blood-thinner", HADDAD, form("decision", "proceduralist", "note", "I hold it three days")).statusCode()).isEqualTo(303);
        assertThat(permit(id).text("/clearances/0/state")).isEqualTo("cleared");
        assertThat(clearance(id, "blood-thinner", HADDAD, "{\"state\":\"open\",\"note\":\"a stent last week\"}").status()).isEqualTo(200);
        assertThat(permit(id).text("/clearances/0/state")).isEqualTo("open");
        assertThat(clearance(id, "blood-thinner", HADDAD, "{\"state\":\"refused\",\"note\":\"not this year\"}").status()).isEqualTo(200);
        assertThat(permit(id).json().at("/holdOnly").asBoolean()).isTrue();
        assertThat(clearance(id, "blood-thinner", DANA, "{\"state\":\"cleared\",\"note\":\"x\"}").status()).isEqualTo(404);
        assertThat(page("/clearances/history", HADDAD).body()).contains("Blood thinner clearance signed by the prescriber", "not this year");
        assertThat(send("GET", "/api/clearances?history=true", HADDAD, null).raw().body()).contains("a stent last week");
        assertThat(page("/referrals/" + id, AMIN).body()).contains("blood thinner: refused");
    }

    @Test
    void thePayerIsAskedBeforeAFacetInAHospitalAndItsWordRunsOut() {
        var facet = marias().replace("transforaminal-lumbar-sacral", "facet-lumbar-sacral").replace("[\"L5\"]", "[\"L4\"]").replace(TODAY.minusWeeks(10).toString(),
                TODAY.minusMonths(5).toString());
        var office = refer(facet).text("/referralId");
        assertThat(accept(office, "{}").status()).isEqualTo(200);
        assertThat(permit(office).json().at("/plan/settings").toString()).doesNotContain("hospital");
        assertThat(permit(office).json().at("/holdOnly").asBoolean()).isFalse();

        var id = refer(facet).text("/referralId");
        accept(id, "{\"plan\":{\"settings\":[\"hospital\"]}}");
        assertThat(permit(id).json().at("/holdOnly").asBoolean()).isTrue();
        assertThat(page("/clearances?owner=nobody", DANA).body()).contains("US Medicare must agree beforehand to facet lumbar sacral in a hospital.").doesNotContain("Blood thinner");
        assertThat(clearance(id, "prior-authorisation", DANA, "{\"state\":\"open\",\"requested\":true,\"note\":\"portal, ticket 9\"}").status()).isEqualTo(200);
        assertThat(all("/api/clearances?kind=prior-authorisation", "/clearances", DANA).toString()).contains("requestedAt");
        assertThat(clearance(id, "prior-authorisation", DANA, "{\"state\":\"cleared\",\"note\":\"x\",\"number\":\"PA-17\",\"expires\":\"%s\"}".formatted(TODAY.minusDays(1))).text("/errors/0/pointer"))
                .isEqualTo("/expires");
        assertThat(post("/clearances/" + id + "/prior-authorisation", DANA, form("decision", "cleared", "note", "x")).body()).contains("This is needed.");
        var from = TODAY.plusDays(4);
        assertThat(post("/clearances/" + id + "/prior-authorisation", DANA, form("decision", "cleared", "note", "portal", "number", "PA-17", "validFrom", from.toString(), "expires",
                TODAY.plusDays(90).toString())).statusCode()).isEqualTo(303);
        assertThat(permit(id).json().at("/holdOnly").asBoolean()).isFalse();
        assertThat(permit(id).text("/earliest")).isEqualTo(from.toString());
        assertThat(page("/referrals/" + id, HADDAD).body()).contains("no. PA-17");
        assertThat(clearance(id, "prior-authorisation", DANA, "{\"state\":\"refused\",\"note\":\"denied on review\"}").status()).isEqualTo(200);
        assertThat(permit(id).json().at("/holdOnly").asBoolean()).isTrue();
    }

    @Test
    void aFeverOnThePhoneFlagsThePermitAndConsentIsCollectedBeforeSedation() {
        var id = referred();
        accept(id, "{\"plan\":{\"sedation\":\"moderate\"}}");
        assertThat(permit(id).json().at("/clearances").toString()).contains("consent");
        assertThat(permit(id).json().at("/holdOnly").asBoolean()).isFalse();
        assertThat(send("POST", "/api/referrals/" + id + "/clearances", HADDAD, "{\"kind\":\"infection\",\"detail\":\"fever since yesterday\"}").status()).isEqualTo(200);
        assertThat(permit(id).json().at("/holdOnly").asBoolean()).isTrue();
        assertThat(clearance(id, "infection", HADDAD, "{\"state\":\"cleared\",\"note\":\"gone\",\"number\":\"1\"}").text("/errors/0/pointer")).isEqualTo("/number");
        clearance(id, "infection", HADDAD, "{\"state\":\"cleared\",\"note\":\"gone\"}");
        assertThat(permit(id).json().at("/holdOnly").asBoolean()).isFalse();
        assertThat(send("POST", "/api/referrals/" + id + "/clearances/consent/assign", DANA, "{\"owner\":\"me\",\"due\":\"%s\"}".formatted(TODAY.plusDays(1))).status()).isEqualTo(200);
        assertThat(page("/clearances?owner=me", DANA).body()).contains("The patient signs the consent");
        assertThat(clearance(id, "consent", DANA, "{\"state\":\"cleared\",\"note\":\"signed on paper\"}").status()).isEqualTo(200);
    }

    @Test
    void aReferralIsTriedAgainstTheRulesOfAnotherDay() {
        var id = refer(marias().replace(TODAY.minusWeeks(10).toString(), TODAY.minusDays(3).toString())).text("/referralId");
        var before = send("POST", "/api/packs/try", ALEX, "{\"day\":\"2021-12-04\",\"referralId\":\"" + id + "\"}");
        assertThat(before.status()).as(before.raw().body()).isEqualTo(200);
        assertThat(before.json().at("/gone").toString()).contains("payer.pain-weeks");
        assertThat(before.json().at("/findings").toString()).doesNotContain("payer.pain-weeks");
        var pasted = send("POST", "/api/packs/try", ALEX, "{\"day\":\"2026-11-22\",\"referral\":{\"symptom\":{\"saddleNumbness\":true}}}");
        assertThat(pasted.json().at("/findings/0/severity").asString()).isEqualTo("emergency");
        assertThat(send("POST", "/api/packs/try", ALEX, "{\"day\":\"2026-11-22\"}").status()).isEqualTo(422);
        assertThat(send("POST", "/api/packs/try", AMIN, "{\"day\":\"2026-11-22\"}").status()).isEqualTo(403);
        assertThat(page("/packs/try", ALEX).body()).contains("Try a referral", "riverside").doesNotContain("Santos");
        assertThat(post("/packs/try", ALEX, form("day", "2021-12-04", "referral", id)).body()).contains("Said today, and not then", "payer.pain-weeks");
        assertThat(post("/packs/try", ALEX, form("day", "2021-12-04", "pasted", "{\"symptom\":{\"pane\":3}}")).body()).contains("/symptom/pane: This field is not known here.");
        assertThat(post("/packs/try", ALEX, form("day", "2021-12-04", "pasted", "{oops")).body()).contains("This is no JSON");
    }

    @Test
    void packsTellTheirVersionsAndTheirDifference() {
        assertThat(page("/packs?on=2022-01-01", ALEX).body()).contains("2023-07-01 from 1 Jul 2023");
        assertThat(page("/packs/payer/medicare?from=2021-12-05&to=2023-07-01", ALEX).body()).contains("families.facet.authorisationIn", "was not there", "hospital", "holds today");
        assertThat(page("/packs/payer/nobody", ALEX).statusCode()).isEqualTo(404);
        var versions = send("GET", "/api/packs/payer/medicare", ALEX, null).json().at("/versions");
        assertThat(versions.size()).isEqualTo(3);
        assertThat(versions.at("/1/changes").toString()).contains("families.facet.authorisationIn");
        assertThat(send("GET", "/api/packs?on=2021-12-04", ALEX, null).raw().body()).doesNotContain("US Medicare");
        assertThat(send("GET", "/api/packs/payer/nobody", ALEX, null).status()).isEqualTo(404);
    }
}
