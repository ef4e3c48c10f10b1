package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The physicians who refer: found, kept reachable, and seen with the practice that their referrals go to. */
class DirectoryIT extends RunningService {

    private static final String BODY = "{\"name\":\"%s\",\"practiceName\":\"%s\",\"fax\":\"(312) 555-0161\",\"npi\":\"1234567893\"}";

    private Answer entered(String name, String practice) {
        return send("POST", "/api/directory/physicians", DANA, BODY.formatted(name, practice));
    }

    private static String tag(Answer answer) {
        return answer.raw().headers().firstValue("ETag").orElseThrow();
    }

    @Test
    void theDeskKeepsHowAPhysicianIsReachedAndNobodyOverwritesUnread() {
        var practice = "Harbor " + UUID.randomUUID().toString().substring(0, 6);
        var ida = entered("Dr. Ida Petersen", practice);
        var path = "/api/directory/physicians/" + ida.text("/physicianId");
        assertThat(send("PUT", path + "/reach", DANA, "{\"phone\":\"312 555 0170\",\"reason\":\"called\"}").status()).isEqualTo(428);
        assertThat(send("PUT", path + "/reach", DANA, "{\"phone\":\"12\",\"reason\":\"called\"}", "If-Match", tag(ida)).text("/errors/0/pointer")).isEqualTo("/phone");
        assertThat(send("PUT", path + "/reach", DANA, "{\"phone\":\"312 555 0170\"}", "If-Match", tag(ida)).text("/errors/0/pointer")).isEqualTo("/reason");
        var kept = send("PUT", path + "/reach", DANA, "{\"phone\":\"312 555 0170\",\"npi\":\"1234567893\",\"reason\":\"called today\"}", "If-Match", tag(ida));
        assertThat(kept.status()).as(kept.raw().body()).isEqualTo(200);
        assertThat(kept.text("/phone")).isEqualTo("+13125550170");
        assertThat(kept.text("/fax")).as("what is left out is not known any more").isEmpty();
        assertThat(send("PUT", path + "/reach", ALEX, "{\"reason\":\"late\"}", "If-Match", tag(ida)).status()).isEqualTo(412);
        assertThat(tag(send("PUT", path + "/reach", DANA, "{\"phone\":\"312 555 0170\",\"npi\":\"1234567893\",\"reason\":\"again\"}", "If-Match", tag(kept)))).isEqualTo(tag(kept));
        assertThat(all("/api/directory/physicians?q=312%20555%200170", "/physicians", DANA).toString()).contains(ida.text("/physicianId"));
        assertThat(all("/api/directory/physicians?q=312%20555%200161", "/physicians", DANA).toString()).as("the old number leads nowhere").doesNotContain(ida.text("/physicianId"));
        var switchboard = send("PUT", path + "/reach", DANA, "{\"phone\":\"312 555 0174 ext. 22\",\"reason\":\"letterhead\"}", "If-Match", tag(kept));
        assertThat(switchboard.text("/phone")).isEqualTo("+13125550174;ext=22");
        assertThat(all("/api/directory/physicians?q=312%20555%200174", "/physicians", DANA).toString()).contains(ida.text("/physicianId"));
        assertThat(all("/api/directory/physicians?q=(312)%20555-0174%20ext.%2022", "/physicians", DANA).toString()).as("as it is shown").contains(ida.text("/physicianId"));
        var fax = send("PUT", path + "/reach", DANA, "{\"fax\":\"312 555 0174 x22\",\"reason\":\"letterhead\"}", "If-Match", tag(switchboard));
        assertThat(fax.status()).isEqualTo(422);
        assertThat(fax.text("/errors/0/pointer")).isEqualTo("/fax");
        assertThat(send("PUT", path + "/reach", HADDAD, "{\"reason\":\"x\"}", "If-Match", "*").status()).isEqualTo(403);
        assertThat(send("GET", path, AMIN, null).status()).isEqualTo(403);
        assertThat(send("GET", "/api/directory/physicians/" + UUID.randomUUID(), DANA, null).status()).isEqualTo(404);
        assertThat(send("GET", "/api/directory/physicians", DANA, null).status()).isEqualTo(400);
    }

