package health.foramen.referral;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.local.testing.RealParts;
import health.foramen.referral.care.Setting;
import health.foramen.referral.site.KnowingSites;
import health.foramen.referral.site.KnownSite;
import health.foramen.referral.site.SiteOwner;
import health.foramen.referral.site.store.MongoSites;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;

/** A plan names sites and clinicians that there are, and a clinician chooses them by name. */
class SitesIT extends RunningService {

    @Autowired
    private KnowingSites sites;

    @BeforeEach
    void known() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> sites.all().size() == 2);
    }

    @Test
    void aPlanNamesItsSitesAndCliniciansAndAStrangeNameIsRefusedBesideTheField() {
        var id = refer(marias()).text("/referralId");
        var wrong = accept(id, "{\"plan\":{\"sites\":[\"lakeside\",\"atlantis\"],\"clinicians\":[\"dr.nobody\",\"dr.weiss\"]}}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text("/type")).endsWith("impossible-plan");
        assertThat(wrong.json().at("/errors").toString()).contains("\"/plan/sites/1\"", "No site goes by the name atlantis.", "\"/plan/clinicians/0\"",
                "No clinician goes by the name dr.nobody.", "\"/plan/clinicians/1\"", "Dr. Ruth Weiss does not do transforaminal lumbar sacral").doesNotContain("/plan/sites/0");
        var setting = accept(id, "{\"plan\":{\"settings\":[\"office\"],\"sites\":[\"lakeside\"]}}");
        assertThat(setting.text("/errors/0/detail")).isEqualTo("Lakeside Surgery Center is of the setting surgery center, which this plan does not allow.");
        assertThat(accept(id, "{\"plan\":{\"sites\":[\"lakeside\"],\"clinicians\":[\"dr.osei\"]}}").text("/errors/0/detail"))
                .isEqualTo("Dr. Kofi Osei works at none of the sites that this plan allows.");
        assertThat(send("GET", "/api/referrals/" + id, HADDAD, null).text("/status")).as("nothing half stored").isEqualTo("awaiting-triage");
        assertThat(accept(id, "{\"plan\":{\"sites\":[\"lakeside\"],\"clinicians\":[\"dr.haddad\"]}}").status()).isEqualTo(200);
        var permit = send("GET", "/api/permits/" + send("GET", "/api/referrals/" + id, HADDAD, null).text("/permit/permitId"), SCHEDULING, null);
        assertThat(permit.json().at("/plan/sites").toString()).isEqualTo("[\"lakeside\"]");
        assertThat(permit.json().at("/plan/clinicians").toString()).isEqualTo("[\"dr.haddad\"]");
    }

    @Test
    void thePageOffersThemByNameAndKeepsAStrangeOneInSight() {
        var id = refer(marias()).text("/referralId");
        assertThat(page("/triage/" + id, HADDAD).body()).contains("Lakeside Surgery Center", "surgery center", "St. Anne Hospital", "name=\"plan.clinicians\" value=\"dr.haddad\"")
                .as("who does not do it is not offered").doesNotContain("name=\"plan.clinicians\" value=\"dr.osei\"");
        var wrong = post("/triage/" + id + "/accept", HADDAD, form("plan.procedure", "transforaminal-lumbar-sacral", "plan.sites", "atlantis"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("No site goes by the name atlantis.", "href=\"#plan.sites\"", "value=\"atlantis\" checked");
        assertThat(post("/triage/" + id + "/accept", HADDAD, form("plan.procedure", "transforaminal-lumbar-sacral", "plan.sites", "lakeside", "plan.sites", "st-anne",
                "plan.clinicians", "dr.haddad")).statusCode()).isEqualTo(303);
    }

    @Test
    void whatTheOwnerSaysAnewIsReadAgainAndAnOlderWordChangesNothing() {
        var now = new AtomicReference<>(Instant.parse("2026-11-22T15:00:00Z"));
        var told = new AtomicReference<>(List.of(new KnownSite("harbor", 1, "Harbor", Setting.OFFICE, List.of())));
        var asked = new AtomicReference<>(0);
        SiteOwner owner = () -> {
            asked.updateAndGet(count -> count + 1);
            return told.get();
        };
        var elsewhere = new MongoTemplate(new SimpleMongoClientDatabaseFactory(RealParts.freshMongoUri()));
        var knowing = new KnowingSites(new MongoSites(elsewhere), owner, now::get);
        knowing.refresh();
        knowing.refresh();
        assertThat(asked).hasValue(1);
        assertThat(knowing.name("harbor")).isEqualTo("Harbor");
        assertThat(knowing.heard("harbor", 1)).isTrue();
        assertThat(knowing.refresh()).as("that version is here").isEmpty();
        assertThat(knowing.heard("harbor", 3)).isTrue();
        assertThat(knowing.heard("harbor", 2)).isFalse();
        assertThat(knowing.refresh()).as("the owner does not tell of it yet").hasValue(1);
        assertThat(knowing.refresh()).as("and is left in peace").isEmpty();
        now.updateAndGet(then -> then.plusSeconds(11));
        told.set(List.of(new KnownSite("harbor", 3, "Harbor Clinic", Setting.OFFICE, List.of())));
        assertThat(knowing.refresh()).hasValue(1);
        assertThat(knowing.name("harbor")).isEqualTo("Harbor Clinic");
        told.set(List.of(new KnownSite("harbor", 2, "Old Harbor", Setting.OFFICE, List.of())));
        now.updateAndGet(then -> then.plus(Duration.ofHours(2)));
        assertThat(knowing.refresh()).hasValue(1);
        assertThat(knowing.name("harbor")).isEqualTo("Harbor Clinic");
        assertThat(knowing.name("nowhere")).isEqualTo("nowhere");
    }
}