    @Test
    void aPracticeNamesItsPeopleInPages() {
        var practice = "Lindenhof " + UUID.randomUUID().toString().substring(0, 6);
        var code = entered("Dr. Anna Zoll", practice).text("/practice");
        entered("Dr. émile Ott", practice);
        entered("王 医生", practice);
        var names = new HashSet<String>();
        for (var next = ""; next != null;) {
            var page = send("GET", "/api/directory/physicians?limit=1&practice=" + code + (next.isEmpty() ? "" : "&cursor=" + next), DANA, null);
            assertThat(page.json().at("/all").asInt()).isEqualTo(3);
            names.add(page.text("/physicians/0/name"));
            next = page.text("/next").isEmpty() ? null : page.text("/next");
        }
        assertThat(names).containsExactlyInAnyOrder("Dr. Anna Zoll", "Dr. émile Ott", "王 医生");
        assertThat(all("/api/directory/practices", "/practices", HADDAD)).anyMatch(each -> each.at("/code").asString().equals(code) && each.at("/name").asString().equals(practice));
        assertThat(all("/api/directory/physicians?q=anna&practice=" + code, "/physicians", ALEX)).hasSize(1);
    }

    @Test
    void thePageFindsShowsAndCorrectsAPhysician() {
        refer(marias());
        var practice = "Südkliniek " + UUID.randomUUID().toString().substring(0, 6);
        var ida = entered("Dr. Ida Petersen", practice);
        entered("Dr. Omar Klein", practice);
        var path = "/referrals/physicians/" + ida.text("/physicianId");
        assertThat(page("/referrals/physicians", DANA).body()).contains("Physicians", practice, "riverside");
        assertThat(page("/referrals/physicians?q=petersen%20" + practice.substring(11), ALEX).body()).contains("Dr. Ida Petersen", practice, "not yet");
        assertThat(page("/referrals/physicians?q=zzzzqq", DANA).body()).contains("Nobody found");
        assertThat(page("/referrals/physicians?practice=riverside", DANA).body()).contains("Dr. Samir Amin");
        assertThat(page(path, DANA).body()).contains("(312) 555-0161", "Dr. Omar Klein", "does not sign in yet", "Nobody has corrected this entry");
        var amin = send("GET", "/api/directory/physicians?q=samir%20amin", DANA, null).text("/physicians/0/physicianId");
        assertThat(page("/referrals/physicians/" + amin, DANA).body()).contains("signs in", "dr.amin");
        var wrong = post(path, DANA, form("version", "1", "phone", "12", "npi", "1234567890", "reason", "fax"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("not a number that can exist", "An NPI has ten digits", "value=\"12\"");
        assertThat(post(path, DANA, form("version", "1", "phone", "(312) 555-0171 x7", "reason", "letterhead of today")).statusCode()).isEqualTo(303);
        assertThat(post(path, DANA, form("version", "1", "phone", "(312) 555-0172", "reason", "old tab")).body()).contains("Somebody else has changed this entry meanwhile");
        assertThat(page(path, ALEX).body()).contains("(312) 555-0171 ext. 7", "letterhead of today", "Changed NPI, phone, fax", "Dana Whitfield").doesNotContain("555-0161");
        assertThat(page("/patients", DANA).body()).contains("href=\"/referrals/physicians\"");
        assertThat(page("/patients", ALEX).body()).contains("href=\"/referrals/physicians\"").doesNotContain("/patients/imports");
        assertThat(page("/referrals/physicians", HADDAD).statusCode()).isEqualTo(403);
        assertThat(page("/referrals/physicians", AMIN).statusCode()).isEqualTo(403);
        assertThat(page("/referrals/physicians/" + UUID.randomUUID(), DANA).statusCode()).isEqualTo(404);
    }
}
